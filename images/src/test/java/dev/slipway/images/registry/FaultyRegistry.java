package dev.slipway.images.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.images.LocalRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real registry behind a proxy that fails as a test wants it to, and remembers what it was asked. */
final class FaultyRegistry implements AutoCloseable {
    private static final Set<String> NOT_PASSED_ON =
            Set.of("host", "connection", "content-length", "transfer-encoding", "authorization");

    /** Looks at a request before it is passed on; true where it has dealt with it. */
    @FunctionalInterface
    interface Fault {
        boolean strikes(HttpExchange exchange) throws IOException;
    }

    private final LocalRegistry registry = LocalRegistry.start();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Fault fault = exchange -> false;

    FaultyRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    void fault(Fault next) {
        fault = next;
    }

    /** {@code PUT /v2/…}, in order, since the last call of {@link #forget}. */
    List<String> requests() {
        return requests;
    }

    void forget() {
        requests.clear();
    }

    RegistryAddress address() {
        return RegistryAddress.parse("localhost:" + server.getAddress().getPort());
    }

    /** The registry itself, which never fails. */
    RegistryAddress behind() {
        return RegistryAddress.parse(registry.host());
    }

    /** Closes the connection without an answer. */
    static boolean cut() {
        throw new IllegalStateException("cut on purpose");
    }

    static boolean answer(HttpExchange exchange, int status, String body, String... headers) throws IOException {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean none = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, none ? -1 : bytes.length);
        if (!none) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
        return true;
    }

    /** Has the registry deal with the request and answers what it answered; the location comes back relative. */
    HttpResponse<byte[]> passOn(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://" + registry.host() + exchange.getRequestURI()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try (InputStream body = exchange.getRequestBody()) {
            return client.send(
                    request.method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body.readAllBytes()))
                            .build(),
                    BodyHandlers.ofByteArray());
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
        if (fault.strikes(exchange)) {
            return;
        }
        HttpResponse<byte[]> answer = passOn(exchange);
        answer.headers().map().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value ->
                        exchange.getResponseHeaders().add(name, value.replace("http://" + registry.host(), "")));
            }
        });
        boolean none = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.statusCode(), none ? -1 : answer.body().length);
        if (!none) {
            exchange.getResponseBody().write(answer.body());
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        registry.close();
    }
}
