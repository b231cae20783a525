package dev.slipway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A copy of what {@code cdk synth} reads, to be changed; the checkout's own files stay as they are. */
record SynthFolder(Path folder) {
    private static final String APP = "scripts/synth-infra";
    private static final String ARCHIVE = "infra/target/app.jsa";
    private static final String CODE = "infra/target/app.code";
    private static final String BUILD = "\"build\": \"scripts/build-infra\"";

    /** Starts the app as the checkout does. */
    static SynthFolder byScript(Path folder) throws IOException {
        SynthFolder synth = new SynthFolder(folder).copied();
        Path home = Checkout.home();
        synth.edit("cdk.json", BUILD, "\"build\": \"" + home.resolve("scripts/build-infra") + '"');
        synth.copy(APP).copy("infra/src/main/jsii/kernel.js").copy("infra/src/main/jsii/compiled.js");
        synth.copy("infra/target/app.args").edit("infra/target/app.args", "=" + home + '"', "=" + folder + '"');
        Files.createSymbolicLink(folder.resolve("infra/target/jsii"), home.resolve("infra/target/jsii"));
        return synth;
    }

    /** The same with other environments: what the app's start takes from its last synth is there already. */
    SynthFolder like(Path other) throws IOException {
        SynthFolder synth = byScript(other);
        for (String kept : List.of(ARCHIVE, CODE)) {
            Files.copy(folder.resolve(kept), other.resolve(kept));
        }
        return synth;
    }

    /** Starts the app as most projects in Java do; all of its sources in one project. */
    static SynthFolder byMaven(Path folder) throws IOException {
        SynthFolder synth = new SynthFolder(folder).copied();
        synth.edit("cdk.json", "  " + BUILD + ",\n", "").edit("cdk.json", APP, "mvn -e -q compile exec:java");
        for (String module : List.of("inference-spec", "releases", "infra")) {
            tree(Checkout.home().resolve(module).resolve("src/main"), folder.resolve("src/main"));
        }
        String parent = Files.readString(Checkout.home().resolve("pom.xml"));
        String end = "</properties>";
        String properties = parent.substring(parent.indexOf("<properties>"), parent.indexOf(end) + end.length());
        Files.copy(Checkout.home().resolve("benchmarks/synth-by-maven.xml"), folder.resolve("pom.xml"));
        return synth.edit("pom.xml", "<!-- the parent POM's properties -->", properties);
    }

    private SynthFolder copied() throws IOException {
        Path home = Checkout.home();
        tree(home.resolve("environments"), folder.resolve("environments"));
        Files.createSymbolicLink(folder.resolve("node_modules"), home.resolve("node_modules"));
        Files.createDirectory(folder.resolve("models"));
        try (var models = Files.list(home.resolve("models"))) {
            for (Path model : models.filter(Files::isDirectory).toList()) {
                Files.createSymbolicLink(folder.resolve("models").resolve(model.getFileName()), model);
            }
        }
        for (String jar : List.of("etl", "ledger", "provisioner", "watch")) {
            copy("lambdas/target/slipway-" + jar + ".jar");
        }
        return copy("job/target/slipway-job.jar")
                .copy("slipway.yaml")
                .copy("package.json")
                .copy("cdk.json");
    }

    /** Leaves out the step that builds what is older than its sources: for a caller that is part of a build itself. */
    SynthFolder built() throws IOException {
        String build = "  \"build\": \"" + Checkout.home().resolve("scripts/build-infra") + "\",\n";
        return edit("cdk.json", build, "");
    }

    /** Gives every environment so many models of the same kind. */
    SynthFolder models(int count, String version) throws IOException {
        for (int i = 1; i <= count; i++) {
            String name = "model-%02d".formatted(i);
            tree(Checkout.home().resolve("models/film-gross"), folder.resolve("models/" + name));
            edit("models/" + name + "/model.yaml", "name: film-gross", "name: " + name);
        }
        List<Path> files;
        try (var all = Files.list(folder.resolve("environments"))) {
            files = all.toList();
        }
        for (Path file : files) {
            String text = Files.readString(file);
            StringBuilder models = new StringBuilder(text.substring(0, text.indexOf("models:\n")) + "models:\n");
            for (int i = 1; i <= count; i++) {
                models.append("""
                          model-%1$02d:
                            version: %2$s
                            schedule: {cron: "0 6 * * ? *", timezone: Europe/Berlin}
                            input: s3://feeds/model-%1$02d/{asOf}/
                            compute: {size: medium, timeout: 2h}
                            limits: {rejects: 1%%, minRows: 1000, rowChange: 30%%}
                            keep: 30
                            copy: {table: model_%1$02d, mode: replace, fields: [imdb, title, year, gross]}
                        """.formatted(i, version));
            }
            Files.writeString(file, models);
        }
        return this;
    }

    /** {@code npx cdk synth} of all environments, without CDK's validator. */
    Command synth() {
        return command(List.of());
    }

    /** The same, which must fail; its errors are what it prints. */
    Command failing() {
        return command(List.of("bash", "-c", "if \"$@\" 2>&1; then exit 1; fi", "bash"));
    }

    private Command command(List<String> before) {
        List<String> words = new ArrayList<>(before);
        words.addAll(List.of("npx", "cdk", "synth", "--quiet"));
        return new Command(words, Map.of("CDK_VALIDATION", "false"), folder);
    }

    private SynthFolder copy(String file) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.copy(Checkout.home().resolve(file), folder.resolve(file));
        return this;
    }

    private SynthFolder edit(String file, String piece, String other) throws IOException {
        String text = Files.readString(folder.resolve(file));
        if (!text.contains(piece)) {
            throw new IllegalStateException(file + " has no " + piece);
        }
        Files.writeString(folder.resolve(file), text.replace(piece, other));
        return this;
    }

    private static void tree(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
