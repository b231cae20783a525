package dev.slipway.lambdas;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Where a function that SnapStart restored gets its credentials: an address within its machine, and nowhere else. Each
 * answer is another pair of keys, though the one before is said to be good for an hour.
 */
final class ContainerCredentials implements AutoCloseable {
    private static final String AUTHORIZATION = "the function's own";

    private final HttpServer server;
    private final AtomicInteger given = new AtomicInteger();

    /** Also sets the system properties that the SDK takes for AWS_CONTAINER_CREDENTIALS_FULL_URI and its token. */
    ContainerCredentials() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/credentials", this::give);
        server.start();
        System.setProperty(
                "aws.containerCredentialsFullUri",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/credentials");
        System.setProperty("aws.containerAuthorizationToken", AUTHORIZATION);
    }

    /** The pair that was given last. */
    AwsSessionCredentials last() {
        return pair(given.get());
    }

    int count() {
        return given.get();
    }

    private static AwsSessionCredentials pair(int number) {
        return AwsSessionCredentials.create("ASIA" + number, "secret/" + number, "session+" + number);
    }

    private void give(HttpExchange exchange) throws IOException {
        boolean known = AUTHORIZATION.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        AwsSessionCredentials pair = known ? pair(given.incrementAndGet()) : null;
        byte[] body = (known
                        ? "{\"AccessKeyId\":\"" + pair.accessKeyId() + "\",\"SecretAccessKey\":\""
                                + pair.secretAccessKey()
                                + "\",\"Token\":\"" + pair.sessionToken() + "\",\"Expiration\":\""
                                + Instant.now().plus(Duration.ofHours(1)) + "\"}"
                        : "{}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(known ? 200 : 401, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        System.clearProperty("aws.containerCredentialsFullUri");
        System.clearProperty("aws.containerAuthorizationToken");
        server.stop(0);
    }
}
