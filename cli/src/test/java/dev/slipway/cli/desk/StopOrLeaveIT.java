package dev.slipway.cli.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desk.Build.Status;
import dev.slipway.desk.Desk;
import dev.slipway.desk.RunRequest;
import dev.slipway.desk.aws.CloudDesk;
import dev.slipway.desk.fake.FakeCloud;
import dev.slipway.inference.ModelName;
import dev.slipway.releases.Account;
import dev.slipway.releases.Environment;
import dev.slipway.releases.ProjectFile;
import dev.slipway.releases.Region;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C while a run goes on: it is stopped where somebody says so, and left alone otherwise. */
class StopOrLeaveIT {
    private static final ModelName CHURN = new ModelName("churn");

    @ParameterizedTest
    @CsvSource({
        "y, STOPPED",
        "'  Yes ', STOPPED",
        "n, IN_PROGRESS",
        "'', IN_PROGRESS",
        "'stop? why', IN_PROGRESS",
        ", IN_PROGRESS"
    })
    void shouldStopTheRunWhereSomebodySaysSo(String answer, Status status) {
        try (FakeCloud cloud = new FakeCloud()) {
            cloud.codeBuild().deploy("slipway-staging-churn", "/log", Map.of("SLIPWAY_VERSION", "1.0.0"));
            Desk desk = desk();
            String run = desk.jobs().start(CHURN, RunRequest.DEFAULT).runId();
            StopOrLeave question = new StopOrLeave(
                    new Told(false),
                    desk,
                    CHURN,
                    run,
                    Optional.ofNullable(answer).map(typed -> asked -> typed));

            question.ask();

            assertThat(question.asked()).isTrue();
            assertThat(desk.jobs().build(CHURN, run).orElseThrow().status()).isEqualTo(status);
        }
    }

    private static Desk desk() {
        Account account = new Account("222222222222");
        Region region = new Region("eu-central-1");
        return new CloudDesk(
                new Environment("staging", account, region, true, null, null, 0, List.of(), Map.of()),
                new ProjectFile(account, region, Map.of(), Map.of(), Map.of(), Optional.empty(), Optional.empty()));
    }
}
