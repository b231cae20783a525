package dev.slipway.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program that is run as a process of its own and timed from its start to its end by bash, on Linux as on macOS. */
public record Command(List<String> words, Map<String, String> environment, Path folder) {
    /** On a line of its own, also after a program that ends without one. */
    private static final String TIMED = "TIMEFORMAT=$'\\n%R %U %S'; time \"$@\"";

    /** What a run printed, and what it took. */
    public record Run(Cost cost, String out) {}

    public static Command of(String... words) {
        return new Command(List.of(words), Map.of(), Checkout.home());
    }

    /** The launcher on this JDK, which has its archive of classes already. */
    static Command slipway(String... arguments) throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(List.of(Checkout.home().resolve("slipway").toString()));
        words.addAll(List.of(arguments));
        Map<String, String> java = Map.of("JAVA_HOME", System.getProperty("java.home"));
        new Command(List.of(words.get(0), "--version"), java, Checkout.home()).run(); // makes one where there is none
        do {
            Thread.sleep(500);
        } while (Files.exists(Checkout.home().resolve("cli/target/classes.jsa.new")));
        return new Command(words, java, Checkout.home());
    }

    /** Java with the classes of the benchmarks. */
    public static Command java(Class<?> main, Object... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Checkout.java(),
                "-XX:+UseSerialGC",
                "-Donnxruntime.native.path=" + Checkout.nativeLibraries(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        return new Command(words, Map.of(), Checkout.home());
    }

    /** Java with the classes of the benchmarks and one jar, found as fast as the product finds its own. */
    public Command beside(Path... jars) {
        List<String> all = new ArrayList<>(words);
        all.set(
                all.indexOf("-cp") + 1,
                Stream.concat(Stream.of(Checkout.self()), Stream.of(jars))
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        return new Command(all, environment, folder);
    }

    /** Java from elsewhere. */
    public Command on(String java) {
        List<String> all = new ArrayList<>(words);
        all.set(0, java);
        return new Command(all, environment, folder);
    }

    /** Java with further options of the JVM. */
    public Command jvm(String... options) {
        return jvm(List.of(options));
    }

    public Command jvm(List<String> options) {
        List<String> all = new ArrayList<>(words);
        all.addAll(1, options);
        return new Command(all, environment, folder);
    }

    public Command with(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(variables);
        return new Command(words, all, folder);
    }

    /** @throws IllegalStateException where it does not end with 0, with what it said */
    public Run run() throws IOException, InterruptedException {
        Path out = Files.createTempFile("benchmark", ".out");
        Path err = Files.createTempFile("benchmark", ".err");
        List<String> timed = new ArrayList<>(List.of("bash", "-c", TIMED, "bash"));
        timed.addAll(words);
        try {
            ProcessBuilder builder = new ProcessBuilder(timed)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            builder.environment().putAll(Map.of("LC_ALL", "C", "ORT_DISABLE_TELEMETRY", "1"));
            int status = builder.start().waitFor();
            String said = Files.readString(err);
            if (status != 0) {
                throw new IllegalStateException(
                        String.join(" ", words) + " ended with " + status + ":\n" + Files.readString(out) + said);
            }
            return new Run(cost(said), Files.readString(out));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /**
     * Runs it to its end.
     *
     * @return seconds from before its start until it prints the line
     */
    double secondsUntil(String line) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        long started = System.nanoTime();
        Process process = builder.start();
        double seconds = Double.NaN;
        StringBuilder said = new StringBuilder();
        try (BufferedReader out = process.inputReader()) {
            for (String read = out.readLine(); read != null; read = out.readLine()) {
                if (read.equals(line)) {
                    seconds = (System.nanoTime() - started) / 1e9;
                }
                said.append(read).append('\n');
            }
        }
        if (process.waitFor() != 0 || Double.isNaN(seconds)) {
            throw new IllegalStateException(String.join(" ", words) + " did not say: " + line + "\n" + said);
        }
        return seconds;
    }

    /** Bash's line is the last one: seconds on the clock, in the program, in the kernel for it. */
    private static Cost cost(String said) {
        String[] lines = said.strip().split("\n");
        String[] seconds = lines[lines.length - 1].split(" ");
        return new Cost(
                Double.parseDouble(seconds[0]), Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2]));
    }
}
