package dev.slipway.releases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a valid environment file looks like, an edit changes its number and nothing else. */
class VersionEditPropertyTest {
    private static final int SEEDS = 200;
    private static final List<String> MODELS = List.of("churn", "audience-forecast", "version");

    @TempDir
    Path folder;

    @Test
    void shouldReadBackAsTheSameEnvironmentButForTheNumber() throws IOException {
        for (String model : MODELS) {
            Workspace.in(folder).model(model, Workspace.MODEL.replace("audience-forecast", model));
        }
        ModelCatalog catalog = ModelCatalog.in(folder.resolve("models"));
        Path file = folder.resolve("prod.yaml");
        for (long seed = 0; seed < SEEDS; seed++) {
            String text = new WrittenEnvironment(seed).text(MODELS);
            Files.writeString(file, text);
            ModelName model = new ModelName(MODELS.get((int) (seed % MODELS.size())));
            ModelVersion next = ModelVersion.parse("3." + seed + ".0" + (seed % 2 == 0 ? "" : "-beta.1"));
            Environment before = EnvironmentFile.read(file, catalog);

            VersionEdit.of(file, model, next).write();

            String now = Files.readString(file);
            assertThat(EnvironmentFile.read(file, catalog))
                    .as("seed %d:%n%s", seed, text)
                    .isEqualTo(with(before, model, next));
            assertThat(now.length() - text.length())
                    .isEqualTo(next.toString().length()
                            - before.models().get(model).version().toString().length());
            VersionEdit.of(file, model, before.models().get(model).version()).write();
            assertThat(Files.readString(file)).as("seed %d, and back", seed).isEqualTo(text);
        }
    }

    private static Environment with(Environment all, ModelName model, ModelVersion version) {
        Map<ModelName, Release> models = new LinkedHashMap<>(all.models());
        models.computeIfPresent(
                model,
                (name, old) -> new Release(
                        version,
                        old.schedule(),
                        old.input(),
                        old.inputKey(),
                        old.compute(),
                        old.variables(),
                        old.limits(),
                        old.keep(),
                        old.copy()));
        return new Environment(
                all.name(),
                all.account(),
                all.region(),
                all.protect(),
                all.network(),
                all.application(),
                all.rotate(),
                all.notified(),
                models);
    }
}
