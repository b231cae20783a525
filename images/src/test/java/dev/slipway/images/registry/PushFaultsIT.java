package dev.slipway.images.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.images.ImageTar;
import dev.slipway.inference.ExitCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A registry that is away, fails, is cut off or refuses: no version is ever half there. */
class PushFaultsIT extends PushCase {
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
    void shouldTellThatItIsRefusedFromTheStart() {
        registry.fault(exchange -> FaultyRegistry.answer(exchange, 403, "not you"));
        assertThatThrownBy(() -> push(tar("1.0.0", "a")))
                .isInstanceOfSatisfying(
                        PushException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION))
                .hasMessageContaining(" refuses us: ")
                .hasMessageEndingWith("/v2/ answers 403: not you");
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
}
