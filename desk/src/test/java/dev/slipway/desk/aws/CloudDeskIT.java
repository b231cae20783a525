package dev.slipway.desk.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.desk.Change;
import dev.slipway.desk.Copies.Copied;
import dev.slipway.desk.Copies.Progress;
import dev.slipway.desk.Desk;
import dev.slipway.desk.History;
import dev.slipway.desk.Hold;
import dev.slipway.desk.LedgerCalls.Rolled;
import dev.slipway.desk.LedgerCalls.Rows;
import dev.slipway.desk.Parameters.Secret;
import dev.slipway.desk.RunFacts;
import dev.slipway.desk.RunFiles.Artifact;
import dev.slipway.desk.fake.Fault;
import dev.slipway.desk.fake.TestCloud;
import dev.slipway.inference.ModelName;
import dev.slipway.releases.Environment;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * What the job, the ledger and the ETL really leave and answer, read as the desk reads it. Each test has a model of its
 * own.
 */
class CloudDeskIT {
    @TempDir
    private static Path folder;

    private static TestCloud cloud;

    @BeforeAll
    static void open() throws Exception {
        cloud = new TestCloud("staging", folder);
    }

    @AfterAll
    static void close() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void shouldReadRunsAndTheirFilesTheNewestFirst() throws Exception {
        ModelName model = deployed("files", "1.0.0", "a,1.5", "b,2");
        String first = run(model, "2026-11-19T06:00:00Z");
        String second = run(model, "2026-11-20T06:00:00Z");
        Desk desk = Staging.desk("files");

        RunFacts facts = desk.runs().find(model, first).orElseThrow();
        assertThat(facts.succeeded()).isTrue();
        assertThat(facts.state()).isEqualTo("published");
        assertThat(facts.version()).get().hasToString("1.0.0");
        assertThat(facts.number("rowsPublished")).hasValue(2);
        assertThat(facts.imageDigest()).get().asString().startsWith("sha256:");
        assertThat(facts.manifest()).contains(Staging.manifest(model, "1.0.0"));
        assertThat(facts.metrics()).containsEntry("rmse", 0.41);
        // S3 tells times in seconds, and two runs of this test take less.
        assertThat(ids(desk, model)).containsExactlyInAnyOrder(first, second);
        assertThat(desk.runs().artifacts(model, second))
                .extracting(Artifact::name)
                .containsExactly("_SUCCESS", "predictions.csv", "rejects.csv", "report.json", "run.json");
        assertThat(desk.runs().artifacts(model, second))
                .filteredOn(artifact -> artifact.sha256() != null)
                .extracting(Artifact::name)
                .containsExactly("predictions.csv", "rejects.csv", "report.json");
        try (InputStream content = desk.runs().open(model, second, "predictions.csv")) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("id,value\na,1.5\nb,2\n");
        }
        assertThat(desk.runs().find(model, "no-such-run")).isEmpty();
        assertThat(desk.runs().artifacts(model, "no-such-run")).isEmpty();
    }

    @Test
    void shouldTellWhatIsCurrentAndWhatIsHeldWithoutTheDatabase() {
        ModelName model = deployed("told", "1.0.0", "a,1");
        String first = run(model, "2026-11-19T06:00:00Z");
        Instant between = Instant.now();
        deployed("told", "1.1.0", "a,9");
        String second = run(model, "2026-11-20T06:00:00Z");
        Desk desk = Staging.desk("told");
        assertThat(desk.changes().of(model).current(1)).get().returns(second, Change::runId);

        Rolled rolled = desk.ledger().rollback(model, 1, Optional.empty(), "ann", "too high");

        assertThat(rolled.warning()).isEmpty();
        assertThat(rolled.change()).returns(first, Change::runId).returns(3L, Change::seq);
        History history = desk.changes().of(model);
        assertThat(history.current(1)).contains(rolled.change());
        assertThat(history.currentOn(1, between)).get().returns(first, Change::runId);
        assertThat(history.changes(1)).extracting(Change::reason).containsExactly("published", "published", "too high");
        assertThat(history.held(1))
                .get()
                .returns("ann", Hold::who)
                .extracting(Hold::version)
                .hasToString("1.1.0");

        assertThat(desk.ledger().release(model, 1, "bob", "mended")).isEmpty();
        assertThat(desk.changes().of(model).held(1)).isEmpty();
        assertThatThrownBy(() -> desk.ledger().release(model, 1, "bob", "again"))
                .hasMessage("releasing told: told, major version 1: no version is held")
                .extracting("exitCode.code")
                .isEqualTo(78);
    }

    @Test
    void shouldShowPredictions() {
        ModelName model = deployed("shown", "1.0.0", "a,1.5", "b,2");
        String run = run(model, "2026-11-20T06:00:00Z");

        assertThat(Staging.desk("shown").ledger().predictions(model, 1, 20))
                .isEqualTo(new Rows(run, List.of("id", "value"), List.of(List.of("a", 1.5), List.of("b", 2.0))));
    }

    @Test
    void shouldNotRollBackTwiceThoughTheAnswerIsLost() {
        ModelName model = deployed("lost", "1.0.0", "a,1");
        List<String> runs = Stream.of("2026-11-18", "2026-11-19", "2026-11-20")
                .map(day -> run(model, day + "T06:00:00Z"))
                .toList();
        Desk desk = Staging.desk("lost");
        cloud.fake().faults().next("Invoke", Fault.cut());

        assertThatThrownBy(() -> desk.ledger().rollback(model, 1, Optional.empty(), "ann", "too high"))
                .hasMessageStartingWith("staging's Lambda (eu-central-1), asked to roll back lost, does not answer: ")
                .hasMessageEndingWith("whether it is done nobody knows here, 'slipway status' tells");

        assertThat(desk.changes().of(model).current(1)).get().returns(runs.get(1), Change::runId);
        cloud.fake().faults().next("Invoke", Fault.refused(429, "TooManyRequestsException", "Rate Exceeded."));
        assertThat(desk.ledger()
                        .rollback(model, 1, Optional.of(runs.get(0)), "ann", "still")
                        .change())
                .as("what has not begun is asked again")
                .returns(runs.get(0), Change::runId);
    }

    @Test
    void shouldCopyToTheApplicationUntilItIsComplete() {
        ModelName model = deployed("copied", "1.0.0", "a,1.5", "b,2");
        run(model, "2026-11-20T06:00:00Z");
        cloud.copies("[{\"model\":\"copied\",\"major\":1,\"table\":\"copied\",\"mode\":\"replace\","
                + "\"fields\":[\"id\",\"value\"],\"indexes\":[]}]");

        Progress progress = Staging.desk("copied").copies().start(Optional.of(model));

        assertThat(progress.complete()).isTrue();
        assertThat(progress.copies())
                .singleElement()
                .returns("copied", Copied::table)
                .returns(2L, Copied::rows)
                .returns(1L, Copied::seq);
        assertThat(cloud.databases().application("SELECT id, value FROM predictions.copied ORDER BY id"))
                .containsExactly("a|1.5", "b|2");
        assertThat(Staging.desk("copied").copies().start(Optional.empty()).complete())
                .as("all that is behind")
                .isTrue();
    }

    @Test
    void shouldHandAnUnfinishedAnswerBackAsItCame() {
        cloud.fake()
                .functions()
                .deploy(
                        "slipway-staging-etl",
                        (request, context) -> request.containsKey("left")
                                ? Map.of("complete", true, "copies", List.of())
                                : Map.of("complete", false, "copies", List.of(), "left", 7));
        Desk desk = Staging.desk("copied");

        Progress first = desk.copies().start(Optional.empty());

        assertThat(first.complete()).isFalse();
        assertThat(desk.copies().goOn(first).complete()).isTrue();
    }

    @Test
    void shouldSayThatAFunctionFailedOrIsNotThere() {
        cloud.fake().functions().deploy("slipway-staging-etl", (request, context) -> {
            throw new IllegalStateException("no such copy");
        });
        assertThatThrownBy(() -> Staging.desk("copied").copies().start(Optional.empty()))
                .hasMessage("slipway-staging-etl failed: no such copy; its log is /slipway/staging/functions/etl")
                .extracting("exitCode.code")
                .isEqualTo(70);
        Desk elsewhere = new CloudDesk(
                new Environment(
                        "prod",
                        Staging.project().registryAccount(),
                        Staging.project().registryRegion(),
                        true,
                        null,
                        null,
                        0,
                        List.of(),
                        Map.of()),
                Staging.project());
        assertThatThrownBy(() -> elsewhere.copies().start(Optional.empty()))
                .hasMessageContaining("Function not found")
                .hasMessageEndingWith("'cdk deploy' of the stage prod makes it");
        assertThatThrownBy(() -> elsewhere.changes().of(Staging.CHURN))
                .hasMessageStartingWith("no model of prod is deployed in 111111111111 (eu-central-1), so nobody knows");
    }

    @Test
    void shouldTellNamesAndAgesOfSecretsAndPutOnes() {
        Desk desk = Staging.desk("churn");
        Instant before = Instant.now().minus(Duration.ofSeconds(2));

        desk.parameters().put("/slipway/staging/analytics/job/password", "first");
        desk.parameters().put("/slipway/staging/analytics/job/password", "second");
        desk.parameters().put("/slipway/staging/application/app/password", "other");
        desk.parameters().put("/slipway/prod/analytics/job/password", "another environment's");
        try (SsmClient ssm = SsmClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            ssm.putParameter(put -> put.name("/slipway/staging/analytics/job/rotation")
                    .value("no secret")
                    .type(ParameterType.STRING));
        }

        assertThat(desk.parameters().list())
                .extracting(Secret::name, Secret::version)
                .containsExactly(
                        Tuple.tuple("/slipway/staging/analytics/job/password", 2L),
                        Tuple.tuple("/slipway/staging/application/app/password", 1L));
        assertThat(desk.parameters().list())
                .allSatisfy(secret -> assertThat(secret.changed()).isAfter(before));
        assertThat(cloud.fake().calls()).as("no value is read").noneMatch(call -> call.startsWith("GetParameter"));
    }

    /** A model whose runs predict these rows from now on. */
    private static ModelName deployed(String name, String version, String... rows) {
        ModelName model = new ModelName(name);
        cloud.push(Staging.manifest(model, version), Map.of(), Map.of("rmse", 0.41), rows);
        cloud.deploy(model, version);
        return model;
    }

    private static String run(ModelName model, String asOf) {
        return cloud.scheduled(model, asOf);
    }

    private static List<String> ids(Desk desk, ModelName model) {
        try (Stream<RunFacts> runs = desk.runs().newest(model)) {
            return runs.map(RunFacts::runId).toList();
        }
    }
}
