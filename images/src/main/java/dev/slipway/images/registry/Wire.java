package dev.slipway.images.registry;

import dev.slipway.inference.ExitCode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** Sends one request; notices a connection that has gone silent, however long the upload may take. */
final class Wire {
    private final HttpClient http;
    private final Patience patience;

    Wire(Patience patience) {
        this.patience = patience;
        // Registries speak HTTP/2 over TLS as well, but one stream at a time gains nothing by it.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    Answer send(HttpRequest request) throws IOException, InterruptedException {
        return send(request, () -> 0);
    }

    /** @param sent counts the bytes of the body that have gone out, so that progress is no silence */
    Answer send(HttpRequest request, LongSupplier sent) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            long seen = sent.getAsLong();
            while (true) {
                try {
                    return Answer.of(answer.get(patience.silence().toMillis(), TimeUnit.MILLISECONDS));
                } catch (TimeoutException silent) {
                    long now = sent.getAsLong();
                    if (now == seen) {
                        throw new InterruptedIOException(
                                "no answer for " + patience.silence().toMillis() / 1e3 + " s");
                    }
                    seen = now;
                }
            }
        } catch (ExecutionException e) {
            throw failure(request.uri(), e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static IOException failure(URI uri, Throwable failed) {
        if (isNoTls(failed)) {
            String host = uri.getRawAuthority();
            throw new PushException(
                    ExitCode.BAD_CONFIGURATION,
                    host + ": no TLS that Java trusts: " + failed.getMessage()
                            + "; plain HTTP is for registries on localhost alone (a tunnel such as 'ssh -L 5000:" + host
                            + "' makes it one), an own certificate authority belongs into Java's trust store"
                            + " (JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=…)",
                    failed);
        }
        return failed instanceof IOException io ? io : new IOException(failed);
    }

    /** A certificate or a server without TLS stays what it is; a handshake that was cut off may succeed later. */
    private static boolean isNoTls(Throwable failed) {
        return failed instanceof SSLHandshakeException && !(failed.getCause() instanceof EOFException)
                || failed instanceof SSLException
                        && String.valueOf(failed.getMessage()).contains("SSL message");
    }
}
