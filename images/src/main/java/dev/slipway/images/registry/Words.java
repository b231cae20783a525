package dev.slipway.images.registry;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;

/** The JDK's exceptions of the network in words: many have no message at all. */
final class Words {
    private Words() {}

    static String of(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return "no such host";
            }
        }
        if (failed instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        if (failed instanceof ConnectException) {
            return failed.getMessage() == null ? "connection refused" : failed.getMessage();
        }
        if (String.valueOf(failed.getMessage()).contains("header parser received no bytes")) {
            return "the connection was cut";
        }
        return failed.getMessage() == null ? failed.toString() : failed.getMessage();
    }
}
