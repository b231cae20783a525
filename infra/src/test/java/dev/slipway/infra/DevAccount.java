package dev.slipway.infra;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.images.LocalRegistry;
import dev.slipway.job.MotoServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * What dev's runs meet in AWS, on this machine: a registry with the model's image, a container engine, PostgreSQL, and an
 * emulator of S3, SSM and CloudWatch Logs. Where a part is missing the test is skipped, visibly.
 */
final class DevAccount implements AutoCloseable {
    static final String ARTIFACTS = "dev-artifacts";
    static final String METRICS = "/slipway/dev/metrics";

    /** What a random password may hold and a shell, a URL or a log would mangle. */
    final String password = "p$\"'%\\&" + UUID.randomUUID();

    final AnalyticsServer analytics;
    final PushedModel pushed;
    final MotoServer aws;
    private final LocalRegistry registry;
    private final SsmClient parameters;
    private final CloudWatchLogsClient logs;
    private final Path shared;

    DevAccount(String model, Path folder) throws Exception {
        engine();
        registry = LocalRegistry.start();
        aws = MotoServer.start();
        parameters = at(aws, SsmClient.builder());
        logs = at(aws, CloudWatchLogsClient.builder());
        shared = folder.resolve("shared");
        analytics = new AnalyticsServer(password);
        aws.bucket("feeds-dev");
        aws.bucket(ARTIFACTS);
        logs.createLogGroup(create -> create.logGroupName(METRICS));
        pushed = PushedModel.push(model, registry.host() + "/slipway", folder);
    }

    private static void engine() throws IOException, InterruptedException {
        String missing = "no container engine answers to 'docker info'";
        try {
            Process docker = new ProcessBuilder("docker", "info")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (docker.waitFor() == 0) {
                return;
            }
        } catch (IOException absent) {
            missing = "there is no docker on the PATH";
        }
        System.out.println("SKIPPED: " + missing);
        Assumptions.abort(missing);
    }

    private static <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> C at(MotoServer aws, B builder) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(URI.create(aws.endpoint()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    /** What the services would answer for resources that the templates only refer to. */
    static Map<String, String> physical() {
        return Map.of(
                "AnalyticsDatabase.Endpoint.Address",
                "analytics.cluster-abc.eu-central-1.rds.amazonaws.com",
                "Artifacts",
                ARTIFACTS);
    }

    /**
     * Places of this machine for those in AWS; all else stays as the template has it. The registry's is the one that
     * shortens the way: for a host of ECR the job first asks for a token, and this one lets anybody in.
     */
    String local(String value) {
        for (Map.Entry<String, String> place : Map.of(
                        "111111111111.dkr.ecr.eu-central-1.amazonaws.com/",
                        registry.host() + "/",
                        "jdbc:postgresql://analytics.cluster-abc.eu-central-1.rds.amazonaws.com:5432/",
                        "jdbc:postgresql://" + analytics.host() + "/",
                        "/mnt/shared/",
                        shared + "/")
                .entrySet()) {
            if (value.startsWith(place.getKey())) {
                return place.getValue() + value.substring(place.getKey().length());
            }
        }
        return value;
    }

    void store(String parameter, String value) {
        parameters.putParameter(put -> put.name(parameter)
                .value(value)
                .type(ParameterType.SECURE_STRING)
                .overwrite(true));
    }

    void forget(String parameter) {
        parameters.deleteParameter(delete -> delete.name(parameter));
    }

    /** As CodeBuild asks; null where there is none. */
    String parameter(String name) {
        GetParametersResponse answer =
                parameters.getParameters(get -> get.names(name).withDecryption(true));
        return answer.parameters().isEmpty() ? null : answer.parameters().get(0).value();
    }

    List<String> artifacts(String run) {
        return aws.keys(ARTIFACTS).stream().filter(key -> key.contains(run)).toList();
    }

    String artifact(String run, String file) {
        return aws.get(ARTIFACTS, "runs/audience-forecast/" + run + "/" + file);
    }

    Map<String, Object> runFile(String run) throws IOException {
        return JSON.std.mapFrom(artifact(run, "run.json"));
    }

    /** The one event of a run. */
    Map<String, Object> metrics(String run) throws IOException {
        List<OutputLogEvent> events = logs.getLogEvents(
                        get -> get.logGroupName(METRICS).logStreamName(run).startFromHead(true))
                .events();
        if (events.size() != 1) {
            throw new AssertionError("expected one event of " + run + ", got " + events);
        }
        return JSON.std.mapFrom(events.get(0).message());
    }

    @Override
    public void close() throws IOException {
        // By their names: the image itself may be in the engine under another one, of somebody else.
        for (String name : List.of(
                pushed.repository() + ":" + pushed.model().version(), pushed.repository() + "@" + pushed.digest())) {
            new ProcessBuilder("docker", "rmi", name)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        }
        parameters.close();
        logs.close();
        aws.close();
        registry.close();
        analytics.close();
    }
}
