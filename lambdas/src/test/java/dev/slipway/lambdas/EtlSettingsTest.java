package dev.slipway.lambdas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EtlSettingsTest {
    private static final String COPY =
            "{\"model\":\"a\",\"major\":1,\"table\":\"t\",\"mode\":\"merge\",\"fields\":[\"id\"]}";

    private static Map<String, String> environment(String copies) {
        return new HashMap<>(Map.of(
                "SLIPWAY_COPIES", copies,
                "SLIPWAY_ANALYTICS_URL", "jdbc:postgresql://one/analytics",
                "SLIPWAY_ANALYTICS_USER", "slipway_etl",
                "SLIPWAY_ANALYTICS_PASSWORD", "hunter2",
                "SLIPWAY_APPLICATION_URL", "jdbc:postgresql://two/application",
                "SLIPWAY_APPLICATION_USER", "slipway_etl",
                "SLIPWAY_APPLICATION_PASSWORD", "hunter3"));
    }

    @Test
    void shouldReadCopiesAndDatabases() {
        EtlSettings settings = EtlSettings.of(environment("[" + COPY + "]"));
        assertThat(settings.copies()).singleElement().extracting("table").isEqualTo("t");
        assertThat(settings.application().url()).isEqualTo("jdbc:postgresql://two/application");
        assertThat(settings.toString()).doesNotContain("hunter");
    }

    @Test
    void shouldReadManyCopiesFromAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("copies.json");
        Files.writeString(
                file,
                IntStream.range(0, 60)
                        .mapToObj(i -> COPY.replace("\"t\"", "\"t" + i + "\""))
                        .collect(Collectors.joining(",", "[", "]")));

        assertThat(EtlSettings.of(environment("@" + file)).copies())
                .hasSize(60)
                .last()
                .extracting("table")
                .isEqualTo("t59");
    }

    @Test
    void shouldSayWhichFileOfSettingsIsMissing(@TempDir Path folder) {
        Path none = folder.resolve("none.json");

        assertThatThrownBy(() -> EtlSettings.of(environment("@" + none)))
                .hasMessage("the function is not set up: SLIPWAY_COPIES: expected a readable file " + none
                        + ", got java.nio.file.NoSuchFileException: " + none);
    }

    @Test
    void shouldListEverythingThatIsWrongAtOnce() {
        Map<String, String> environment =
                environment("[" + COPY + "," + COPY + "," + COPY.replace("merge", "append") + ",7]");
        environment.remove("SLIPWAY_ANALYTICS_USER");
        environment.put("SLIPWAY_APPLICATION_URL", "jdbc:mysql://two/application");

        assertThatThrownBy(() -> EtlSettings.of(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the function is not set up: ")
                .hasMessageContaining("SLIPWAY_COPIES[1]: table: expected a table of its own, got a second t;")
                .hasMessageContaining("SLIPWAY_COPIES[2]: mode: expected replace or merge, got \"append\";")
                .hasMessageContaining("SLIPWAY_COPIES[3]: expected an object")
                .hasMessageContaining("SLIPWAY_ANALYTICS_USER: missing;")
                .hasMessageContaining("SLIPWAY_APPLICATION_URL: expected a database such as")
                .hasMessageNotContaining("hunter");
    }

    @Test
    void shouldSayThatNothingIsSet() {
        assertThatThrownBy(() -> new EtlHandler(Map.of()))
                .hasMessage("the function is not set up: SLIPWAY_COPIES: expected a JSON list of copies, got nothing;"
                        + " SLIPWAY_ANALYTICS_URL: missing; SLIPWAY_ANALYTICS_USER: missing;"
                        + " SLIPWAY_APPLICATION_URL: missing; SLIPWAY_APPLICATION_USER: missing");
    }

    @Test
    void shouldLogInByIamAndVerifyTheServerWhereThereIsNoPassword() {
        Map<String, String> environment = environment("[" + COPY + "]");
        environment.remove("SLIPWAY_ANALYTICS_PASSWORD");
        environment.put("AWS_REGION", "eu-central-1");
        EtlSettings settings = EtlSettings.of(environment);
        assertThat(settings.analytics().url()).isEqualTo("jdbc:postgresql://one/analytics?sslmode=verify-full");
        assertThat(settings.analytics().credentials()).isInstanceOfSatisfying(IamToken.class, token -> assertThat(token)
                .extracting(IamToken::host, IamToken::port, IamToken::user, IamToken::region)
                .containsExactly("one", 5432, "slipway_etl", "eu-central-1"));
        assertThat(settings.application().password()).isEqualTo("hunter3");
    }

    @Test
    void shouldAskForARegionWhereATokenIsToBeSigned() {
        Map<String, String> environment = environment("[" + COPY + "]");
        environment.put("SLIPWAY_ANALYTICS_PASSWORD", " ");
        assertThatThrownBy(() -> EtlSettings.of(environment))
                .hasMessage("the function is not set up: AWS_REGION: missing; without SLIPWAY_ANALYTICS_PASSWORD a"
                        + " token is signed for this region");
    }

    @Test
    void shouldRefuseCopiesThatAreNotAList() {
        for (String copies : new String[] {COPY, "[{", "hello"}) {
            assertThatThrownBy(() -> EtlSettings.of(environment(copies)))
                    .hasMessageContaining("SLIPWAY_COPIES: expected a JSON list of copies, got " + copies);
        }
    }
}
