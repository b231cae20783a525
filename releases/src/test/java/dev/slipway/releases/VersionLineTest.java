package dev.slipway.releases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionLineTest {
    private static final ModelVersion NEXT = ModelVersion.parse("1.2.0-rc.1");

    @TempDir
    Path folder;

    @Test
    void shouldKeepTheRestOfTheLine() throws IOException {
        VersionLine line = find("""
                        account: "222222222222"
                        models:
                          other:
                            version: 9.9.9
                          churn:
                            # version: 0.0.1
                            input: s3://a/
                            version: 1.0.0   # since Monday
                        """).orElseThrow();
        assertThat(line.number()).isEqualTo(8);
        assertThat(line.version()).isEqualTo("1.0.0");
        assertThat(line.with(NEXT)).isEqualTo("    version: 1.2.0-rc.1   # since Monday");
    }

    @Test
    void shouldReadAFlowMapping() throws IOException {
        VersionLine line =
                find("models: {churn: {version: \"1.0.0\", keep: 3}}\r\n").orElseThrow();
        assertThat(line.number()).isEqualTo(1);
        assertThat(line.with(NEXT)).isEqualTo("models: {churn: {version: 1.2.0-rc.1, keep: 3}}");
    }

    @Test
    void shouldFindNothingWhereNothingIs() throws IOException {
        assertThat(find("models: {other: {version: 1.0.0}}\n")).isEmpty();
        assertThat(find("models: {churn: {version: [1]}}\n")).isEmpty();
        assertThat(find("models: [churn]\n")).isEmpty();
        assertThat(find("models: {churn:\n")).isEmpty();
        assertThat(VersionLine.find(folder.resolve("none.yaml"), new ModelName("churn")))
                .isEmpty();
    }

    @Test
    void shouldFindTheModelsOfTheProduct() {
        Path staging = Path.of("..", "environments", "staging.yaml");
        ModelCatalog.in(Path.of("..", "models")).names().stream()
                .map(ModelName::new)
                .flatMap(model -> VersionLine.find(staging, model).stream())
                .forEach(line -> assertThat(line.with(ModelVersion.parse(line.version())))
                        .isEqualTo(line.text()));
        assertThat(VersionLine.find(staging, new ModelName("film-gross"))).isPresent();
    }

    private Optional<VersionLine> find(String text) throws IOException {
        return VersionLine.find(Files.writeString(folder.resolve("staging.yaml"), text), new ModelName("churn"));
    }
}
