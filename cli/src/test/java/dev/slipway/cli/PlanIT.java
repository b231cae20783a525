package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.cli.desk.Desks;
import dev.slipway.cli.desk.Promoted;
import dev.slipway.desk.Sources;
import dev.slipway.desk.fake.Fault;
import dev.slipway.images.ImageTar;
import dev.slipway.images.LocalRegistry;
import dev.slipway.images.TinyImages;
import dev.slipway.images.registry.Patience;
import dev.slipway.images.registry.Push;
import dev.slipway.images.registry.PushProgress;
import dev.slipway.images.registry.RegistryAddress;
import dev.slipway.job.AwsServer;
import dev.slipway.releases.Names;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** {@code slipway plan} and {@code slipway promote}, from what is typed to what is printed and written. */
class PlanIT {
    private static final String TWO = "{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"value\",\"type\":\"double\"}";
    private static final String THREE = TWO + ",{\"name\":\"why\",\"type\":\"string\",\"nullable\":true}";
    private static final String ONE = "{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"other\",\"type\":\"double\"}";

    private static AwsServer moto;

    @TempDir
    Path folder;

    private DeskDay day;
    private String old;

    @BeforeAll
    static void startEmulator() throws Exception {
        moto = AwsServer.start();
    }

    @AfterAll
    static void stopEmulator() {
        if (moto != null) {
            moto.close();
        }
    }

    @BeforeEach
    void open(TestInfo test) throws Exception {
        day = new DeskDay(
                folder, moto, "b-" + Integer.toHexString(test.getDisplayName().hashCode()));
        old = day.push("1.0.0", TWO, Map.of());
        secret("staging");
        secret("prod");
    }

    @AfterEach
    void close() {
        if (day != null) {
            day.close();
        }
    }

    @Test
    void shouldSayThatNothingChanges() {
        Typed typed = Typed.slipway("plan");
        assertThat(typed.err()).isEmpty();
        assertThat(typed.out()).isEqualTo("No model changes in prod, staging against what is deployed.\n");
        assertThat(typed.code()).isZero();
    }

    @Test
    void shouldTellAGoodBumpAgainstWhatIsDeployedAndAgainstACommit() throws Exception {
        String digest = day.push("1.1.0", THREE, Map.of());
        day.edit("staging", "1.1.0");
        String sentence = "churn 1.0.0 → 1.1.0 in staging: +1 field (why), copy unaffected, no metrics, "
                + digest.substring(0, 19) + "…\n1 change in staging against ";

        assertThat(Typed.slipway("plan", "-e", "staging"))
                .isEqualTo(new Typed(0, sentence + "what is deployed, no rule broken.\n", ""));
        assertThat(Typed.slipway("plan", "-e", "staging", "--against", "HEAD"))
                .isEqualTo(new Typed(0, sentence + "HEAD, no rule broken.\n", ""));
        assertThat(JSON.std.mapFrom(
                        Typed.slipway("plan", "-e", "staging", "--json").out()))
                .containsEntry("good", true)
                .containsEntry("against", "what is deployed");
        assertThat(Typed.slipway("plan", "--against", day.first(), "--markdown").out())
                .startsWith("### Slipway plan\n\n- ✅ churn 1.0.0 → 1.1.0 in staging: ");
    }

    @Test
    void shouldCompareWhatPushedImagesScoredOnTheSameGoldenSet() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start()) {
            day.cloud.ecr().behind(registry.host());
            pushed(registry, "1.0.0", "a", 0.41);
            String digest = pushed(registry, "1.1.0", "a", 0.38);
            pushed(registry, "1.1.1", "b", 0.2);
            day.edit("staging", "1.1.0");
            day.edit("prod", "1.1.1");

            assertThat(Typed.slipway("plan", "-e", "staging").out())
                    .startsWith("churn 1.0.0 → 1.1.0 in staging: same fields, copy unaffected, rmse 0.41 → 0.38, "
                            + digest.substring(0, 19) + "…\n");
            assertThat(Typed.slipway("plan", "-e", "prod").out())
                    .contains("copy unaffected, metrics not comparable (another golden set), sha256:");
            assertThat(Typed.slipway("plan", "-e", "staging", "--registry", registry.host() + "/slipway")
                            .out())
                    .startsWith("churn 1.0.0 → 1.1.0 in staging: same fields, copy unaffected, rmse 0.41 → 0.38, ")
                    .contains("  note: nobody knows whether " + registry.host()
                            + "/slipway/churn:1.1.0 may be overwritten: its registry cannot be asked\n");
            promotes(registry, digest);
        }
    }

    private void promotes(LocalRegistry registry, String digest) throws Exception {
        String[] promote = {
            "promote", "churn", "--from", "staging", "--to", "prod", "--registry", registry.host() + "/slipway"
        };
        day.edit("prod", "1.0.0");
        assertThat(Typed.slipway(promote)).returns(1, Typed::code);
        day.ran("good", "1.1.0", digest, 0);
        assertThat(Typed.slipway(promote).out())
                .startsWith("environments/prod.yaml:9: churn 1.0.0 → 1.1.0, " + digest + "\n");
        day.edit("prod", "1.0.0");
        promote[promote.length - 1] = registry.host() + "/elsewhere";
        assertThat(Typed.slipway(promote).out())
                .contains("BROKEN tag: there is no " + registry.host() + "/elsewhere/churn:1.1.0");
    }

    private String pushed(LocalRegistry registry, String version, String golden, double rmse) {
        String manifest = """
                {"spec":"1.0","name":"churn","version":"%s","key":["id"],"input":[{"name":"id","type":"string"}],\
                "output":[%s],"actuals":{"value":"truth"},"goldenSha256":"%s",\
                "metrics":[{"metric":"rmse","field":"value","max":0.45}]}""".formatted(version, TWO, golden.repeat(64));
        Path tar = TinyImages.script("exit 64")
                .label(ImageTar.MANIFEST_LABEL, manifest)
                .tar("slipway-plan-it:" + version, folder.resolve(version + ".tar"));
        try (ImageTar image = ImageTar.open(tar)) {
            RegistryAddress address = RegistryAddress.parse(registry.host() + "/slipway");
            return new Push(address, Optional.empty(), "", Patience.DEFAULT, PushProgress.NONE)
                    .push(image, Map.of("rmse", rmse))
                    .digest();
        }
    }

    @Test
    void shouldEndWithOneWhereRulesAreBroken() throws Exception {
        day.push("1.0.1", ONE, Map.of());
        day.edit("prod", "1.0.1");

        Typed typed = Typed.slipway("plan");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.out().lines().filter(line -> line.startsWith("  BROKEN")))
                .containsExactly(
                        "  BROKEN number: 1.0.0 to 1.0.1 is a patch version, but output field value is gone (major);"
                                + " 1.0.0 to 1.0.1 is a patch version, but output field other is new and never null"
                                + " (major)",
                        "  BROKEN copy: copy names value, which 1.0.1 does not give; it gives id, other",
                        "  BROKEN order: staging has no successful run of churn 1.0.1");
    }

    @Test
    void shouldTellMistakesOfWhatIsTyped() {
        assertThat(Typed.slipway("plan", "-e", "stagin").err())
                .isEqualTo("slipway: there is no environment stagin; known are prod, staging; did you mean"
                        + " staging?\n");
        assertThat(Typed.slipway("plan", "--against", "nowhere"))
                .returns(64, Typed::code)
                .extracting(Typed::err)
                .asString()
                .startsWith("slipway: --against: expected a commit such as origin/main, got \"nowhere\"");
        assertThat(Typed.slipway("plan", "--json", "--markdown").code()).isEqualTo(64);
        assertThat(Typed.slipway("promote", "churn", "--from", "prod", "--to", "prod")
                        .code())
                .isEqualTo(64);
        assertThat(Typed.slipway("promote", "other", "--from", "staging", "--to", "prod")
                        .err())
                .isEqualTo("slipway: staging runs no model other; there are churn\n");
    }

    @Test
    void shouldTellAllMistakesOfAllFiles() throws Exception {
        day.edit("staging", "v2");
        day.edit("prod", "v3");

        Typed typed = Typed.slipway("plan");

        assertThat(typed.code()).isEqualTo(78);
        assertThat(typed.err()).contains("prod.yaml:9: ", "\"v3\"", "staging.yaml:9: ", "\"v2\"");
    }

    @Test
    void shouldChangeNothingWhereTheRegistryIsAway() throws Exception {
        day.edit("staging", "1.1.0");
        String before = day.file("prod");
        day.cloud.faults().next("BatchGetImage", 8, Fault.cut());

        Typed typed = Typed.slipway("promote", "churn", "--from", "staging", "--to", "prod");

        assertThat(typed.code()).isEqualTo(75);
        assertThat(day.file("prod")).isEqualTo(before);
    }

    @Test
    void shouldPromoteWhatHasRunAndNothingElse() throws Exception {
        String digest = day.push("1.1.0", THREE, Map.of());
        day.edit("staging", "1.1.0");
        String before = day.file("prod");

        Typed early = Typed.slipway("promote", "churn", "--from", "staging", "--to", "prod");
        assertThat(early)
                .isEqualTo(new Typed(
                        1,
                        "churn 1.1.0 may not go from staging to prod, nothing was written\n"
                                + "  BROKEN order: staging has no successful run of churn 1.1.0\n"
                                + "    → 'slipway run churn -e staging' once it is deployed there, then try again\n",
                        ""));
        day.ran("failed", "1.1.0", digest, 70);
        day.ran("another", "1.1.0", old, 0);
        assertThat(Typed.slipway("promote", "churn", "--from", "staging", "--to", "prod"))
                .returns(1, Typed::code)
                .extracting(Typed::out)
                .asString()
                .contains("with another content, " + old + ", not " + digest);
        assertThat(day.file("prod")).isEqualTo(before);

        day.ran("good", "1.1.0", digest, 0);
        Typed typed = Typed.slipway("promote", "churn", "--from", "staging", "--to", "prod");
        assertThat(typed)
                .isEqualTo(new Typed(
                        0,
                        "environments/prod.yaml:9: churn 1.0.0 → 1.1.0, " + digest
                                + "\n'slipway plan -e prod' tells what that changes.\n",
                        ""));
        assertThat(day.file("prod")).isEqualTo(before.replace("\"1.0.0\"", "\"1.1.0\""));
        assertThat(Typed.slipway("plan", "-e", "prod").code()).isZero();
        Map<String, Object> again =
                JSON.std.mapFrom(Typed.slipway("promote", "churn", "--from", "staging", "--to", "prod", "--json")
                        .out());
        assertThat(again)
                .containsEntry("to", "1.1.0")
                .containsEntry("written", false)
                .containsEntry("refused", null)
                .containsEntry("line", 9);
    }

    /** Both have read the file and looked at the source before either writes. */
    @Test
    void shouldLetOneOfTwoPromotionsAtOnceThroughAndRefuseTheOther() throws Exception {
        day.ran("good", "1.1.0", day.push("1.1.0", THREE, Map.of()), 0);
        day.edit("staging", "1.1.0");
        String before = day.file("prod");
        day.cloud.faults().next("BatchGetImage", 2, Fault.meeting(new CyclicBarrier(2)));
        Callable<Promoted> promotion = () -> Promoted.of(
                Checkout.find(), new Desks(Checkout.find()), Sources::registry, DeskDay.CHURN, "staging", "prod");

        ExecutorService people = Executors.newFixedThreadPool(2);
        List<String> refused = new ArrayList<>();
        List<Promoted> done = new ArrayList<>();
        try {
            for (Future<Promoted> each : people.invokeAll(List.of(promotion, promotion))) {
                try {
                    done.add(each.get());
                } catch (ExecutionException failed) {
                    refused.add(failed.getCause().getMessage());
                }
            }
        } finally {
            people.shutdownNow();
        }

        assertThat(done).singleElement().extracting(Promoted::refused).isEqualTo(Optional.empty());
        assertThat(refused)
                .singleElement()
                .asString()
                .contains("prod.yaml:9: models.churn.version: someone else is changing or has changed the file");
        assertThat(day.file("prod")).isEqualTo(before.replace("\"1.0.0\"", "\"1.1.0\""));
    }

    @Test
    void shouldTellThatAModelLeaves() throws Exception {
        day.remove("staging");

        String sentence = "churn 1.0.0 leaves staging: it is no longer scheduled or copied; its runs and tables stay as"
                + " they are\n1 change in staging against ";
        assertThat(Typed.slipway("plan", "-e", "staging"))
                .isEqualTo(new Typed(0, sentence + "what is deployed, no rule broken.\n", ""));
        assertThat(Typed.slipway("plan", "-e", "staging", "--against", "HEAD").out())
                .isEqualTo(sentence + "HEAD, no rule broken.\n");
        assertThat(Typed.slipway("plan", "-e", "staging", "--markdown").out())
                .contains("\n- 🗑 churn 1.0.0 leaves staging: ");
        assertThat(Typed.slipway("plan", "-e", "staging", "--json").out())
                .contains("\"removed\":[{\"environment\":\"staging\",\"model\":\"churn\",\"version\":\"1.0.0\",");
    }

    private static void secret(String environment) {
        try (SsmClient ssm = SsmClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            ssm.putParameter(put -> put.name(new Names(environment).password("analytics", "job"))
                    .value("x")
                    .type(ParameterType.SECURE_STRING)
                    .overwrite(true));
        }
    }
}
