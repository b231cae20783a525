package dev.slipway.desk;

/**
 * One environment as the commands see it. Every source throws {@link dev.slipway.inference.InferenceException}: 75 where
 * a service is away or busy, 78 where credentials, rights or a resource are missing, with a sentence that says what was
 * asked of which service, what it answered, and what to do.
 */
public interface Desk extends Sources {
    Jobs jobs();

    Changes changes();

    LedgerCalls ledger();

    RunLogs logs();

    Copies copies();

    /** Whoever asks, as the ledger notes it: {@code ann@example.com (Admin)}. */
    String who();
}
