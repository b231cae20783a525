package dev.slipway.images.registry;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.images.ImageTar;
import dev.slipway.images.TinyImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A push into a registry that fails as the test wants it to. */
abstract class PushCase {
    static final Patience SHORT =
            new Patience(3, Duration.ofMillis(10), Duration.ofSeconds(10), Duration.ofSeconds(10));

    final List<String> remarks = new ArrayList<>();
    final List<Long> progress = new ArrayList<>();

    /** Images are made once: tests only read them. */
    @TempDir
    static Path folder;

    FaultyRegistry registry;

    @BeforeEach
    void startRegistry() {
        registry = new FaultyRegistry();
    }

    @AfterEach
    void stopRegistry() {
        if (registry != null) {
            registry.close();
        }
    }

    Pushed push(Path tar) {
        try (ImageTar image = ImageTar.open(tar)) {
            return pusher(registry.address(), Optional.empty(), SHORT).push(image);
        }
    }

    Push pusher(RegistryAddress address, Optional<Login> login, Patience patience) {
        return new Push(address, login, "nothing", patience, new PushProgress() {
            @Override
            public void sent(long bytes, long total) {
                progress.add(bytes);
            }

            @Override
            public void remark(String text) {
                remarks.add(text);
            }
        });
    }

    static Path tar(String version, String trained) {
        return tar(version + "-" + trained, Versions.of(version, trained));
    }

    static Path tar(String name, TinyImages image) {
        Path tar = folder.resolve(name + ".tar");
        return Files.exists(tar) ? tar : image.tar("tiny-model:mistyped", tar);
    }

    static String digest(Path tar) {
        try (ImageTar image = ImageTar.open(tar)) {
            return image.digest();
        }
    }

    /** Asked without the proxy. */
    Optional<String> there(String tag) {
        Access access = new Access(registry.behind(), "tiny-model", Optional.empty(), "", new Wire(SHORT));
        try {
            return new Repository(registry.behind(), "tiny-model", access)
                    .tagged(tag)
                    .map(Tagged::digest);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    long puts() {
        return registry.requests().stream()
                .filter(request -> request.startsWith("PUT /v2/tiny-model/blobs/"))
                .count();
    }

    static boolean isBlob(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("PUT")
                && exchange.getRequestURI().getPath().contains("/blobs/");
    }

    static boolean isTag(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("PUT")
                && exchange.getRequestURI().getPath().contains("/manifests/");
    }

    static boolean cutAfter(HttpExchange exchange, int bytes) throws IOException {
        exchange.getRequestBody().readNBytes(bytes);
        return FaultyRegistry.cut();
    }

    static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
