package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.images.ImageTar;
import dev.slipway.images.LocalRegistry;
import dev.slipway.images.TinyImages;
import dev.slipway.images.registry.Patience;
import dev.slipway.images.registry.Push;
import dev.slipway.images.registry.PushProgress;
import dev.slipway.images.registry.RegistryAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code slipway plan} and {@code slipway promote} of images that were pushed, with what they scored, to a registry. */
class PushedPlanIT extends DayCase {
    @Test
    void shouldCompareWhatPushedImagesScoredOnTheSameGoldenSet() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start()) {
            day.cloud.ecr().behind(registry.host());
            pushed(registry, "1.0.0", "a", 0.41);
            String digest = pushed(registry, "1.1.0", "a", 0.38);
            pushed(registry, "1.1.1", "b", 0.2);
            day.edit("staging", "1.1.0");
            day.edit("prod", "1.1.1");

            assertThat(Typed.slipway("plan", "-e", "staging").out())
                    .startsWith("churn 1.0.0 → 1.1.0 in staging: same fields, copy unaffected, rmse 0.41 → 0.38, "
                            + digest.substring(0, 19) + "…\n");
            assertThat(Typed.slipway("plan", "-e", "prod").out())
                    .contains("copy unaffected, metrics not comparable (another golden set), sha256:");
            assertThat(Typed.slipway("plan", "-e", "staging", "--registry", registry.host() + "/slipway")
                            .out())
                    .startsWith("churn 1.0.0 → 1.1.0 in staging: same fields, copy unaffected, rmse 0.41 → 0.38, ")
                    .contains("  note: nobody knows whether " + registry.host()
                            + "/slipway/churn:1.1.0 may be overwritten: its registry cannot be asked\n");
            promotes(registry, digest);
        }
    }

    private void promotes(LocalRegistry registry, String digest) throws Exception {
        String[] promote = {
            "promote", "churn", "--from", "staging", "--to", "prod", "--registry", registry.host() + "/slipway"
        };
        day.edit("prod", "1.0.0");
        assertThat(Typed.slipway(promote)).returns(1, Typed::code);
        day.ran("good", "1.1.0", digest, 0);
        assertThat(Typed.slipway(promote).out())
                .startsWith("environments/prod.yaml:9: churn 1.0.0 → 1.1.0, " + digest + "\n");
        day.edit("prod", "1.0.0");
        promote[promote.length - 1] = registry.host() + "/elsewhere";
        assertThat(Typed.slipway(promote).out())
                .contains("BROKEN tag: there is no " + registry.host() + "/elsewhere/churn:1.1.0");
    }

    private String pushed(LocalRegistry registry, String version, String golden, double rmse) {
        String manifest = """
                {"spec":"1.0","name":"churn","version":"%s","key":["id"],"input":[{"name":"id","type":"string"}],\
                "output":[%s],"actuals":{"value":"truth"},"goldenSha256":"%s",\
                "metrics":[{"metric":"rmse","field":"value","max":0.45}]}""".formatted(version, TWO, golden.repeat(64));
        Path tar = TinyImages.script("exit 64")
                .label(ImageTar.MANIFEST_LABEL, manifest)
                .tar("slipway-plan-it:" + version, folder.resolve(version + ".tar"));
        try (ImageTar image = ImageTar.open(tar)) {
            RegistryAddress address = RegistryAddress.parse(registry.host() + "/slipway");
            return new Push(address, Optional.empty(), "", Patience.DEFAULT, PushProgress.NONE)
                    .push(image, Map.of("rmse", rmse))
                    .digest();
        }
    }
}
