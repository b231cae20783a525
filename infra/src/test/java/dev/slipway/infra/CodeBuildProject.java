package dev.slipway.infra;

import static dev.slipway.infra.Template.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What a template tells CodeBuild to do.
 *
 * @param buildSpec parsed
 * @param source the folder whose ZIP the builds unpack
 * @param role what the builds may do
 */
record CodeBuildProject(
        String name, Map<String, Object> buildSpec, List<Variable> variables, Path source, RolePermissions role) {
    /** @param type {@code PLAINTEXT}, or {@code PARAMETER_STORE}, whose value is a parameter's name */
    record Variable(String name, String type, String value) {}

    static CodeBuildProject read(Assembly assembly, String stack, String name, Map<String, String> physical)
            throws IOException {
        Map<String, Object> properties = assembly.template(stack).all("AWS::CodeBuild::Project").values().stream()
                .map(Template::properties)
                .filter(project -> name.equals(project.get("Name")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no project " + name));
        Intrinsics intrinsics = new Intrinsics(assembly.templates(), AwsCall.PLACE, physical);
        List<Variable> variables =
                Template.<Map<String, Object>>list(
                                mapping(properties.get("Environment")).get("EnvironmentVariables"))
                        .stream()
                        .map(variable -> new Variable(
                                (String) variable.get("Name"),
                                (String) variable.get("Type"),
                                intrinsics.text(stack, variable.get("Value"))))
                        .toList();
        Map<String, Object> source = mapping(properties.get("Source"));
        return new CodeBuildProject(
                name,
                mapping(new Load(LoadSettings.builder().build()).loadFromString((String) source.get("BuildSpec"))),
                variables,
                asset(assembly.folder(), (String) source.get("Location")),
                new RolePermissions(
                        Iam.statements(assembly.template(stack), mapping(properties.get("ServiceRole"))),
                        value -> intrinsics.text(stack, value)));
    }

    /** The folder that {@code cdk deploy} zips and uploads to this place. @param location bucket/key */
    private static Path asset(Path assembly, String location) throws IOException {
        try (Stream<Path> files = Files.walk(assembly, 2)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".assets.json"))
                    .toList()) {
                for (Object each : mapping(Assembly.json(file).get("files")).values()) {
                    Map<String, Object> source = mapping(mapping(each).get("source"));
                    for (Object place :
                            mapping(mapping(each).get("destinations")).values()) {
                        Map<String, Object> object = mapping(place);
                        if (location.equals(object.get("bucketName") + "/" + object.get("objectKey"))
                                && "zip".equals(source.get("packaging"))) {
                            return file.resolveSibling((String) source.get("path"))
                                    .normalize();
                        }
                    }
                }
            }
        }
        throw new AssertionError("no ZIP is uploaded to " + location);
    }

    /** The same project with another value, as StartBuild's environmentVariablesOverride gives it to one build. */
    CodeBuildProject with(String variable, String value) {
        Map<String, Variable> all = new LinkedHashMap<>();
        variables.forEach(each -> all.put(each.name(), each));
        all.put(variable, new Variable(variable, "PLAINTEXT", value));
        return new CodeBuildProject(name, buildSpec, List.copyOf(all.values()), source, role);
    }
}
