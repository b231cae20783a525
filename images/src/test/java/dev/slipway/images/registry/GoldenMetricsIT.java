package dev.slipway.images.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.images.ImageTar;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What an image scored on its golden set, beside it in a real registry. */
class GoldenMetricsIT extends PushCase {
    private static final String SET = "a".repeat(64);
    private static final Map<String, Double> SCORED = Map.of("rmse", 0.41);

    @Test
    void shouldKeepWhatAnImageScoredBesideIt() {
        Pushed pushed = push("2.0.0", SCORED);

        assertThat(pushed.golden()).contains(new GoldenMetrics(pushed.digest(), SET, SCORED));
        assertThat(registry.requests().stream().filter(request -> request.startsWith("PUT")))
                .last()
                .isEqualTo("PUT /v2/tiny-model/manifests/golden-2.0.0");
        assertThat(there("2.0.0")).as("the image is as it was built").contains(pushed.digest());
    }

    @Test
    void shouldSendNothingTwiceAndKeepWhatWasMeasuredFirst() {
        Pushed first = push("2.0.0", SCORED);
        registry.forget();

        Pushed again = push("2.0.0", Map.of("rmse", 0.4100000000000001));

        assertThat(again.golden()).isEqualTo(first.golden());
        assertThat(registry.requests()).allMatch(request -> request.startsWith("GET"));
    }

    @Test
    void shouldMakeGoodWhatACutPushHasLeftOut() {
        Pushed cut = push("2.0.0", Map.of());
        assertThat(cut.golden()).isEmpty();

        Pushed again = push("2.0.0", SCORED);

        assertThat(again.already()).isTrue();
        assertThat(again.golden()).contains(new GoldenMetrics(cut.digest(), SET, SCORED));
        assertThat(again.bytesSent()).isZero();
    }

    @Test
    void shouldTryAgainWhereTheAnswerIsLost() {
        AtomicBoolean cut = new AtomicBoolean();
        registry.fault(exchange -> isTag(exchange)
                && exchange.getRequestURI().getPath().contains("golden")
                && cut.compareAndSet(false, true)
                && FaultyRegistry.cut());

        assertThat(push("2.0.0", SCORED).golden()).isPresent();
        assertThat(cut).isTrue();
    }

    @Test
    void shouldPushTheImageWhereTheRegistryTakesNoSuchArtifact() {
        registry.fault(exchange -> isTag(exchange)
                && exchange.getRequestURI().getPath().contains("golden")
                && FaultyRegistry.answer(exchange, 400, "MANIFEST_INVALID"));

        Pushed pushed = push("2.0.0", SCORED);

        assertThat(there("2.0.0")).contains(pushed.digest());
        assertThat(pushed.golden()).isEmpty();
        assertThat(remarks)
                .singleElement()
                .asString()
                .contains("does not keep what the image scored", "golden-2.0.0: 400");
    }

    @Test
    void shouldKeepNothingOfAModelWithoutGoldenSet() {
        try (ImageTar image = ImageTar.open(tar("1.0.0", "a"))) {
            assertThat(pusher(registry.address(), Optional.empty(), SHORT)
                            .push(image, SCORED)
                            .golden())
                    .isEmpty();
        }
        assertThat(there("golden-1.0.0")).isEmpty();
    }

    @Test
    void shouldTakeNoOtherManifestForMetrics() {
        Pushed pushed = push("2.0.0", SCORED);
        String manifest = pushed.golden().orElseThrow().manifest(10);

        assertThat(GoldenMetrics.parse(manifest)).isEqualTo(pushed.golden());
        assertThat(GoldenMetrics.parse(manifest.replace("subject", "other"))).isEmpty();
        assertThat(GoldenMetrics.parse(manifest.replace("golden.metrics", "other")))
                .isEmpty();
        assertThat(GoldenMetrics.parse("{\"schemaVersion\":2}")).isEmpty();
        assertThat(GoldenMetrics.parse("no manifest at all")).isEmpty();
    }

    private Pushed push(String version, Map<String, Double> golden) {
        Path tar = tar("golden-" + version, Versions.golden(version, SET));
        try (ImageTar image = ImageTar.open(tar)) {
            return pusher(registry.address(), Optional.empty(), SHORT).push(image, golden);
        }
    }
}
