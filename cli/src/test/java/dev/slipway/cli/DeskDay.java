package dev.slipway.cli;

import dev.slipway.desk.fake.FakeCloud;
import dev.slipway.desk.plan.GitState;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.job.AwsServer;
import dev.slipway.releases.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A checkout of one model {@code churn} in staging and prod, under git, and a cloud where it is deployed; commands typed
 * in this process use both until it is closed.
 */
final class DeskDay implements AutoCloseable {
    static final ModelName CHURN = new ModelName("churn");
    private static final String HOME = "slipway.home";

    final FakeCloud cloud;
    final Path home;
    private final AwsServer moto;
    private final String told = System.getProperty(HOME);

    /** @param bucket of this day's own, in the emulator that days share */
    DeskDay(Path home, AwsServer moto, String bucket) throws Exception {
        this.home = home;
        this.moto = moto;
        moto.bucket(bucket);
        write(
                "slipway.yaml",
                "registry: {account: \"111111111111\", region: eu-central-1}\ntags: {product: slipway}\n");
        write("models/churn/model.yaml", """
                name: churn
                version: 9.0.0
                runtime: python
                key: [id]
                input: {id: string}
                output: {id: string, value: double}
                """);
        for (String environment : List.of("staging", "prod")) {
            write("environments/" + environment + ".yaml", """
                    account: "222222222222"
                    region: eu-central-1
                    protect: true
                    network: {egress: endpoints}
                    application: {create: true}
                    notify: []
                    models:
                      churn:   # who leaves
                        version: "1.0.0"   # one number
                        input: s3://feeds/churn/
                        compute: {size: small, timeout: 1h}
                        limits: {rejects: 1%, minRows: 1}
                        keep: 10
                        copy: {table: churn, mode: replace, fields: [id, value]}
                    """);
        }
        git("init", "-q");
        git("add", "-A");
        git("-c", "user.name=ann", "-c", "user.email=ann@example.com", "commit", "-q", "-m", "first");
        cloud = new FakeCloud(moto.endpoint());
        System.setProperty("aws.region", "eu-central-1");
        System.setProperty(HOME, home.toString());
        for (String environment : List.of("staging", "prod")) {
            Names names = new Names(environment);
            Map<String, String> variables = new HashMap<>();
            variables.put("SLIPWAY_IMAGE", "111111111111.dkr.ecr.eu-central-1.amazonaws.com/slipway/churn");
            variables.put("SLIPWAY_NAME", "churn");
            variables.put("SLIPWAY_VERSION", "1.0.0");
            variables.put("SLIPWAY_ENVIRONMENT", environment);
            variables.put("SLIPWAY_ARTIFACTS", "s3://" + bucket);
            cloud.codeBuild().deploy(names.project(CHURN), names.runLog(CHURN), variables);
        }
        this.bucket = bucket;
    }

    private final String bucket;

    /** An image in the registry, its digest. */
    String push(String version, String output, Map<String, Double> golden) {
        return cloud.ecr()
                .push(
                        Manifest.parse("{\"spec\":\"1.0\",\"name\":\"churn\",\"version\":\"" + version
                                + "\",\"key\":[\"id\"],\"input\":[{\"name\":\"id\",\"type\":\"string\"}],\"output\":["
                                + output + "]}"),
                        golden);
    }

    /** A run's file in the bucket. */
    void ran(String run, String version, String digest, int exitCode) {
        moto.put(
                bucket,
                "runs/churn/" + run + "/run.json",
                "{\"runId\":\"" + run + "\",\"model\":\"churn\",\"version\":\"" + version + "\",\"imageDigest\":\""
                        + digest + "\",\"exitCode\":" + exitCode + "}");
    }

    /** Edits the version by hand. */
    void edit(String environment, String version) throws IOException {
        Path file = home.resolve("environments/" + environment + ".yaml");
        Files.writeString(
                file, Files.readString(file).replaceFirst("version: \"[^\"]+\"", "version: \"" + version + "\""));
    }

    /** Takes the model out by hand. */
    void remove(String environment) throws IOException {
        Path file = home.resolve("environments/" + environment + ".yaml");
        Files.writeString(file, Files.readString(file).replaceFirst("(?s)models:.*", "models: {}\n"));
    }

    String file(String environment) throws IOException {
        return Files.readString(home.resolve("environments/" + environment + ".yaml"));
    }

    /** The commit that the files started from. */
    String first() {
        return GitState.of(home, "HEAD").commit();
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(home.resolve(name).getParent());
        Files.writeString(home.resolve(name), text);
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("git", "-C", home.toString()));
        command.addAll(List.of(arguments));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("failed: " + command);
        }
    }

    @Override
    public void close() {
        cloud.close();
        System.clearProperty("aws.region");
        if (told == null) {
            System.clearProperty(HOME);
        } else {
            System.setProperty(HOME, told);
        }
    }
}
