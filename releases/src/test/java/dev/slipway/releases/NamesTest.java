package dev.slipway.releases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.ModelName;
import org.junit.jupiter.api.Test;

/** These names are typed by people and lie in accounts that are deployed: another one loses what is there. */
class NamesTest {
    private static final ModelName MODEL = new ModelName("audience-forecast");
    private static final Names STAGING = new Names("staging");

    @Test
    void shouldNameWhatRunsModels() {
        assertThat(Names.repository(MODEL)).isEqualTo("slipway/audience-forecast");
        assertThat(STAGING.project(MODEL)).isEqualTo("slipway-staging-audience-forecast");
        assertThat(STAGING.project(MODEL)).startsWith(STAGING.projects());
        assertThat(STAGING.function("etl") + ":" + Names.LIVE).isEqualTo("slipway-staging-etl:live");
    }

    @Test
    void shouldNameWhatPeopleLookInto() {
        assertThat(STAGING.runLog(MODEL)).isEqualTo("/slipway/staging/runs/audience-forecast");
        assertThat(STAGING.functionLog("ledger")).isEqualTo("/slipway/staging/functions/ledger");
        assertThat(STAGING.metricsLog()).isEqualTo("/slipway/staging/metrics");
        assertThat(STAGING.alarms()).isEqualTo("slipway-staging-alarms");
        assertThat(STAGING.dashboard()).isEqualTo("slipway-staging");
    }

    @Test
    void shouldNameSecretsByDatabaseAndRole() {
        assertThat(STAGING.password("analytics", "job")).isEqualTo("/slipway/staging/analytics/job/password");
        assertThat(STAGING.rotation("application", "app")).isEqualTo("/slipway/staging/application/app/rotation");
        assertThat(STAGING.password("analytics", "job")).startsWith(STAGING.path() + "/");
    }
}
