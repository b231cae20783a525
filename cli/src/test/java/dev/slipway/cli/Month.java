package dev.slipway.cli;

import dev.slipway.cli.desk.DoctorCommand;
import dev.slipway.desk.doctor.Finding;
import dev.slipway.desk.fake.TestCheckout;
import dev.slipway.desk.fake.TestCloud;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** A checkout of two models in three environments, under git, and their cloud, where it is March 2025. */
final class Month implements AutoCloseable {
    static final ModelName CHURN = new ModelName("churn");
    static final ModelName DEMAND = new ModelName("demand");
    static final List<String> ENVIRONMENTS = List.of("dev", "staging", "prod");

    final Map<String, TestCloud> clouds = new LinkedHashMap<>();
    final Transcript transcript;
    private final TestCheckout checkout;

    Month(Path folder) throws Exception {
        checkout = TestCheckout.in(folder.resolve("checkout"));
        transcript = new Transcript(folder);
        for (ModelName model : List.of(CHURN, DEMAND)) {
            checkout.model(model.value(), "1.0.0", "id: string, value: double");
        }
        for (String environment : ENVIRONMENTS) {
            checkout.environment(environment, """
                    churn:                 # who leaves
                      version: 1.0.0
                      schedule: {cron: "0 6 * * ? *", timezone: UTC}
                      input: s3://feeds/churn/{asOf}/
                      compute: {size: small, timeout: 1h}
                      limits: {rejects: 1%, minRows: 1, rowChange: 30%}
                      keep: 30
                      copy: {table: churn, mode: replace, fields: [id, value]}
                    demand:                # how much is bought
                      version: 1.0.0
                      input: s3://feeds/demand/{asOf}/
                      compute: {size: medium, timeout: 1h}
                      limits: {rejects: 1%, minRows: 1, rowChange: 30%}
                      keep: 30
                      copy: {table: demand, mode: replace, fields: [id, value]}
                    """);
        }
        checkout.commit();
        System.setProperty("slipway.home", checkout.home().toString());
        System.setProperty("slipway.pause", "1");
        clouds.put("dev", new TestCloud("dev", folder));
        clouds.get("dev").fake().steady();
        clouds.put("staging", clouds.get("dev").another("staging"));
        clouds.put("prod", clouds.get("dev").another("prod"));
        clouds.values().forEach(cloud -> cloud.copies("[" + copy(CHURN) + "," + copy(DEMAND) + "]"));
    }

    private static String copy(ModelName model) {
        return "{\"model\":\"" + model + "\",\"major\":1,\"table\":\"" + model
                + "\",\"mode\":\"replace\",\"fields\":[\"id\",\"value\"],\"indexes\":[]}";
    }

    /** It is this day, at six. */
    void day(int day) {
        clouds.get("dev").fake().time().set(Instant.parse("2025-03-%02dT06:00:00Z".formatted(day)));
        transcript.day("2025-03-%02d".formatted(day));
    }

    /** Pushes an image; more fields follow {@code id} and {@code value: double}. */
    void push(ModelName model, String version, String output, Map<String, Double> metrics, String... rows) {
        Manifest manifest = Manifest.parse("{\"spec\":\"1.0\",\"name\":\"" + model + "\",\"version\":\"" + version
                + "\",\"key\":[\"id\"],\"input\":[{\"name\":\"id\",\"type\":\"string\"}],\"output\":["
                + "{\"name\":\"id\",\"type\":\"string\"}," + output + "]}");
        clouds.get("dev").push(manifest, Map.of(), metrics, rows);
    }

    /** Edits a version by hand, as the line that a person changes. */
    void edit(String environment, ModelName model, String version) throws IOException {
        checkout.edit(
                environment, text -> text.replaceFirst("(?s)(  " + model + ":.*?version: )[0-9.]+", "$1" + version));
        transcript.note("environments/" + environment + ".yaml: " + model + ": version: " + version);
    }

    /** 'cdk deploy', as far as this cloud knows of it. */
    void deploy(String environment, ModelName model, String version) {
        clouds.get(environment).deploy(model, version, "30%");
        transcript.note("cdk deploy: " + model + " " + version + " in " + environment);
    }

    /** The schedule's time has come. */
    void scheduled(String environment, ModelName model, int day) {
        clouds.get(environment).scheduled(model, "2025-03-%02dT06:00:00Z".formatted(day));
        transcript.note("the schedule runs " + model + " in " + environment);
    }

    /** Types a command, whose exit code is known. */
    Typed type(int code, String... arguments) {
        return transcript.add(code, Typed.slipway(arguments), arguments);
    }

    /** Types a doctor's command, whom each test's machine tells the same. */
    Typed doctor(int code, String... arguments) {
        List<Finding> machine = List.of(
                Finding.ok("java", "17.0.15, /usr/lib/jvm/java-17"),
                Finding.ok("engine", "answers"),
                Finding.ok("node", "v20.19.2"));
        Typed typed = Typed.of(() -> new CommandLine(new DoctorCommand(() -> machine)), arguments);
        return transcript.add(
                code,
                typed,
                Stream.concat(Stream.of("doctor"), Stream.of(arguments)).toArray(String[]::new));
    }

    Typed typing(int code, String input, String... arguments) {
        return transcript.add(code, DeskCheckout.typing(input, arguments), arguments);
    }

    List<String> application(String environment, String table) {
        return clouds.get(environment)
                .databases()
                .application("SELECT id, value FROM predictions." + table + " ORDER BY id");
    }

    @Override
    public void close() {
        System.clearProperty("slipway.home");
        System.clearProperty("slipway.pause");
        if (clouds.containsKey("dev")) {
            clouds.get("dev").close();
        }
    }
}
