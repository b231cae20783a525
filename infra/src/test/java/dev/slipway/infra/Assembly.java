package dev.slipway.infra;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awscdk.AppProps;

/** What a synth leaves: the templates, by the stacks' names such as {@code Dev-Storage}. */
record Assembly(Path folder, Map<String, Template> templates, Set<String> protectedStacks) {
    private static Assembly repository;

    /** The repository's own files, synthesized once for all tests of a JVM: starting jsii alone takes seconds. */
    static synchronized Assembly repository() {
        if (repository == null) {
            repository = of(Checkout.copy());
        }
        return repository;
    }

    static Assembly of(Checkout checkout) {
        try {
            Path folder = TemporaryFolder.make("cdk.out");
            AppProps.Builder settings =
                    AppProps.builder().outdir(folder.toString()).context(context());
            Synthesis.of(checkout.product(), settings).synth();
            return read(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Assembly read(Path folder) throws IOException {
        Map<String, Template> templates = new TreeMap<>();
        Set<String> guarded = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path manifest :
                    files.filter(file -> file.endsWith("manifest.json")).toList()) {
                Map<String, Object> artifacts = Template.mapping(json(manifest).get("artifacts"));
                for (Object each : artifacts.values()) {
                    Map<String, Object> artifact = Template.mapping(each);
                    if ("aws:cloudformation:stack".equals(artifact.get("type"))) {
                        Map<String, Object> properties = Template.mapping(artifact.get("properties"));
                        Path file = manifest.resolveSibling((String) properties.get("templateFile"));
                        if (Boolean.TRUE.equals(properties.get("terminationProtection"))) {
                            guarded.add(name(artifact, properties));
                        }
                        templates.put(name(artifact, properties), new Template(json(file), Files.readString(file)));
                    }
                }
            }
        }
        return new Assembly(folder, templates, guarded);
    }

    Template template(String stack) {
        Template template = templates.get(stack);
        if (template == null) {
            throw new IllegalArgumentException("there is no stack " + stack + ", only " + templates.keySet());
        }
        return template;
    }

    private static String name(Map<String, Object> artifact, Map<String, Object> properties) {
        return (String) properties.getOrDefault("stackName", artifact.get("displayName"));
    }

    /** The feature flags that cdk.json gives to the app. */
    static Map<String, Object> context() throws IOException {
        return new LinkedHashMap<>(
                Template.mapping(json(Checkout.HOME.resolve("cdk.json")).get("context")));
    }

    static Map<String, Object> json(Path file) throws IOException {
        return JSON.std.mapFrom(Files.readString(file));
    }
}
