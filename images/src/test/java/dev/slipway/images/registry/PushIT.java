package dev.slipway.images.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.images.BadImageException;
import dev.slipway.images.ImageTar;
import dev.slipway.images.TinyImages;
import dev.slipway.inference.ExitCode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PushIT extends PushCase {
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
}
