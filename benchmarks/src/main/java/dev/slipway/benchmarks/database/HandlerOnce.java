package dev.slipway.benchmarks.database;

import dev.slipway.lambdas.Answer;
import dev.slipway.lambdas.Function;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** Starts a function as Lambda does, gives it one event, and tells how long after the start it was done. */
final class HandlerOnce {
    private static final Duration TIME = Duration.ofMinutes(15);

    private HandlerOnce() {}

    /** Arguments: the handler's class, the function's jars, an option of its JVM. The environment is the function's, too. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(System.getenv("HANDLER_FOLDER")), "function");
        Path[] jars = Stream.of(args[1].split(File.pathSeparator)).map(Path::of).toArray(Path[]::new);
        Function.Ready ready = Function.ready(folder, jars);
        Done done = new Done();
        try (Function function = ready.start(args[0], Map.copyOf(System.getenv()), args[2])) {
            Answer answer = function.invoke("{\"model\": \"small\"}", TIME);
            if (answer.errorType() != null) {
                throw new IllegalStateException(answer.body() + function.log());
            }
            done.print();
            // In order, so that an archive of its classes is written.
            function.end();
        }
    }
}
