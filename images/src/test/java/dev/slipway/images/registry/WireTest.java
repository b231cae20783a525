package dev.slipway.images.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireTest {
    private final CountDownLatch answer = new CountDownLatch(1);
    private final Wire wire = new Wire(new Patience(1, Duration.ZERO, Duration.ofSeconds(10), Duration.ofMillis(50)));

    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try {
                answer.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        answer.countDown();
        server.stop(0);
    }

    @Test
    void shouldGiveUpWhereNothingMoves() {
        assertThatThrownBy(() -> wire.send(request(), () -> 42))
                .isInstanceOf(InterruptedIOException.class)
                .hasMessage("no answer for 0.05 s");
    }

    @Test
    void shouldWaitAsLongAsBytesGoOut() throws Exception {
        AtomicLong asked = new AtomicLong();
        Answer answered = wire.send(request(), () -> {
            // The server answers after five silences at the earliest.
            if (asked.incrementAndGet() == 6) {
                answer.countDown();
            }
            return asked.get();
        });
        assertThat(answered.status()).isEqualTo(204);
        assertThat(asked.get()).isGreaterThanOrEqualTo(6);
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.getAddress().getPort() + "/"))
                .build();
    }
}
