package dev.slipway.job;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The program {@code slipway-job.jar}: one verb, everything else from the environment. */
public final class Job {
    /** Longer than an image has to end after SIGTERM, so that what became of it can still be recorded. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    Job(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        System.exit(new Job(System.getenv(), System.out, System.err).run(arguments));
    }

    /** Answers the exit status. */
    int run(String... arguments) {
        if (arguments.length == 1 && (arguments[0].equals("--help") || arguments[0].equals("-h"))) {
            Help.print(out);
            return ExitCode.DONE.code();
        }
        Optional<Verb> verb = arguments.length == 1 ? Verb.of(arguments[0]) : Optional.empty();
        if (verb.isEmpty()) {
            err.println("expected fetch, predict, publish or run, got "
                    + (arguments.length == 0 ? "nothing" : '"' + String.join(" ", arguments) + '"')
                    + "; --help names the environment variables");
            return ExitCode.USAGE.code();
        }
        CountDownLatch told = new CountDownLatch(1);
        try {
            return run(verb.get(), JobSettings.fromEnvironment(verb.get(), environment), told);
        } catch (RuntimeException | Error failed) {
            return failed(verb.get(), Failures.of(failed));
        } finally {
            told.countDown();
        }
    }

    private int run(Verb verb, JobSettings settings, CountDownLatch told) {
        ProgressListener listener = new LineProgress(err);
        settings.warnings().forEach(listener::note);
        JobRun run = new JobRun(settings, listener);
        Thread hook = new Thread(() -> stop(run, told), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        switch (verb) {
            case FETCH -> run.fetch();
            case PREDICT -> run.predict();
            case PUBLISH -> listener.note(LineProgress.words(run.publish()));
            case RUN -> listener.note(LineProgress.words(run.run()));
        }
        return ExitCode.DONE.code();
    }

    /** The process is gone as soon as its hooks have ended, so this one waits until the reason is in the log. */
    private static void stop(JobRun run, CountDownLatch told) {
        run.stop(PATIENCE);
        try {
            told.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private int failed(Verb verb, InferenceException failure) {
        failure.getMessage().lines().forEach(line -> err.println("slipway-job " + verb.word() + ": " + line));
        if ("true".equals(environment.get(Variable.VERBOSE.key()))) {
            failure.printStackTrace(err);
        }
        return failure.exitCode().code();
    }
}
