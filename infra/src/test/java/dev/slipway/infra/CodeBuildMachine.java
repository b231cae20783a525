package dev.slipway.infra;

import static dev.slipway.infra.Template.list;
import static dev.slipway.infra.Template.mapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Runs builds as CodeBuild does: the source's files in a folder of the build, nothing but the project's variables and
 * CodeBuild's own in the environment, parameters decrypted before anything runs, and all commands in one shell, where the
 * first that fails ends the build. A buildspec that says more than this knows is refused.
 *
 * @param folder for the builds' files
 * @param local turns a place in AWS into the one that stands for it on this machine
 * @param parameters answers a parameter of the store, null where there is none
 * @param agent what CodeBuild's agent puts into the environment of all builds here: region, credentials
 */
record CodeBuildMachine(
        Path folder, UnaryOperator<String> local, Function<String, String> parameters, Map<String, String> agent) {
    /**
     * What became of a build.
     *
     * @param phase where it ended: {@code DOWNLOAD_SOURCE} where its environment could not be made, else {@code BUILD}
     * @param status exit status of the last command
     */
    record Build(String uuid, String phase, int status, String log) {}

    Build run(CodeBuildProject project) throws IOException, InterruptedException {
        String uuid = UUID.randomUUID().toString();
        Path home = Files.createDirectories(folder.resolve(uuid));
        Map<String, String> environment = new TreeMap<>(agent);
        for (CodeBuildProject.Variable variable : project.variables()) {
            String value =
                    switch (variable.type()) {
                        case "PLAINTEXT" -> local.apply(variable.value());
                        case "PARAMETER_STORE" -> parameters.apply(variable.value());
                        default -> throw new AssertionError("a variable of the type " + variable.type());
                    };
            if (value == null) {
                return new Build(
                        uuid,
                        "DOWNLOAD_SOURCE",
                        1,
                        "Decrypted Variables Error: parameter does not exist: " + variable.value());
            }
            environment.put(variable.name(), value);
        }
        Path source = unpack(project.source(), home.resolve("src"));
        environment.putAll(Map.of(
                "CODEBUILD_BUILD_ID",
                project.name() + ":" + uuid,
                "CODEBUILD_SRC_DIR",
                source.toString(),
                "CODEBUILD_CI",
                "true",
                "HOME",
                home.toString(),
                // CodeBuild's machine is thrown away after the build; what is left here goes with the folder.
                "TMPDIR",
                Files.createDirectories(home.resolve("tmp")).toString(),
                "PATH",
                Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH")));
        Path script = Files.writeString(home.resolve("build.sh"), script(project.buildSpec()));
        Path log = home.resolve("log");
        ProcessBuilder builder = new ProcessBuilder("bash", "--noprofile", "--norc", script.toString())
                .directory(source.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        int status = status(builder.start());
        return new Build(uuid, "BUILD", status, Files.readString(log, StandardCharsets.UTF_8));
    }

    private static int status(Process process) throws InterruptedException {
        try {
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                throw new AssertionError("the build did not end within three minutes");
            }
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Path unpack(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return to;
    }

    /** The commands as they stand, each followed by the question how it ended. */
    private static String script(Map<String, Object> buildSpec) {
        Map<String, Object> phases = mapping(buildSpec.get("phases"));
        only(buildSpec, "version", "env", "phases");
        only(mapping(buildSpec.get("env")), "shell");
        only(phases, "install", "build");
        only(mapping(phases.get("install")), "runtime-versions");
        only(mapping(phases.get("build")), "commands");
        // One shell for all commands, which an export of one command for the next depends on, is new in 0.2.
        expect("0.2", buildSpec.get("version"));
        expect("bash", mapping(buildSpec.get("env")).get("shell"));
        // Here it is the Java that runs the tests: the oldest that the job is made for.
        expect(
                "corretto21",
                mapping(mapping(phases.get("install")).get("runtime-versions")).get("java"));
        StringBuilder script = new StringBuilder();
        for (Object command : list(mapping(phases.get("build")).get("commands"))) {
            script.append(command)
                    .append("\nstatus=$?; if [ $status -ne 0 ]; then\n")
                    .append("  echo \"[Container] Phase complete: BUILD State: FAILED exit status $status\"\n")
                    .append("  exit $status\nfi\n");
        }
        return script.toString();
    }

    private static void only(Map<String, Object> part, String... known) {
        if (!Set.of(known).containsAll(part.keySet())) {
            throw new AssertionError("this machine knows only " + List.of(known) + ", got " + part.keySet());
        }
    }

    private static void expect(String known, Object value) {
        if (!known.equals(value)) {
            throw new AssertionError("this machine knows only " + known + ", got " + value);
        }
    }
}
