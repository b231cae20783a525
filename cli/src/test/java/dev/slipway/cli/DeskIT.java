package dev.slipway.cli;

import static dev.slipway.cli.DeskCheckout.CHURN;
import static dev.slipway.cli.DeskCheckout.RUN;
import static dev.slipway.cli.DeskCheckout.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desk.fake.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A day of an ML engineer in the cloud: each command as it is typed, each output as it is read. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeskIT extends DeskCase {
    @Test
    @Order(1)
    void shouldSayThatNothingIsDeployed() {
        Typed status = Typed.slipway("status");

        assertThat(status.code()).isZero();
        assertThat(status.out()).isEqualTo("""
                Environment  Model  Version  Deployed  Current  Last run  State  Started  Rows  Rejects  Seconds  Est. cost  Metrics  Digest
                ───────────  ─────  ───────  ────────  ───────  ────────  ─────  ───────  ────  ───────  ───────  ─────────  ───────  ──────
                staging      churn  1.1.0    -         -        -
                ! churn in staging: it is not deployed
                """);
        assertThat(Typed.slipway("runs", "-e", "staging"))
                .returns(78, Typed::code)
                .extracting(Typed::err)
                .asString()
                .startsWith(
                        "slipway: no model of staging is deployed in 123456789012 (eu-central-1), so nobody knows where");
    }

    @Test
    @Order(2)
    void shouldFollowARunToItsEnd() {
        desk.cloud().deploy(CHURN, "1.0.0");
        desk.cloud().scheduled(CHURN, "2026-11-19T06:00:00Z");
        assertThat(Typed.slipway("status").out())
                .contains("! churn in staging: the file says 1.1.0, but 1.0.0 is deployed");
        desk.cloud().deploy(CHURN, "1.1.0");
        assertThat(Typed.slipway("status").out()).contains("! churn in staging: 1.1.0 has not run yet");

        Typed run = Typed.slipway("run", "churn", "-e", "staging", "--as-of", "2026-11-20T06:00:00Z");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEqualTo("""
                started run %s2 of churn 1.1.0 in staging
                phase submitted
                phase provisioning
                phase install
                phase build
                  fetch: 1 rows
                  predict: 2 rows
                  artifacts
                  publish: 2 rows
                phase completed
                """.formatted(RUN));
        // The times are real; so are the rates, where there are any.
        assertThat(run.out().replaceAll(" +[0-9.]+ s( +[0-9,]+)?", " T")).contains("""
                fetch         1 T
                predict       2 T
                artifacts T
                publish       2 T

                churn 1.1.0, run %s2: published, 2 rows, now current
                """.formatted(RUN));
    }

    @Test
    @Order(3)
    void shouldTellHowAllIs() throws Exception {
        Typed status = Typed.slipway("status", "churn", "-e", "staging");

        assertThat(status.out())
                .contains(RUN + "2  published", "$0.007", "rmse 0.38", "82.0 s")
                .doesNotContain("!");
        Map<String, Object> model = only(json("status", "--json"), "models");
        assertThat(model.keySet())
                .containsExactly("environment", "model", "file", "deployed", "lastRun", "current", "held", "drift");
        assertThat(model).containsEntry("drift", List.of()).containsEntry("held", null);
        assertThat((Map<?, ?>) model.get("lastRun"))
                .extracting("run", "state", "rows", "seconds")
                .containsExactly(RUN + "2", "published", 2, 82.0);
        assertThat((Map<?, ?>) model.get("current")).extracting("seq", "who").containsExactly(2, "slipway_job");
    }

    @Test
    @Order(4)
    void shouldListRunsAndShowOne() throws Exception {
        assertThat(Typed.slipway("runs", "-e", "staging").out())
                .containsSubsequence(RUN + "2  churn  1.1.0", RUN + "1  churn  1.0.0");
        assertThat(Typed.slipway("runs", "show", RUN + "2", "-e", "staging").out())
                .contains(
                        "run           " + RUN + "2\n",
                        "model         churn 1.1.0\n",
                        "as of         2026-11-20 06:00\n",
                        "started by    ann\n",
                        "now current");
        assertThat(json("runs", "show", RUN + "2", "-e", "staging", "--json"))
                .containsEntry("state", "published")
                .containsKey("facts");
        assertThat(Typed.slipway("runs", "show", "nobody", "-e", "staging"))
                .returns(78, Typed::code)
                .returns(
                        "slipway: there is no run nobody in staging of churn; 'slipway runs -e staging' lists them\n",
                        Typed::err);
    }

    @Test
    @Order(5)
    void shouldFetchArtifactsWithTheirChecksums() throws Exception {
        Path out = folder.resolve("fetched");
        assertThat(Typed.slipway("artifacts", "list", RUN + "2", "-e", "staging")
                        .out())
                .contains("predictions.csv", "run.json");

        Typed got = Typed.slipway("artifacts", "get", RUN + "2", "-e", "staging", "--output", out.toString());

        assertThat(got.code()).as(got.err()).isZero();
        assertThat(got.out()).contains("predictions.csv, 0.0 kB, checked", "run.json, ", ", has no checksum");
        assertThat(out.resolve("predictions.csv")).hasContent("id,value\na,10\nb,20\n");
        desk.cloud().moto().put("artifacts", "runs/churn/" + RUN + "2/predictions.csv", "id,value\na,10\nb,99\n");
        Typed changed =
                Typed.slipway("artifacts", "get", RUN + "2", "predictions.csv", "-e", "staging", "--output", out + "2");
        assertThat(changed).returns(65, Typed::code);
        assertThat(changed.err()).contains("expected sha256 ", "; somebody has changed it");
        assertThat(out.resolveSibling("fetched2")).isEmptyDirectory();
        desk.cloud()
                .fake()
                .faults()
                .next("S3 GET", 3, Fault.slow(Duration.ZERO))
                .next("S3 GET", Fault.cut());
        Typed cut = Typed.slipway("artifacts", "get", RUN + "2", "run.json", "-e", "staging", "--output", out + "2");
        assertThat(cut).returns(75, Typed::code);
        assertThat(cut.err()).contains("run.json: cannot be fetched: ", "the connection broke off after ");
        assertThat(out.resolveSibling("fetched2")).isEmptyDirectory();
        desk.cloud().moto().put("artifacts", "runs/churn/" + RUN + "2/predictions.csv", "id,value\na,10\nb,20\n");
    }

    @Test
    @Order(6)
    void shouldPrintTheLogAndPredictions() throws Exception {
        assertThat(Typed.slipway("logs", RUN + "2", "-e", "staging").out())
                .isEqualTo("fetch: 1 rows\npredict: 2 rows\nartifacts\npublish: 2 rows\n");
        assertThat(Typed.slipway("predictions", "churn", "-e", "staging").out()).isEqualTo("""
                id  value
                ──  ─────
                a   10.0
                b   20.0

                2 rows of run %s2
                """.formatted(RUN));
        assertThat(json("predictions", "churn", "-e", "staging", "--limit", "1", "--json"))
                .containsEntry("fields", List.of("id", "value"))
                .containsEntry("rows", List.of(List.of("a", 10.0)));
    }

    @Test
    @Order(7)
    void shouldCopyToTheApplication() throws Exception {
        Typed copy = Typed.slipway("copy", "-e", "staging");

        assertThat(copy.code()).as(copy.err()).isZero();
        assertThat(copy.err()).isEqualTo("copying what is behind to the application of staging\n");
        assertThat(copy.out()).contains("churn  " + RUN + "2     2");
        assertThat(desk.application()).containsExactly("a|10", "b|20");
    }

    @Test
    @Order(8)
    void shouldRollBackAndSayHowToPutTheVersionBackAndRelease() throws Exception {
        Typed back = Typed.slipway("rollback", "churn", "-e", "staging", "--reason", "far too high");

        assertThat(back.code()).as(back.err()).isZero();
        assertThat(back.out()).isEqualTo("""
                churn 1.0.0, run %s1 (as of 2026-11-19 06:00) is current now, as change 3
                Table  Shows run                             Rows
                ─────  ────────────────────────────────────  ────
                churn  %s1     2

                Version 1.1.0 is held: its runs are published, but readers do not see them.
                To put the version back:  environments/staging.yaml:9: version: 1.0.0
                To let it run again:      slipway rollback churn -e staging --release
                """.formatted(RUN, RUN));
        assertThat(desk.application()).containsExactly("a|1", "b|2");
        assertThat(Typed.slipway("status", "-e", "staging").out())
                .contains(
                        "! churn in staging: readers see the run " + RUN + "1 (1.0.0)",
                        "! churn in staging: version 1.1.0 is held by ",
                        ": far too high");

        Typed held = Typed.slipway("run", "churn", "-e", "staging", "--as-of", "2026-11-21");
        assertThat(held.code()).isZero();
        assertThat(held.out()).contains("published, 2 rows, but held: version 1.1.0 is held since");

        assertThat(Typed.slipway("rollback", "churn", "-e", "staging", "--release", "-r", "mended")
                        .out())
                .isEqualTo("churn, major version 1: no version is held any more; its next run may become current\n");
        assertThat(Typed.slipway("rollback", "churn", "-e", "staging", "--release", "-r", "again"))
                .returns(78, Typed::code)
                .returns("slipway: releasing churn: churn, major version 1: no version is held\n", Typed::err);
    }

    @Test
    @Order(9)
    void shouldGoBackWithinAVersionAndSayWhatIsHeldAndWhatIsNotCopied() throws Exception {
        desk.cloud()
                .fake()
                .faults()
                .next("Invoke", Fault.slow(Duration.ZERO))
                .next("Invoke", Fault.refused(400, "InvalidParameterValueException", "no"));
        Typed forward = Typed.slipway("rollback", "churn", "-e", "staging", "--to", RUN + "3", "-r", "it was right");
        assertThat(forward.code()).isEqualTo(78);
        assertThat(forward.err())
                .contains("slipway: run " + RUN + "3 is current now, but it is not copied: ")
                .endsWith("; 'slipway copy churn -e staging' does that alone\n");
        assertThat(Typed.slipway("runs", "show", RUN + "3", "-e", "staging").out())
                .as("it was held, and is no more")
                .endsWith("published, 2 rows, now current\n");
        assertThat(Typed.slipway("status", "-e", "staging").out()).doesNotContain("!");

        Typed next = Typed.slipway("run", "churn", "-e", "staging", "--as-of", "2026-11-22");
        assertThat(next.out()).contains("published, 2 rows, now current");

        Typed back = Typed.slipway("rollback", "churn", "-e", "staging", "-r", "odd");
        assertThat(back.out())
                .startsWith("churn 1.1.0, run " + RUN + "3 (as of 2026-11-21 00:00) is current now, as change 6\n")
                .contains("\nVersion 1.1.0 is held: ", "\nTo let it run again: ")
                .doesNotContain("To put the version back");
        assertThat(Typed.slipway("runs", "show", RUN + "4", "-e", "staging").out())
                .endsWith("published, 2 rows; readers see run " + RUN + "3 (1.1.0)\n");

        Map<String, Object> last =
                json("rollback", "churn", "-e", "staging", "--to", RUN + "4", "-r", "the newest", "--json");
        assertThat(last).containsEntry("held", null).containsOnlyKeys("change", "held", "copied", "warning");
        assertThat(Typed.slipway("copy", "-e", "staging").out()).contains("churn  " + RUN + "4     2");
    }

    @Test
    @Order(10)
    void shouldRollBackAnotherMajorThanTheFilesAndLeaveTheApplication() throws Exception {
        desk.files().edit("staging", text -> text.replace("version: 1.1.0", "version: 2.0.0"));
        try {
            Typed old = Typed.slipway("rollback", "churn", "-e", "staging", "--major", "1", "-r", "for the others");

            assertThat(old.out())
                    .contains(
                            "churn 1.1.0, run " + RUN + "3 ",
                            "\nNothing is copied: the file copies major version 2 alone.\n",
                            " -e staging --major 1 --release")
                    .doesNotContain("Shows run", "To put the version back");
            assertThat(old.err()).isEmpty();
        } finally {
            desk.files().edit("staging", text -> text.replace("version: 2.0.0", "version: 1.1.0"));
        }
    }

    @Test
    @Order(11)
    void shouldTellWhatWasCurrentOnADay() throws Exception {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        Typed on = Typed.slipway("runs", "--on", today, "-e", "staging");

        assertThat(on.code()).as(on.err()).isZero();
        assertThat(on.out())
                .containsSubsequence(
                        RUN + "1",
                        "slipway_job  published",
                        RUN + "2",
                        "slipway_job  published",
                        RUN + "1",
                        "far too high");
        assertThat(json("runs", "--on", "2020-01-01", "-e", "staging", "--json"))
                .containsEntry("current", List.of());
        assertThat(Typed.slipway("runs", "--on", "yesterday", "-e", "staging"))
                .returns(64, Typed::code)
                .returns(
                        "slipway: --on: expected a day (UTC) such as 2026-11-20 or a moment such as"
                                + " 2026-11-20T06:00:00Z, got \"yesterday\"\n",
                        Typed::err);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> only(Map<String, Object> json, String list) {
        return ((List<Map<String, Object>>) json.get(list)).get(0);
    }
}
