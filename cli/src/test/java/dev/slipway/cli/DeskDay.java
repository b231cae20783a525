package dev.slipway.cli;

import dev.slipway.desk.fake.FakeCloud;
import dev.slipway.desk.fake.TestCheckout;
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
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * A checkout of one model {@code churn} in staging and prod, under git, and a cloud where it is deployed; commands typed
 * in this process use both until it is closed.
 */
final class DeskDay implements AutoCloseable {
    static final ModelName CHURN = new ModelName("churn");
    private static final String HOME = "slipway.home";
    private static final List<String> ENVIRONMENTS = List.of("staging", "prod");

    private static AwsServer shared;
    private static int days;

    final FakeCloud cloud;
    private final TestCheckout checkout;
    private final AwsServer moto = moto();
    private final String bucket = "day-" + ++days;
    private final String told = System.getProperty(HOME);

    DeskDay(Path home) throws Exception {
        checkout = TestCheckout.in(home).model("churn", "9.0.0", "id: string, value: double");
        moto.bucket(bucket);
        for (String environment : ENVIRONMENTS) {
            checkout.environment(environment, """
                    churn:   # who leaves
                      version: "1.0.0"   # one number
                      input: s3://feeds/churn/
                      compute: {size: small, timeout: 1h}
                      limits: {rejects: 1%, minRows: 1}
                      keep: 10
                      copy: {table: churn, mode: replace, fields: [id, value]}
                    """);
        }
        checkout.commit();
        cloud = new FakeCloud(moto.endpoint());
        System.setProperty("aws.region", "eu-central-1");
        System.setProperty(HOME, home.toString());
        for (String environment : ENVIRONMENTS) {
            Names names = new Names(environment);
            Map<String, String> variables = new HashMap<>();
            variables.put("SLIPWAY_IMAGE", "111111111111.dkr.ecr.eu-central-1.amazonaws.com/slipway/churn");
            variables.put("SLIPWAY_NAME", "churn");
            variables.put("SLIPWAY_VERSION", "1.0.0");
            variables.put("SLIPWAY_ENVIRONMENT", environment);
            variables.put("SLIPWAY_ARTIFACTS", "s3://" + bucket);
            cloud.codeBuild().deploy(names.project(CHURN), names.runLog(CHURN), variables);
        }
    }

    /** One for all days: it takes seconds to start, and ends with this program. */
    private static synchronized AwsServer moto() throws Exception {
        if (shared == null) {
            AwsServer started = AwsServer.start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            shared = started;
        }
        return shared;
    }

    /** The password that a run needs, as the provisioner leaves it. */
    void secrets() {
        try (SsmClient ssm = SsmClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            for (String environment : ENVIRONMENTS) {
                ssm.putParameter(put -> put.name(new Names(environment).password("analytics", "job"))
                        .value("x")
                        .type(ParameterType.SECURE_STRING)
                        .overwrite(true));
            }
        }
    }

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
        checkout.edit(environment, text -> text.replaceFirst("version: \"[^\"]+\"", "version: \"" + version + "\""));
    }

    /** Changes anything else by hand. */
    void edit(String environment, String what, String to) throws IOException {
        checkout.edit(environment, text -> text.replace(what, to));
    }

    /** Takes the model out by hand. */
    void remove(String environment) throws IOException {
        checkout.edit(environment, text -> text.replaceFirst("(?s)models:.*", "models: {}\n"));
    }

    String file(String environment) throws IOException {
        return Files.readString(checkout.environmentFile(environment));
    }

    /** The commit that the files started from. */
    String first() {
        return GitState.of(home(), "HEAD").commit();
    }

    Path home() {
        return checkout.home();
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
