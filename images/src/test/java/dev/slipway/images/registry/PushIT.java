package dev.slipway.images.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.images.BadImageException;
import dev.slipway.images.ImageTar;
import dev.slipway.images.TinyImages;
import dev.slipway.inference.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushIT {
    private static final Patience SHORT =
            new Patience(3, Duration.ofMillis(10), Duration.ofSeconds(10), Duration.ofSeconds(10));

    private final List<String> remarks = new ArrayList<>();
    private final List<Long> progress = new ArrayList<>();

    /** Images are made once: tests only read them. */
    @TempDir
    static Path folder;

    private FaultyRegistry registry;

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

    @Test
    void shouldPutTheImageUnderItsVersion() {
        Pushed pushed = push(tar("1.2.0", "a"));
        assertThat(pushed.reference()).isEqualTo(registry.address() + "/tiny-model:1.2.0");
        assertThat(pushed.already()).isFalse();
        assertThat(pushed.bytesSent()).isEqualTo(pushed.bytesTotal()).isGreaterThan(1_000_000);
        assertThat(there("1.2.0")).contains(pushed.digest());
        assertThat(progress).endsWith(pushed.bytesTotal()).isSorted();
        // The manifest is the last that is sent.
        assertThat(registry.requests().stream().filter(request -> request.startsWith("PUT")))
                .hasSize(4)
                .last()
                .isEqualTo("PUT /v2/tiny-model/manifests/1.2.0");
        assertThat(remarks).isEmpty();
    }

    @Test
    void shouldUsePrefixOfTheRegistry() {
        RegistryAddress below = new RegistryAddress(registry.address().host(), "team/models");
        try (ImageTar image = ImageTar.open(tar("1.0.0-rc.1", "a"))) {
            assertThat(pusher(below, Optional.empty(), SHORT).push(image).reference())
                    .endsWith("/team/models/tiny-model:1.0.0-rc.1");
        }
    }

    @Test
    void shouldSendOneLayerOfARetrainedModel() {
        push(tar("1.0.0", "before"));
        registry.forget();
        Pushed pushed = push(tar("1.1.0", "after"));
        assertThat(puts()).isEqualTo(2);
        assertThat(pushed.bytesSent()).isLessThan(2_000).isLessThan(pushed.bytesTotal() / 100);
        assertThat(there("1.1.0")).contains(pushed.digest());
    }

    @Test
    void shouldSendNothingWhereTheImageIsThere() {
        Path tar = tar("1.0.0", "a");
        Pushed first = push(tar);
        registry.forget();
        Pushed second = push(tar);
        assertThat(second.already()).isTrue();
        assertThat(second.bytesSent()).isZero();
        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(registry.requests()).allMatch(request -> request.startsWith("GET"));
    }

    @Test
    void shouldRefuseAVersionThatIsTaken() {
        Pushed first = push(tar("1.0.0", "first"));
        registry.forget();
        assertThatThrownBy(() -> push(tar("1.0.0", "second")))
                .isInstanceOfSatisfying(
                        PushException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION))
                .hasMessageContaining("tiny-model:1.0.0 is there already with " + first.digest())
                .hasMessageContaining("raise the version in model.yaml");
        assertThat(registry.requests()).allMatch(request -> request.startsWith("GET"));
        assertThat(there("1.0.0")).contains(first.digest());
    }

    @Test
    void shouldRefuseAVersionThatIsTakenInMidPush() {
        Path theirs = tar("1.0.0", "theirs");
        AtomicBoolean raced = new AtomicBoolean();
        registry.fault(exchange -> {
            if (isBlob(exchange) && raced.compareAndSet(false, true)) {
                try (ImageTar image = ImageTar.open(theirs)) {
                    pusher(registry.behind(), Optional.empty(), SHORT).push(image);
                }
            }
            return false;
        });
        assertThatThrownBy(() -> push(tar("1.0.0", "ours")))
                .hasMessageContaining("tiny-model:1.0.0 is there already with ");
        assertThat(registry.requests()).noneMatch(request -> request.startsWith("PUT /v2/tiny-model/manifests"));
        assertThat(there("1.0.0")).contains(digest(theirs));
    }

    @Test
    void shouldRefuseAnImageWithoutLabelBeforeItAsksAnything() {
        Path tar = tar("unlabelled", TinyImages.script("exit 64"));
        assertThatThrownBy(() -> push(tar))
                .isInstanceOf(BadImageException.class)
                .hasMessageContaining("has no label dev.slipway.manifest");
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    void shouldRefuseAVersionThatIsNone() {
        Path tar = tar(
                "unversioned", TinyImages.script("exit 64").label("dev.slipway.manifest", Versions.manifest("latest")));
        assertThatThrownBy(() -> push(tar))
                .isInstanceOf(BadImageException.class)
                .hasMessageContaining("label dev.slipway.manifest is broken: ")
                .hasMessageContaining("expected MAJOR.MINOR.PATCH such as 1.4.2, got \"latest\"");
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    void shouldGoOnAfterAnErrorOfTheRegistry() {
        AtomicInteger strikes = new AtomicInteger(2);
        registry.fault(exchange -> isBlob(exchange)
                && strikes.getAndDecrement() > 0
                && FaultyRegistry.answer(exchange, 503, "<h1>overloaded</h1>"));
        Pushed pushed = push(tar("1.0.0", "a"));
        assertThat(there("1.0.0")).contains(pushed.digest());
        assertThat(remarks)
                .hasSize(2)
                .allMatch(remark ->
                        remark.contains("the registry answers 503: <h1>overloaded</h1>; next attempt in 0.0"));
    }

    @Test
    void shouldLeaveNoVersionBehindWhereTheRegistryKeepsFailing() {
        registry.fault(exchange -> isBlob(exchange) && FaultyRegistry.answer(exchange, 500, ""));
        assertThatThrownBy(() -> push(tar("1.0.0", "a")))
                .isInstanceOfSatisfying(
                        PushException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.TRY_AGAIN))
                .hasMessageMatching("sending sha256:\\w{64} failed 3 times, last: the registry answers 500");
        assertThat(there("1.0.0")).isEmpty();
    }

    @Test
    void shouldGoOnAfterAConnectionThatWasCutInMidBlob() {
        AtomicBoolean cut = new AtomicBoolean();
        registry.fault(exchange -> isBlob(exchange) && cut.compareAndSet(false, true) && cutAfter(exchange, 300_000));
        Pushed pushed = push(tar("1.0.0", "a"));
        assertThat(there("1.0.0")).contains(pushed.digest());
        assertThat(remarks).singleElement().asString().startsWith("sending sha256:");
    }

    @Test
    void shouldLeaveNoVersionBehindWhereConnectionsAreAlwaysCut() {
        registry.fault(exchange -> isBlob(exchange) && cutAfter(exchange, 300_000));
        assertThatThrownBy(() -> push(tar("1.0.0", "a")))
                .isInstanceOfSatisfying(
                        PushException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.TRY_AGAIN))
                .hasMessageContaining(" failed 3 times, last: ");
        assertThat(there("1.0.0")).isEmpty();
    }

    @Test
    void shouldGoOnWhereTheAnswerToTheTagIsLost() {
        registry.fault(exchange -> {
            if (isTag(exchange)) {
                registry.passOn(exchange);
                return FaultyRegistry.cut();
            }
            return false;
        });
        Pushed pushed = push(tar("1.0.0", "a"));
        assertThat(pushed.already()).isFalse();
        assertThat(there("1.0.0")).contains(pushed.digest());
        assertThat(registry.requests().stream().filter(request -> request.startsWith("PUT /v2/tiny-model/manifests")))
                .hasSize(1);
    }

    @Test
    void shouldTellWhyATagIsNotTaken() {
        registry.fault(exchange -> isTag(exchange)
                && FaultyRegistry.answer(
                        exchange, 400, "{\"errors\":[{\"code\":\"TAG_INVALID\",\"message\":\"not today\"}]}"));
        assertThatThrownBy(() -> push(tar("1.0.0", "a")))
                .hasMessageEndingWith("tiny-model: tagging: the registry answers 400 TAG_INVALID: not today");
        assertThat(there("1.0.0")).isEmpty();
    }

    @Test
    void shouldNotWaitForeverForASilentRegistry() {
        CountDownLatch end = new CountDownLatch(1);
        registry.fault(exchange -> {
            if (isBlob(exchange)) {
                await(end);
            }
            return false;
        });
        Patience shorter = new Patience(2, Duration.ofMillis(10), Duration.ofSeconds(10), Duration.ofSeconds(2));
        try (ImageTar image = ImageTar.open(tar("1.0.0", "a"))) {
            assertThatThrownBy(() -> pusher(registry.address(), Optional.empty(), shorter)
                            .push(image))
                    .isInstanceOfSatisfying(
                            PushException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.TRY_AGAIN))
                    .hasMessageContaining(" failed 2 times, last: no answer for 2.0 s");
        } finally {
            end.countDown();
        }
        assertThat(there("1.0.0")).isEmpty();
    }

    @Test
    void shouldTellThatNobodyIsThere() {
        RegistryAddress nobody = RegistryAddress.parse("localhost:1");
        try (ImageTar image = ImageTar.open(tar("1.0.0", "a"))) {
            assertThatThrownBy(() -> pusher(nobody, Optional.empty(), SHORT).push(image))
                    .isInstanceOfSatisfying(
                            PushException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.TRY_AGAIN))
                    .hasMessage("reaching localhost:1 failed 3 times, last: connection refused");
        }
    }

    @Test
    void shouldTellThatItIsNoRegistry() {
        registry.fault(exchange -> FaultyRegistry.answer(exchange, 404, "nothing here"));
        assertThatThrownBy(() -> push(tar("1.0.0", "a")))
                .hasMessageContaining("is no container registry: ")
                .hasMessageEndingWith("/v2/ answers 404: nothing here");
    }

    @Test
    void shouldTellHowARepositoryOfEcrIsMade() {
        registry.fault(exchange -> exchange.getRequestURI().getPath().contains("tiny-model")
                && FaultyRegistry.answer(
                        exchange,
                        404,
                        "{\"errors\":[{\"code\":\"NAME_UNKNOWN\",\"message\":\"The repository with name 'tiny-model'"
                                + " does not exist in the registry with id '111111111111'\"}]}"));
        assertThatThrownBy(() -> push(tar("1.0.0", "a")))
                .hasMessageContaining("has no repository tiny-model; 'cdk deploy Registry' makes one for every model");
    }

    @Test
    void shouldRefusePlainHttpElsewhere() {
        // This machine under a name that does not say so.
        RegistryAddress other = RegistryAddress.parse(
                "[::ffff:127.0.0.1]:" + registry.behind().host().split(":")[1]);
        try (ImageTar image = ImageTar.open(tar("1.0.0", "a"))) {
            assertThatThrownBy(() -> pusher(other, Optional.empty(), SHORT).push(image))
                    .isInstanceOfSatisfying(
                            PushException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION))
                    .hasMessageContaining("plain HTTP is for registries on localhost alone");
        }
    }

    private Pushed push(Path tar) {
        try (ImageTar image = ImageTar.open(tar)) {
            return pusher(registry.address(), Optional.empty(), SHORT).push(image);
        }
    }

    private Push pusher(RegistryAddress address, Optional<Login> login, Patience patience) {
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

    private static Path tar(String version, String trained) {
        return tar(version + "-" + trained, Versions.of(version, trained));
    }

    private static Path tar(String name, TinyImages image) {
        Path tar = folder.resolve(name + ".tar");
        return Files.exists(tar) ? tar : image.tar("tiny-model:mistyped", tar);
    }

    private static String digest(Path tar) {
        try (ImageTar image = ImageTar.open(tar)) {
            return image.digest();
        }
    }

    /** Asked without the proxy. */
    private Optional<String> there(String tag) {
        Access access = new Access(registry.behind(), "tiny-model", Optional.empty(), "", new Wire(SHORT));
        try {
            return new Repository(registry.behind(), "tiny-model", access)
                    .tagged(tag)
                    .map(Tagged::digest);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private long puts() {
        return registry.requests().stream()
                .filter(request -> request.startsWith("PUT /v2/tiny-model/blobs/"))
                .count();
    }

    private static boolean isBlob(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("PUT")
                && exchange.getRequestURI().getPath().contains("/blobs/");
    }

    private static boolean isTag(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("PUT")
                && exchange.getRequestURI().getPath().contains("/manifests/");
    }

    private static boolean cutAfter(HttpExchange exchange, int bytes) throws IOException {
        exchange.getRequestBody().readNBytes(bytes);
        return FaultyRegistry.cut();
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
