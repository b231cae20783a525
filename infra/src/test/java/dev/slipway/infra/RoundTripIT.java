package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real CDK CLI takes dev through its life against an emulator: bootstrap, deploy, bump, diff, deploy, destroy. A
 * deployment that ends well there shows nothing, because an emulator skips what it does not know; so the services are
 * asked what they have.
 */
class RoundTripIT {
    private static final String ACCOUNT = "333333333333";

    /** What moto does not have, or has only as a name that others refer to. */
    private static final Set<String> NOT_EMULATED = Set.of(
            "AWS::CloudWatch::Alarm",
            "AWS::CodeBuild::Project",
            "AWS::RDS::DBCluster",
            "AWS::RDS::DBClusterParameterGroup",
            "AWS::RDS::DBInstance",
            "AWS::RDS::DBSubnetGroup",
            "AWS::S3::BucketPolicy");

    @TempDir
    private Path folder;

    private final Checkout checkout = Checkout.copy();
    private Emulator emulator;
    private Services services;

    @BeforeEach
    void start() throws Exception {
        if (!Files.exists(cli())) {
            skip("there is no node_modules/aws-cdk; npm ci brings the CDK's command line");
        }
        Emulator.missing(System.getenv()).ifPresent(RoundTripIT::skip);
        emulator = Emulator.start(folder, ACCOUNT);
        services = new Services(Endpoint.of(emulator.environment()));
        // So that there is a schedule to be looked at, too.
        checkout.edit(
                "environments/dev.yaml",
                "    input: s3://feeds-dev/films/{asOf}/\n",
                "    input: s3://feeds-dev/films/{asOf}/\n"
                        + "    schedule: {cron: \"0 7 ? * MON *\", timezone: Europe/Berlin}\n");
        // The emulator is dev's account alone.
        Files.delete(checkout.folder().resolve("environments/staging.yaml"));
        Files.delete(checkout.folder().resolve("environments/prod.yaml"));
        Files.writeString(checkout.folder().resolve("cdk.json"), JSON.std.asString(settings()));
        for (String part : List.of("node_modules", "package.json", "scripts")) {
            Files.createSymbolicLink(checkout.folder().resolve(part), Checkout.HOME.resolve(part));
        }
    }

    private Map<String, Object> settings() throws IOException {
        String app = String.join(
                " ",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dslipway.home=" + checkout.folder(),
                SlipwayApp.class.getName());
        return Map.of("app", app, "context", Assembly.context(), "versionReporting", false);
    }

    @AfterEach
    void stop() {
        checkout.delete();
        if (emulator != null) {
            emulator.close();
        }
    }

    @Test
    void shouldTakeAnEnvironmentThroughItsLife() throws Exception {
        cdk("bootstrap", "aws://" + ACCOUNT + "/eu-central-1");
        cdk("deploy", "Dev/*", "--require-approval", "never");
        assertThat(services.stacks())
                .containsExactly(
                        "CDKToolkit CREATE_COMPLETE", "Dev-Storage CREATE_COMPLETE", "Dev-Workload CREATE_COMPLETE");
        shouldHaveWhatTheTemplatesSay();

        assertThat(again("diff", "Dev/*", "--method=template")).contains("Number of stacks with differences: 0");
        checkout.bump("dev", "film-gross", "1.0.0", "1.1.0");
        assertThat(diffOfThePullRequest().lines().filter(line -> line.matches(".*\\[[-+~]].*")))
                .anyMatch(line -> line.contains("[~] AWS::CodeBuild::Project"))
                .anyMatch(line -> line.matches(".*\\[-].*1\\.0\\.0.*"))
                .anyMatch(line -> line.matches(".*\\[\\+].*1\\.1\\.0.*"))
                .noneMatch(line -> line.contains("AWS::") && !line.contains("AWS::CodeBuild::Project"));
        again("deploy", "Dev/*", "--require-approval", "never");
        assertThat(again("diff", "Dev/*", "--method=template")).contains("Number of stacks with differences: 0");

        again("destroy", "Dev/*", "--force");
        assertThat(services.stacks()).hasSize(1).first().asString().startsWith("CDKToolkit ");
        // A deployment ends green even then.
        assertThat(emulator.log()).doesNotContain("Error on request");
    }

    private void shouldHaveWhatTheTemplatesSay() throws IOException {
        Assembly assembly = Assembly.read(checkout.folder().resolve("cdk.out"));
        Deployed storage =
                new Deployed(assembly.template("Dev-Storage"), services.ids("Dev-Storage"), Map.of(), ACCOUNT);
        Deployed workload = new Deployed(
                assembly.template("Dev-Workload"), services.ids("Dev-Workload"), storage.exports(), ACCOUNT);
        Comparison comparison = new Comparison();
        Set<String> unread = new TreeSet<>();
        for (Deployed stack : List.of(storage, workload)) {
            stack.template().resources().keySet().forEach(id -> compare(stack, id, comparison, unread));
        }
        comparison.lines().forEach(System.out::println);
        System.out.println("not emulated, not compared: " + unread);
        if (emulator instanceof LocalStackAccount) {
            // What its free edition lacks changes with its versions, so it is told and not judged.
            System.out.println("LocalStack and the templates: " + comparison.differences());
            return;
        }
        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.withoutAny()).isEmpty();
        assertThat(unread).isEqualTo(new TreeSet<>(NOT_EMULATED));
    }

    private void compare(Deployed stack, String id, Comparison comparison, Set<String> unread) {
        Map<String, Object> resource = stack.template().resource(id);
        String type = (String) resource.get("Type");
        if (NOT_EMULATED.contains(type)) {
            unread.add(type);
            return;
        }
        try {
            Map<String, Object> wanted = Template.mapping(stack.resolve(Template.properties(resource)));
            Map<String, Object> found = services.read(type, stack.ids().get(id), wanted);
            if (found == null) {
                unread.add(type);
            } else {
                comparison.of(type, id, wanted, found);
            }
        } catch (RuntimeException | AssertionError failed) {
            comparison.failed(type, id, failed);
        }
    }

    /** What {@code scripts/diff-infra} reports of dev's workload, which is in a stage; npm has nothing to do. */
    private String diffOfThePullRequest() throws IOException, InterruptedException {
        Path npm = Files.createDirectory(folder.resolve("bin")).resolve("npm");
        Files.writeString(npm, "#!/bin/sh\n");
        Files.setPosixFilePermissions(npm, PosixFilePermissions.fromString("rwx------"));
        String report = run(
                "diff-infra",
                List.of("scripts/diff-infra", folder.resolve("diff.md").toString()));
        assertThat(report)
                .contains("\nStack Registry ", "\nStack Dev/Storage ")
                .contains("<summary>cdk diff</summary>");
        assertThat(Files.readString(folder.resolve("diff.md"))).isEqualTo(report);
        return report.substring(report.indexOf("\nStack Dev/Workload "));
    }

    /** With what the app left when it was called last: the checkout has not changed since. */
    private String again(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addAll(List.of("--app", "cdk.out"));
        return cdk(command.toArray(String[]::new));
    }

    private String cdk(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", cli().toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--no-color", "--progress", "events"));
        return run("cdk " + arguments[0], command);
    }

    private String run(String name, List<String> command) throws IOException, InterruptedException {
        Path log = folder.resolve("cdk.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(checkout.folder().toFile());
        builder.environment().putAll(emulator.environment());
        builder.environment().putAll(Map.of("CI", "true", "CLASSPATH", System.getProperty("java.class.path")));
        builder.environment().merge("PATH", folder.resolve("bin") + ":", (path, first) -> first + path);
        long started = System.nanoTime();
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String output = Files.readString(log);
        System.out.printf("%s: %d s%n", name, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started));
        assertThat(process.exitValue()).as(output + emulator.log()).isZero();
        return output;
    }

    private static Path cli() {
        return Checkout.HOME.resolve("node_modules/aws-cdk/bin/cdk");
    }

    private static void skip(String reason) {
        System.out.println("SKIPPED: the round trip by the CDK's command line: " + reason);
        Assumptions.abort(reason);
    }
}
