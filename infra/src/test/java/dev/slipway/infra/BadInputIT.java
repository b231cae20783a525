package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files with mistakes, given to the app as {@code cdk synth} starts it: in a JVM of its own. */
class BadInputIT {
    private static final String MISTAKES = """
            account: 222222222222
            region: Frankfurt
            protekt: true
            protect: yes
            network: {egress: internet, zones: 3}
            application: {create: false}
            notify: [ml@example]
            models:
              Churn:
                version: 1.0.0
              audience-forecast:
                version: v1.0
                schedule: {cron: "0 6 * * *", timezone: Berlin}
                input: feeds/programmes/
                compute: {size: huge, timeout: 3s}
                variables: {SLIPWAY_RUN_ID: x}
                limits: {rejects: 200%, minRows: -1, rowChange: lots}
                keep: 1
                copy: {table: Audience, mode: append, fields: []}
            """;

    private final Checkout checkout = Checkout.copy();

    @AfterEach
    void delete() {
        checkout.delete();
    }

    @Test
    void shouldListEveryMistakeOfEveryFileBeforeJsiiStarts() throws Exception {
        Files.writeString(checkout.folder().resolve("environments/staging.yaml"), MISTAKES);
        Files.writeString(checkout.folder().resolve("environments/qa.YAML"), MISTAKES);
        checkout.edit("environments/prod.yaml", "keep: 60", "keep: 600").edit("slipway.yaml", "tags:", "tag:");

        Run run = run("-Xlog:class+load:file=" + checkout.folder().resolve("classes.log"));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output().lines())
                .allMatch(line -> line.matches("(slipway\\.yaml|staging\\.yaml|prod\\.yaml|qa\\.YAML):\\d+: .*"))
                .hasSizeGreaterThan(22)
                .doesNotHaveDuplicates();
        assertThat(run.output())
                .contains(
                        "slipway.yaml:3: tag: unknown key",
                        "did you mean tags?",
                        "staging.yaml:1: account: expected text such as \"222222222222\", got 222222222222",
                        "staging.yaml:2: region: expected an AWS region such as eu-central-1, got \"Frankfurt\"",
                        "staging.yaml:3: protekt: unknown key",
                        "staging.yaml:4: protect: expected true or false",
                        "staging.yaml:5: network.egress: expected one of endpoints, nat, got \"internet\"",
                        "staging.yaml:5: network.zones: expected a whole number from 1 to 2",
                        "staging.yaml:6: application.create: expected true",
                        "staging.yaml:7: notify[0]: expected an e-mail address",
                        "staging.yaml:9: models.Churn: expected lower-case words",
                        "staging.yaml:12: models.audience-forecast.version: expected MAJOR.MINOR.PATCH",
                        "models.audience-forecast.schedule.cron: expected the six fields",
                        "models.audience-forecast.schedule.timezone: expected UTC or a time zone",
                        "models.audience-forecast.input: expected s3://bucket/prefix/",
                        "models.audience-forecast.compute.size: expected one of small, medium, large, xlarge",
                        "models.audience-forecast.compute.timeout: expected minutes or hours",
                        "models.audience-forecast.variables.SLIPWAY_RUN_ID: ",
                        "models.audience-forecast.limits.rejects: expected a share",
                        "models.audience-forecast.limits.minRows: expected a whole number",
                        "models.audience-forecast.limits.rowChange: expected a share",
                        "models.audience-forecast.keep: expected a whole number from 2 to 200",
                        "models.audience-forecast.copy.table: expected a table's name",
                        "models.audience-forecast.copy.mode: expected one of replace, merge",
                        "models.audience-forecast.copy.fields: expected at least one field",
                        "qa.YAML:1: expected a file named after its environment",
                        "prod.yaml:15: models.audience-forecast.keep: expected a whole number from 2 to 200 such as 30, got 600");
        assertThat(Files.readString(checkout.folder().resolve("classes.log")))
                .contains("dev.slipway.infra.SlipwayApp")
                .doesNotContain("software.amazon.jsii", "software.amazon.awscdk", "software.constructs");
    }

    @Test
    void shouldSayWhichFolderIsMissing() throws Exception {
        Path empty = Files.createDirectory(checkout.folder().resolve("empty"));

        Run run = run("-Dslipway.home=" + empty);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output())
                .isEqualTo("slipway.yaml:1: expected a file, there is none at " + empty.resolve("slipway.yaml") + "\n"
                        + "environments:1: expected a folder with a file for each environment, there is none at "
                        + empty.resolve("environments") + "\n");
    }

    private Run run(String option) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path output = Files.createTempFile("app", ".txt");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                java.toString(),
                "-Dslipway.home=" + checkout.folder(),
                option,
                "-cp",
                System.getProperty("java.class.path"),
                SlipwayApp.class.getName()));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    private record Run(int exit, String output) {}
}
