package dev.slipway.infra;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * AWS as a build meets it: credentials from an address within its machine and nowhere else, and no call that the
 * project's role does not allow, nor one of S3 that the network's gateway to it does not. The emulator behind it would allow everything.
 */
final class AwsDoor implements AutoCloseable {
    static final AwsSessionCredentials CREDENTIALS =
            AwsSessionCredentials.create("ASIABUILD", "secret of the build", "session of the build");

    private static final String TOKEN = "the build's own";

    /** Of one hop, or set by the client itself. */
    private static final Set<String> NOT_PASSED_ON =
            Set.of("host", "content-length", "connection", "transfer-encoding", "expect", "upgrade");

    private final HttpClient behind = HttpClient.newHttpClient();
    private final ExecutorService visitors = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final String endpoint;
    private final RolePermissions role;
    private final RolePermissions gateway;

    /** @param endpoint of the emulator */
    AwsDoor(String endpoint, RolePermissions role, RolePermissions gateway) throws IOException {
        this.endpoint = endpoint;
        this.role = role;
        this.gateway = gateway;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(visitors);
        server.createContext("/", this::pass);
        server.createContext("/credentials", this::credentials);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** What CodeBuild's agent sets, but for the address: its own is 169.254.170.2. */
    Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL",
                url(),
                "AWS_REGION",
                "eu-central-1",
                "AWS_DEFAULT_REGION",
                "eu-central-1",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                url() + "/credentials",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                TOKEN);
    }

    private void credentials(HttpExchange exchange) throws IOException {
        boolean known = TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        answer(
                exchange,
                known ? 200 : 401,
                known
                        ? """
                {"AccessKeyId": "%s", "SecretAccessKey": "%s", "Token": "%s", "Expiration": "%s"}""".formatted(
                                        CREDENTIALS.accessKeyId(),
                                        CREDENTIALS.secretAccessKey(),
                                        CREDENTIALS.sessionToken(),
                                        Instant.now().plus(Duration.ofHours(1)))
                        : "{}");
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String denied = denied(exchange, body);
        if (denied == null) {
            forward(exchange, body);
        } else if (exchange.getRequestHeaders().containsKey("X-Amz-Target")) {
            answer(exchange, 400, "{\"__type\":\"AccessDeniedException\",\"message\":\"" + denied + "\"}");
        } else {
            answer(exchange, 403, "<Error><Code>AccessDenied</Code><Message>" + denied + "</Message></Error>");
        }
    }

    private String denied(HttpExchange exchange, byte[] body) throws IOException {
        String signed = exchange.getRequestHeaders().getFirst("Authorization");
        if (signed == null
                || !signed.contains("Credential=" + CREDENTIALS.accessKeyId() + "/")
                || !CREDENTIALS
                        .sessionToken()
                        .equals(exchange.getRequestHeaders().getFirst("X-Amz-Security-Token"))) {
            return "these are not the build's credentials";
        }
        try {
            List<AwsCall> calls = AwsCall.of(exchange, body);
            return calls.stream()
                    .filter(call -> !call.allowedBy(role))
                    .findFirst()
                    .map(call -> "the role does not allow " + call)
                    .or(() -> calls.stream()
                            .filter(AwsCall::passesTheGateway)
                            .filter(call -> !call.allowedBy(gateway))
                            .findFirst()
                            .map(call -> "the gateway does not allow " + call))
                    .orElse(null);
        } catch (IllegalArgumentException | AssertionError unknown) {
            return "this door does not know: " + unknown.getMessage();
        }
    }

    private void forward(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> response = behind.send(request.build(), BodyHandlers.ofByteArray());
            response.headers().map().forEach((name, values) -> {
                if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            answer(exchange, response.statusCode(), response.body());
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        answer(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        visitors.shutdownNow();
    }
}
