package dev.slipway.infra;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** moto's server as one account of AWS, mended so that it makes whole stacks; see {@code emulator/mends.py}. */
record Moto(Process process, int port, Path output) implements Emulator {
    /** The mends reach into its insides, which are others in any other version. */
    static final String VERSION = "5.2.1";

    private static final Path MENDS = Path.of("src/test/resources/emulator").toAbsolutePath();

    /** Why it cannot be started here. */
    static Optional<String> missing(Map<String, String> environment) throws IOException, InterruptedException {
        Optional<Path> program = program(environment);
        if (program.isEmpty()) {
            return Optional.of("moto_server is not on the PATH");
        }
        ProcessBuilder builder = new ProcessBuilder(program.get().toString()).redirectErrorStream(true);
        builder.environment().putAll(Map.of("PYTHONPATH", MENDS.toString(), "MOTO_SAY_VERSION", "1"));
        Process process = builder.start();
        process.getOutputStream().close();
        String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return version.equals(VERSION)
                ? Optional.empty()
                : Optional.of(program.get() + " is moto " + version.lines().reduce("", (before, last) -> last)
                        + " and not " + VERSION + ", which its mends are made for");
    }

    private static Optional<Path> program(Map<String, String> environment) {
        return Arrays.stream(environment.get("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "moto_server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Moto start(Path folder, String account) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path log = folder.resolve("moto.log");
        ProcessBuilder builder = new ProcessBuilder(
                program(System.getenv()).orElseThrow().toString(), "-H", "127.0.0.1", "-p", Integer.toString(port));
        builder.environment()
                .putAll(Map.of(
                        "MOTO_ACCOUNT_ID",
                        account,
                        "PYTHONDONTWRITEBYTECODE",
                        "1",
                        "PYTHONPATH",
                        MENDS.toString(),
                        // It would run custom resources in containers whose images it would fetch.
                        "DOCKER_HOST",
                        "tcp://127.0.0.1:9"));
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        for (int tries = 0; tries < 900 && process.isAlive(); tries++) {
            try {
                new Socket("127.0.0.1", port).close();
                return new Moto(process, port, log);
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        process.destroyForcibly();
        throw new AssertionError("moto_server did not open its port within 90 s: " + Files.readString(log));
    }

    /** By name, because buckets become part of it. */
    @Override
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL", "http://localhost:" + port,
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_EC2_METADATA_DISABLED", "true");
    }

    @Override
    public String log() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        process.toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
