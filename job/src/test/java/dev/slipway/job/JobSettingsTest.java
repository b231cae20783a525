package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSettingsTest {
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "SLIPWAY_IMAGE", "/srv/image",
            "SLIPWAY_VERSION", "1.4.2",
            "SLIPWAY_RUN_ID", "run-1",
            "SLIPWAY_AS_OF", "2026-11-20",
            "SLIPWAY_INPUT", "input.csv",
            "SLIPWAY_WORK", "/tmp/work",
            "SLIPWAY_ANALYTICS_URL", "jdbc:postgresql://localhost/analytics",
            "SLIPWAY_ANALYTICS_USER", "slipway_job",
            "SLIPWAY_ANALYTICS_PASSWORD", "secret"));

    @Test
    void shouldHaveTheDefaultsThatTheHelpNames() {
        JobSettings settings = JobSettings.fromEnvironment(environment);
        assertThat(settings.asOf()).isEqualTo(Instant.parse("2026-11-20T00:00:00Z"));
        assertThat(settings.timeout()).isEqualTo(Duration.ofHours(2));
        assertThat(settings.shared()).isEqualTo(Path.of("/tmp/work/shared"));
        assertThat(settings.rejects()).hasToString("1%");
        assertThat(settings.limits().minRows()).isEqualTo(1);
        assertThat(settings.limits().rowChange()).hasValue(0.3);
        assertThat(settings.limits().keep()).isEqualTo(30);
        assertThat(settings.artifacts()).isNull();
        assertThat(settings.variables()).isEmpty();
        assertThat(settings.verbose()).isFalse();
        assertThat(settings.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SLIPWAY_VERSION       | v1.4.2    | expected MAJOR.MINOR.PATCH such as 1.4.2, got "v1.4.2"
                    SLIPWAY_RUN_ID        | a/b       | expected letters, digits, '.', '_' and '-', at most 100 characters, got "a/b"
                    SLIPWAY_AS_OF         | yesterday | expected a timestamp with offset such as 2026-11-20T06:00:00Z, or a date such as 2026-11-20, got "yesterday"
                    SLIPWAY_AS_OF         | 2026-11-20T06:00:00 | expected a timestamp with offset such as 2026-11-20T06:00:00Z, or a date such as 2026-11-20, got "2026-11-20T06:00:00"
                    SLIPWAY_TIMEOUT       | 2         | expected a time such as 2h, 90m or 1h30m, got "2"
                    SLIPWAY_TIMEOUT       | 0h        | expected a time such as 2h, 90m or 1h30m, got "0h"
                    SLIPWAY_REJECTS       | few       | expected a share such as 1% or a number of rows such as 100, got "few"
                    SLIPWAY_MIN_ROWS      | -1        | expected a number of rows such as 1000, got "-1"
                    SLIPWAY_ROW_CHANGE    | 0.3       | expected a share such as 30%, or off, got "0.3"
                    SLIPWAY_KEEP          | 1         | expected a number of runs from 2 to 200, got "1"
                    SLIPWAY_KEEP          | 201       | expected a number of runs from 2 to 200, got "201"
                    SLIPWAY_ANALYTICS_URL | localhost | expected an address such as jdbc:postgresql://host:5432/analytics, got "localhost"
                    SLIPWAY_NAME          | Churn     | expected lower-case words joined by hyphens, at most 32 characters, such as audience-forecast, got "Churn"
                    SLIPWAY_MEMORY        | 4gb       | expected a size such as 512m or 4g, got "4gb"
                    SLIPWAY_MEMORY        | 5m        | expected at least 6m, got "5m"
                    SLIPWAY_DISK          | 0g        | expected a size such as 512m or 4g, got "0g"
                    SLIPWAY_IMAGE         | My Image  | expected an image such as 111111111111.dkr.ecr.eu-central-1.amazonaws.com/slipway/audience-forecast, with :TAG or @sha256:… where it must be that one, got "My Image"
                    SLIPWAY_VERBOSE       | yes       | expected true or false, got "yes"
                    SLIPWAY_VARIABLE_A-B  | 1         | expected the model's name of a variable after SLIPWAY_VARIABLE_, such as SLIPWAY_VARIABLE_HORIZON_DAYS
                    SLIPWAY_VARIABLES     | A         | there is no such variable; did you mean SLIPWAY_VARIABLE_HORIZON_DAYS?
                    SLIPWAY_VARIABLE_SLIPWAY_KEEP | 3 | SLIPWAY_KEEP is the product's own; a model's variable has another name
                    SLIPWAY_VARIABLE_HOME | /         | HOME is set by the runtime; a model's variable has another name
                    """)
    void shouldRefuseAWrongValueWithAnExampleOfAGoodOne(String variable, String value, String message) {
        environment.put(variable, value);
        assertThatThrownBy(() -> JobSettings.fromEnvironment(environment)).hasMessage(variable + ": " + message);
    }

    @Test
    void shouldReadSizesInPowersOfTwo() {
        environment.put("SLIPWAY_MEMORY", "4g");
        environment.put("SLIPWAY_DISK", "512m");
        JobSettings settings = JobSettings.fromEnvironment(environment);
        assertThat(settings.container().memory()).isEqualTo(4L << 30);
        assertThat(settings.container().disk()).isEqualTo(512L << 20);
    }

    @Test
    void shouldRefuseAllWrongValuesAtOnce() {
        environment.put("SLIPWAY_KEEP", "1");
        environment.put("SLIPWAY_ROW_CHANGE", "a lot");
        environment.remove("SLIPWAY_INPUT");
        environment.put("SLIPWAY_ANALYTICS_USER", " ");
        assertThatThrownBy(() -> JobSettings.fromEnvironment(environment))
                .isInstanceOf(InferenceException.class)
                .hasMessageContainingAll(
                        "SLIPWAY_KEEP: ",
                        "SLIPWAY_ROW_CHANGE: ",
                        "SLIPWAY_INPUT: missing",
                        "SLIPWAY_ANALYTICS_USER: missing")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
    }

    @ParameterizedTest
    @CsvSource({
        "SLIPWAY_REJECT, SLIPWAY_REJECTS",
        "SLIPWAY_MINROWS, SLIPWAY_MIN_ROWS",
        "SLIPWAY_Verbose, SLIPWAY_VERBOSE",
        "slipway_keep, SLIPWAY_KEEP"
    })
    void shouldTakeAnAlmostKnownVariableAsATypingError(String typed, String meant) {
        environment.put(typed, "1");
        assertThatThrownBy(() -> JobSettings.fromEnvironment(environment))
                .hasMessage(typed + ": there is no such variable; did you mean " + meant + "?");
    }

    @Test
    void shouldTellOfVariablesThatItDoesNotKnow() {
        environment.put("SLIPWAY_COLOUR_OF_THE_SEA", "blue");
        environment.put("SLIPWAY_OUT", "/elsewhere");
        assertThat(JobSettings.fromEnvironment(environment).warnings())
                .containsExactly(
                        "SLIPWAY_COLOUR_OF_THE_SEA is ignored: the job knows no such variable, see --help",
                        "SLIPWAY_OUT is ignored: the job sets it for the image by itself");
    }

    @Test
    void shouldHandOnWhatIsMeantForTheModelByTheNameThatItHasThere() {
        environment.put("SLIPWAY_VARIABLE_JAVA_TOOL_OPTIONS", "-Xmx6g");
        environment.put("SLIPWAY_VARIABLE_HORIZON_DAYS", "28");
        environment.put("REGION", "of the job");
        JobSettings settings = JobSettings.fromEnvironment(environment);
        assertThat(settings.variables())
                .containsExactlyInAnyOrderEntriesOf(Map.of("JAVA_TOOL_OPTIONS", "-Xmx6g", "HORIZON_DAYS", "28"));
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void shouldNeedLessForASingleVerb() {
        Map<String, String> few = Map.of(
                "SLIPWAY_RUN_ID", "run-1",
                "SLIPWAY_AS_OF", "2026-11-20T06:00:00+01:00",
                "SLIPWAY_WORK", "/tmp/work",
                "SLIPWAY_INPUT", "input.csv");
        JobSettings settings = JobSettings.fromEnvironment(Verb.FETCH, few);
        assertThat(settings.asOf()).isEqualTo(Instant.parse("2026-11-20T05:00:00Z"));
        assertThat(settings.analytics()).isNull();
        Map<String, String> sql = new HashMap<>(few);
        sql.put("SLIPWAY_INPUT", "sql:SELECT 1");
        assertThatThrownBy(() -> JobSettings.fromEnvironment(Verb.FETCH, sql))
                .hasMessageContaining("SLIPWAY_ANALYTICS_URL: missing");
    }
}
