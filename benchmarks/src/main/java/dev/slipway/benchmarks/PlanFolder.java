package dev.slipway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A checkout whose environments all run the same models, in a version that is not deployed yet. */
final class PlanFolder {
    static final List<String> ENVIRONMENTS = List.of("dev", "staging", "prod");

    private PlanFolder() {}

    static Path write(Path folder, List<String> models) throws Exception {
        write(
                folder.resolve("slipway.yaml"),
                "registry: {account: \"111111111111\", region: eu-central-1}\ntags: {product: slipway}\n");
        StringBuilder environment = new StringBuilder("""
                account: "222222222222"
                region: eu-central-1
                protect: true
                network: {egress: endpoints}
                application: {create: true}
                notify: []
                models:
                """);
        for (String model : models) {
            write(folder.resolve("models/" + model + "/model.yaml"), """
                    name: %s
                    version: 1.1.0
                    runtime: python
                    key: [id]
                    input: {id: string}
                    output: {id: string, value: double, why: string?}
                    """.formatted(model));
            environment.append(
                    """
                      %s:
                        version: 1.1.0
                        input: s3://feeds/%s/
                        compute: {size: small, timeout: 1h}
                        limits: {rejects: 1%%, minRows: 1}
                        keep: 10
                        copy: {table: %s, mode: replace, fields: [id, value]}
                    """.formatted(model, model, model.replace('-', '_')).indent(2));
        }
        for (String name : ENVIRONMENTS) {
            write(folder.resolve("environments/" + name + ".yaml"), environment.toString());
        }
        git(folder, "init", "-q");
        git(folder, "add", "-A");
        git(folder, "-c", "user.name=ann", "-c", "user.email=ann@example.com", "commit", "-q", "-m", "first");
        return folder;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void git(Path folder, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of("git", "-C", folder.toString()));
        words.addAll(List.of(arguments));
        Command.of(words.toArray(String[]::new)).run();
    }
}
