package dev.slipway.lambdas.provision;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Knows the secrets of a run, so that nothing that is told holds one, whoever wrote the sentence. */
public final class Redaction {
    private final Set<String> secrets = new ConcurrentSkipListSet<>();

    void hide(String secret) {
        if (!secret.isBlank()) {
            secrets.add(secret);
        }
    }

    String clean(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "***");
        }
        return clean;
    }

    /**
     * The same failure as one that may be told. The runtime logs a failure with its causes, and their messages are the
     * drivers' and the services': so there are no causes, only what they said.
     */
    public IllegalStateException clean(Throwable failure) {
        StringBuilder told = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (told.indexOf(message) < 0) {
                told.append(told.isEmpty() ? "" : ": ").append(message);
            }
        }
        IllegalStateException clean = new IllegalStateException(clean(told.toString()));
        clean.setStackTrace(failure.getStackTrace());
        return clean;
    }
}
