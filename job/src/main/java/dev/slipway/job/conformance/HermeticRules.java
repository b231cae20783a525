package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Success;
import dev.slipway.job.runtime.ImageEnd;
import java.util.Arrays;
import java.util.List;

/** That an image needs nothing but its folders. A process of this machine, which nothing seals off, cannot tell. */
final class HermeticRules {
    /** Owns nothing in any image, and differs from the user that images and the job agree on. */
    private static final int STRANGER = 54321;

    /** Bytes of input that a program that keeps all rows cannot keep in the memory of a container of 512 MiB. */
    private static final int MANY = 32 << 20;

    private static final long MEBIBYTE = 1 << 20;
    private static final long LITTLE = 512 * MEBIBYTE;
    private static final long MUCH = 4096 * MEBIBYTE;

    static final List<Rule> ALL = List.of(
            new Rule("hermetic.no-network", "predict needs no network.", HermeticRules::network),
            sealed(
                    "hermetic.read-only-root",
                    "predict writes nowhere but to out/, shared/ and /tmp.",
                    Relief.WRITABLE_ROOT),
            sealed(
                    "hermetic.few-processes",
                    "predict gets by with the job's limit of processes and threads.",
                    Relief.MANY_PROCESSES),
            new Rule(
                    "hermetic.any-user",
                    "predict runs as a user that owns nothing in the image.",
                    HermeticRules::anyUser),
            new Rule("hermetic.little-memory", "Memory does not grow with the input.", HermeticRules::memory));

    private HermeticRules() {}

    private static Rule sealed(String name, String sentence, Relief relief) {
        return new Rule(name, sentence, bench -> without(bench, relief));
    }

    /** Predictions of a container that is sealed off are the proof that the image needed nothing more. */
    private static void without(Bench bench, Relief relief) {
        container(bench);
        bench.refuse(relief);
    }

    private static void network(Bench bench) {
        container(bench);
        bench.refuseNetwork();
    }

    private static void anyUser(Bench bench) {
        without(bench, Relief.OWN_USER);
        Trial plain = bench.golden().plain();
        asStranger(bench).ends(ExitCode.DONE).predictsAs(plain);
    }

    private static Trial asStranger(Bench bench) {
        return bench.once(
                "stranger",
                () -> bench.under(
                        runtime -> runtime.as(STRANGER)
                                .orElseThrow(() ->
                                        Verdict.notChecked("the engine runs without root, so every user is its own")),
                        () -> bench.predict(Setup.of(bench.golden().rows()))));
    }

    /** Whether another user's run wrote the same bytes for the golden rows: then a second run of the first user would. */
    static boolean strangerRepeats(Bench bench) {
        if (bench.container().isEmpty()) {
            return false;
        }
        Trial plain = bench.golden().plain();
        try {
            Trial other = asStranger(bench).ends(ExitCode.DONE).predictsAs(plain);
            return Arrays.equals(plain.bytes(Success.REJECTS), other.bytes(Success.REJECTS));
        } catch (RuntimeException differs) {
            return false;
        }
    }

    /** A model may be large; then the limit grows until the golden rows alone fit into it. */
    private static void memory(Bench bench) {
        container(bench);
        bench.golden().plain();
        for (long limit = LITTLE; limit <= MUCH; limit *= 2) {
            ImageEnd many = within(bench, limit, true);
            if (many.status() == ExitCode.DONE.code()) {
                return;
            }
            if (many.stopped() == ImageEnd.Stopped.DEADLINE || many.status() == ExitCode.TRY_AGAIN.code()) {
                throw Verdict.notChecked(Large.rows(bench, MANY) + " rows in " + limit / MEBIBYTE + " MiB of memory: "
                        + many.failure("predict", Bench.LIMIT).getMessage());
            }
            if (within(bench, limit, false).status() == ExitCode.DONE.code()) {
                throw Verdict.broken(
                        Large.rows(bench, MANY) + " rows in " + limit / MEBIBYTE + " MiB of memory, enough for "
                                + bench.golden().rows().rows().size(),
                        "to be predicted, read as a stream",
                        many.failure("predict", Bench.LIMIT).getMessage());
            }
        }
        throw Verdict.notChecked("the golden rows alone need more than " + MUCH / MEBIBYTE + " MiB of memory");
    }

    private static ImageEnd within(Bench bench, long limit, boolean many) {
        Setup setup = many ? Large.setup(bench, MANY) : Setup.of(bench.golden().rows());
        return bench.under(runtime -> runtime.with(runtime.limits().withMemory(limit)), () -> bench.predict(setup)
                .end());
    }

    private static void container(Bench bench) {
        if (bench.container().isEmpty()) {
            throw Verdict.notChecked("a process of this machine is not sealed off; a container would be");
        }
    }
}
