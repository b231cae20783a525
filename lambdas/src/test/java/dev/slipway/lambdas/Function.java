package dev.slipway.lambdas;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * A function as Lambda runs it: a JVM of its own under AWS's runtime interface client, in a folder with the unpacked jar
 * of that function and nothing else, with no variable of this machine. Where there is Java 25, as in Lambda, it is used.
 */
public final class Function implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(120);

    private final RuntimeApi api;
    private final Process process;
    private final Path log;

    private Function(RuntimeApi api, Process process, Path log) {
        this.api = api;
        this.process = process;
        this.log = log;
    }

    /** @param name of the jar: {@code etl} of {@code slipway-etl.jar} */
    public static Function start(
            String name, String handler, Map<String, String> environment, Path folder, String... jvmOptions)
            throws IOException {
        Path task = Files.createTempDirectory(folder, name);
        unpack(jar(name), task);
        RuntimeApi api = new RuntimeApi();
        List<String> command = new ArrayList<>(List.of(java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", runtime(), AWSLambda.class.getName(), handler));
        Path log = task.resolveSibling(task.getFileName() + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(task.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
        builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", "slipway-test-" + name);
        builder.environment().put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
        builder.environment().put("AWS_REGION", "eu-central-1");
        builder.environment().put("LAMBDA_TASK_ROOT", task.toString());
        builder.environment().put("HOME", task.toString());
        builder.environment().putAll(environment);
        Function function = new Function(api, builder.start(), log);
        function.process.onExit().thenRun(() -> api.begun.complete(Answer.error("Runtime.ExitError", "")));
        return function;
    }

    static Path jar(String name) {
        return Path.of(System.getProperty("slipway.jars"), "slipway-" + name + ".jar");
    }

    /** How its initialisation ended; without an error it waits for events. */
    Answer begun() throws Exception {
        return api.begun.get(START.toSeconds(), TimeUnit.SECONDS);
    }

    /** Waits as the service does: at the deadline the process is killed; one that has ended answers no more. */
    public Answer invoke(String event, Duration time) throws Exception {
        begun();
        CompletableFuture<Answer> answer = api.invoke(event, time);
        process.onExit()
                .thenRun(() -> answer.complete(Answer.error(
                        "Runtime.ExitError", "Runtime exited with error: exit status " + process.exitValue())));
        try {
            return answer.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            process.destroyForcibly().waitFor();
            return Answer.error("Sandbox.Timedout", "Task timed out after " + time.toSeconds() + " seconds");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether the process ended by itself within this time. */
    boolean ends(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    public String log() throws IOException {
        return Files.readString(log);
    }

    private static void unpack(Path jar, Path folder) throws IOException {
        try (InputStream file = Files.newInputStream(jar);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target);
                }
            }
        }
    }

    /** What Lambda's managed runtime brings. */
    private static String runtime() {
        return Stream.of(AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class)
                .map(type -> Path.of(java.net.URI.create(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()))
                        .toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Java 25 beside the JDK that runs the tests, or that JDK. */
    static String java() {
        Path here = Path.of(System.getProperty("java.home"));
        try (Stream<Path> others = Files.list(here.resolveSibling("."))) {
            return others.filter(home -> home.getFileName().toString().matches(".*\\b25\\b.*"))
                    .map(home -> home.resolve("bin/java").normalize())
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElse(here.resolve("bin/java"))
                    .toString();
        } catch (IOException noNeighbours) {
            return here.resolve("bin/java").toString();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        api.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
