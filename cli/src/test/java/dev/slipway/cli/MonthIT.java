package dev.slipway.cli;

import static dev.slipway.cli.Month.CHURN;
import static dev.slipway.cli.Month.DEMAND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.releases.Names;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * A month of two models in three environments, each command as it is typed and each output to the letter: six bumps, of
 * which plan refuses two dishonest ones and one without its secret, a run that fails, one that is held, a rollback while the
 * schedule goes on, a promotion. What it prints is what {@code docs/cli.md} shows.
 */
class MonthIT {
    private static final String VALUE = "{\"name\":\"value\",\"type\":\"double\"}";
    private static final String WHY = VALUE + ",{\"name\":\"why\",\"type\":\"string\",\"nullable\":true}";
    private static final String RUN = "00000000-0000-4000-8000-%012d";

    @TempDir
    private Path folder;

    private Month month;

    @Test
    void shouldTellTheMonthToTheLetter() throws Exception {
        try (Month opened = new Month(folder)) {
            month = opened;
            firstDays();
            aBumpInDev();
            bumpsThatAreRefused();
            aRunThatFailsAndOneThatIsHeld();
            promotions();
            aRollbackWhileTheScheduleGoesOn();
            Golden.test("month.txt").shouldBe(month.transcript.toString());
            Golden.docs("cli.md").shouldBe(new CommandPages(month.transcript).toString());
        }
    }

    private void firstDays() {
        month.day(3);
        month.push(CHURN, "1.0.0", VALUE, Map.of("rmse", 0.41), "a,0.1", "b,0.2", "c,0.3", "d,0.4");
        month.push(DEMAND, "1.0.0", VALUE, Map.of(), "x,10", "y,20", "z,30");
        for (String environment : Month.ENVIRONMENTS) {
            month.deploy(environment, CHURN, "1.0.0");
            month.deploy(environment, DEMAND, "1.0.0");
            for (String database : List.of("analytics/migrator", "analytics/job", "application/migrator")) {
                DeskCheckout.typing("secret", "secrets", "put", database, "-e", environment);
            }
            DeskCheckout.typing("secret", "secrets", "put", "application/app", "-e", environment);
            DeskCheckout.typing("secret", "secrets", "put", "analytics/reader", "-e", environment);
        }
        month.doctor(0);
        month.doctor(1, "-e", "dev");
        month.doctor(1, "-e", "dev", "--json");
        month.type(0, "plan");
        month.day(4);
        for (String environment : Month.ENVIRONMENTS) {
            month.scheduled(environment, CHURN, 4);
            month.scheduled(environment, DEMAND, 4);
            month.type(0, "copy", "-e", environment);
        }
        month.type(0, "status");
        assertThat(month.application("prod", "churn")).containsExactly("a|0.1", "b|0.2", "c|0.3", "d|0.4");
    }

    private void aBumpInDev() throws Exception {
        month.day(5);
        month.push(CHURN, "1.1.0", WHY, Map.of("rmse", 0.38), "a,0.11,", "b,0.21,", "c,0.31,price", "d,0.41,");
        month.edit("dev", CHURN, "1.1.0");
        month.type(0, "plan", "-e", "dev");
        month.type(0, "plan", "-e", "dev", "--json");
        month.type(0, "plan", "--against", "HEAD", "--markdown");
        month.deploy("dev", CHURN, "1.1.0");
        month.type(0, "status", "churn", "-e", "dev");
        month.type(0, "run", "churn", "-e", "dev", "--as-of", "2025-03-05");
        String run = RUN.formatted(7);
        month.type(0, "runs", "-e", "dev");
        month.type(0, "runs", "churn", "-e", "dev", "--json");
        month.type(0, "runs", "show", run, "-e", "dev");
        month.type(0, "logs", run, "-e", "dev");
        month.type(0, "logs", run, "-e", "dev", "--json");
        month.type(0, "artifacts", "list", run, "-e", "dev");
        month.type(0, "artifacts", "list", run, "-e", "dev", "--json");
        month.type(0, "artifacts", "get", run, "rejects.csv", "-e", "dev", "--output", folder.resolve("out") + "");
        month.type(0, "predictions", "churn", "-e", "dev");
        month.type(0, "predictions", "churn", "-e", "dev", "--limit", "1", "--json");
        month.type(0, "copy", "churn", "-e", "dev", "--json");
    }

    private void bumpsThatAreRefused() throws Exception {
        month.day(6);
        month.push(CHURN, "1.1.1", "{\"name\":\"score\",\"type\":\"double\"}", Map.of(), "a,1");
        month.edit("staging", CHURN, "1.1.1");
        month.type(1, "plan", "-e", "staging");
        month.edit("staging", CHURN, "1.0.0");
        month.push(DEMAND, "1.1.0", "{\"name\":\"value\",\"type\":\"long\"}", Map.of(), "x,10");
        month.edit("dev", DEMAND, "1.1.0");
        month.type(1, "plan", "-e", "dev", "--json");
        month.edit("dev", DEMAND, "1.0.0");
        month.day(7);
        String job = new Names("dev").password("analytics", "job");
        try (SsmClient ssm = SsmClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            ssm.deleteParameter(delete -> delete.name(job));
        }
        month.transcript.note("somebody deletes " + job);
        month.push(DEMAND, "1.0.1", VALUE, Map.of(), "x,10", "y,oops");
        month.edit("dev", DEMAND, "1.0.1");
        month.type(1, "plan", "-e", "dev");
        month.type(1, "secrets", "check", "-e", "dev");
        month.typing(0, "swordfish\n", "secrets", "put", "analytics/job", "-e", "dev");
        month.type(0, "secrets", "check", "-e", "dev", "--json");
        month.type(0, "secrets", "list", "-e", "dev");
        month.type(0, "plan", "-e", "dev");
    }

    private void aRunThatFailsAndOneThatIsHeld() throws Exception {
        month.day(10);
        month.deploy("dev", DEMAND, "1.0.1");
        month.type(70, "run", "demand", "-e", "dev", "--as-of", "2025-03-10");
        month.type(0, "runs", "show", RUN.formatted(8), "-e", "dev");
        month.day(11);
        month.push(DEMAND, "1.0.2", VALUE, Map.of(), "x,11");
        month.edit("dev", DEMAND, "1.0.2");
        month.type(0, "plan", "-e", "dev");
        month.deploy("dev", DEMAND, "1.0.2");
        month.type(0, "run", "demand", "-e", "dev", "--as-of", "2025-03-11", "--json");
        month.type(0, "status", "-e", "dev");
    }

    private void promotions() {
        month.day(12);
        month.type(1, "promote", "churn", "--from", "dev", "--to", "prod");
        month.type(0, "promote", "churn", "--from", "dev", "--to", "staging");
        month.type(1, "promote", "churn", "--from", "staging", "--to", "prod", "--json");
        month.type(0, "plan", "-e", "staging");
        month.deploy("staging", CHURN, "1.1.0");
        month.scheduled("staging", CHURN, 12);
        month.type(0, "copy", "churn", "-e", "staging");
        month.day(13);
        month.type(0, "promote", "churn", "--from", "staging", "--to", "prod");
        month.type(0, "plan", "-e", "prod");
        month.deploy("prod", CHURN, "1.1.0");
        month.scheduled("prod", CHURN, 13);
        month.type(0, "copy", "-e", "prod");
        month.type(0, "status", "churn", "-e", "prod");
        assertThat(month.application("prod", "churn")).startsWith("a|0.11");
    }

    private void aRollbackWhileTheScheduleGoesOn() {
        month.day(17);
        month.type(0, "rollback", "churn", "-e", "prod", "--reason", "scores too high");
        assertThat(month.application("prod", "churn")).contains("a|0.1");
        month.day(18);
        month.scheduled("prod", CHURN, 18);
        month.type(0, "runs", "churn", "-e", "prod");
        month.type(0, "status", "churn", "-e", "prod");
        month.type(0, "status", "churn", "-e", "prod", "--json");
        assertThat(month.application("prod", "churn")).as("held").contains("a|0.1");
        month.day(19);
        month.type(0, "rollback", "churn", "-e", "prod", "--release", "--reason", "it was the feed", "--json");
        month.scheduled("prod", CHURN, 19);
        month.type(0, "copy", "churn", "-e", "prod");
        assertThat(month.application("prod", "churn")).contains("a|0.11");
        month.type(0, "runs", "--on", "2025-03-16", "-e", "prod");
        month.type(0, "runs", "--on", "2025-03-18", "-e", "prod");
        month.type(0, "runs", "--on", "2025-03-19", "-e", "prod", "--json");
        month.type(0, "rollback", "churn", "-e", "dev", "--to", RUN.formatted(1), "-r", "to compare", "--json");
        month.day(31);
        month.type(0, "status");
    }
}
