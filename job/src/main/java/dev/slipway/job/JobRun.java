package dev.slipway.job;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import dev.slipway.job.runtime.ImageRun;
import dev.slipway.job.runtime.ImageRuntime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One run of a model: fetch → predict → publish, with its attempt in the ledger and its files kept as artifacts. The
 * verbs may also be called alone, each by a process of its own, one after another over one work folder.
 *
 * <p>Every verb throws {@link InferenceException} with the exit code of the specification and a reason that a person can
 * act on; by then the failure is in {@code run.json}, in the ledger and with the artifacts.
 */
public final class JobRun {
    private final JobSettings settings;
    private final ProgressListener listener;
    private final JobImage image;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile ImageRun running;
    private volatile RunRecord record;
    private Fetching fetching;

    public JobRun(JobSettings settings, ProgressListener listener) {
        this(settings, listener, null);
    }

    /** @param runtime what runs the image; null for what {@code SLIPWAY_IMAGE} names */
    public JobRun(JobSettings settings, ProgressListener listener, ImageRuntime runtime) {
        this.settings = settings;
        this.listener = new OneAtATime(listener);
        this.image = new JobImage(settings, this.listener, runtime);
    }

    /** All three, one after another. */
    public RunSummary run() {
        return recorded(Verb.RUN, record -> {
            fetch(record);
            Manifest manifest = predict(record, true);
            return publish(record, manifest);
        });
    }

    /** Brings the input and the request into {@code in/}. */
    public void fetch() {
        recorded(Verb.FETCH, record -> {
            fetch(record);
            return null;
        });
    }

    /** Lets the image score {@code in/} into {@code out/}. */
    public void predict() {
        recorded(Verb.PREDICT, record -> predict(record, false));
    }

    /** Publishes {@code out/}. */
    public RunSummary publish() {
        return recorded(Verb.PUBLISH, record -> publish(record, record.manifest()));
    }

    /**
     * Stops the run in good order from another thread: the image gets SIGTERM, the attempt is recorded as failed (143).
     * Publishing is one transaction and is left to end. Returns when the run has ended, or after the time given; then the
     * attempt is recorded as failed, since nobody may come to do it later. Should the publish still succeed, so does it.
     */
    public void stop(Duration patience) {
        stopping = true;
        ImageRun run = running;
        if (run != null) {
            run.stop();
        }
        try {
            RunRecord unfinished = record;
            if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS) && unfinished != null) {
                unfinished.abandon(new InferenceException(
                        ExitCode.TERMINATED,
                        "the job was asked to stop, and had not ended after " + patience.toSeconds() + " s"));
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Work<T> {
        T on(RunRecord record);
    }

    private <T> T recorded(Verb verb, Work<T> work) {
        try {
            record = RunRecord.open(settings, image, listener);
            if (verb == Verb.RUN || verb == Verb.FETCH) {
                fetching = Fetching.start(settings, listener, () -> stopping);
            }
            record.begin(verb);
            return work.on(record);
        } catch (RuntimeException | Error failed) {
            InferenceException failure = Failures.of(failed);
            if (fetching != null) {
                fetching.giveUp();
            }
            if (record != null) {
                record.fail(failure);
            }
            throw failure;
        } finally {
            ended.countDown();
        }
    }

    private void fetch(RunRecord record) {
        record.step(Step.FETCH, () -> new FetchStep(settings, fetching).run(record.facts()));
        record.attempt().noteInput();
        stopHere();
    }

    /** @param published whether this very process publishes next, and by that proves the rows */
    private Manifest predict(RunRecord record, boolean published) {
        Manifest manifest = record.manifest();
        PredictStep step = new PredictStep(settings, image.runtime(), listener, this::running, published);
        record.step(Step.PREDICT, () -> step.run(record.facts(), manifest));
        stopHere();
        return manifest;
    }

    private RunSummary publish(RunRecord record, Manifest manifest) {
        record.keepFiles();
        stopHere();
        new PublishStep(settings, listener).run(record, manifest);
        record.end();
        return record.summary();
    }

    /** An image that is started just as the stop comes must not be missed. */
    private void running(ImageRun run) {
        running = run;
        if (stopping && run != null) {
            run.stop();
        }
    }

    private void stopHere() {
        if (stopping) {
            throw new InferenceException(ExitCode.TERMINATED, "the job was asked to stop");
        }
    }
}
