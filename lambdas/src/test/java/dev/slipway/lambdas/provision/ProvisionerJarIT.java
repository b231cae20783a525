package dev.slipway.lambdas.provision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.lambdas.Answer;
import dev.slipway.lambdas.Function;
import dev.slipway.lambdas.ProvisionerHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The provisioner's jar as Lambda runs it: Flyway finds its migrations there, and the log holds no password. */
@EnabledIfSystemProperty(named = "slipway.jars", matches = ".+", disabledReason = "the jars are not packaged yet")
class ProvisionerJarIT {
    @TempDir
    private static Path folder;

    @Test
    void shouldMigrateAndMakeRolesFromItsJarAlone() throws Exception {
        try (Cloud cloud = new Cloud(folder)) {
            cloud.newDay();
            try (Function provisioner =
                    Function.start("provisioner", ProvisionerHandler.class.getName(), cloud.environment(), folder)) {
                Answer answer = provisioner.invoke(
                        JSON.std.asString(Map.of("RequestType", "Create", "ResourceProperties", cloud.properties(0))),
                        Duration.ofMinutes(5));
                assertThat(answer.errorType()).as(answer.body()).isNull();
                assertThat(JSON.std.mapFrom(answer.body()))
                        .isEqualTo(Map.of("PhysicalResourceId", "slipway-databases" + cloud.prefix()));
                assertThat(cloud.application.rows("shop", "SELECT count(*) FROM predictions.freshness"))
                        .containsExactly("0");
                assertThat(Cloud.letsIn(cloud.analytics, "job", cloud.password("analytics", "job")))
                        .isTrue();
                assertThat(provisioner.log())
                        .contains("slipway_job: has a new password")
                        .doesNotContain(
                                cloud.password("analytics", "job"),
                                cloud.password("application", "app"),
                                cloud.analytics.adminPassword);
            }
        }
    }
}
