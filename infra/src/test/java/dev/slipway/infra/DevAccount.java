package dev.slipway.infra;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.images.LocalRegistry;
import dev.slipway.job.AwsServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
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
 * emulator of S3, SSM and CloudWatch Logs behind the project's role. Where a part is missing the test is skipped, visibly.
 *
 * <p>What AWS does otherwise: ECR wants a token first, which the job asks for only where the host is ECR's, so that this
 * registry lets anybody in; Aurora has a certificate of Amazon's authorities, and here it is one of this server's own; the
 * shared files are a mount and not a folder; the network's rules stand between all of them.
 */
final class DevAccount {
    static final String ARTIFACTS = "dev-artifacts";
    static final String METRICS = "/slipway/dev/metrics";

    /** What a random password may hold and a shell, a URL or a log would mangle. */
    final String password = "p$\"'%\\&" + UUID.randomUUID();

    final AnalyticsServer analytics;
    final PushedModel pushed;
    final AwsServer aws;
    final AwsDoor door;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final LocalRegistry registry;
    private final SsmClient parameters;
    private final SsmClient parametersOfTheBuild;
    private final CloudWatchLogsClient logs;
    private final Path shared;

    /**
     * @param role of the project
     * @param gateway between its network and S3
     */
    DevAccount(String model, RolePermissions role, RolePermissions gateway, Path folder) throws Exception {
        engine();
        try {
            registry = opened(LocalRegistry.start());
            aws = opened(AwsServer.start());
            door = opened(new AwsDoor(aws.endpoint(), role, gateway));
            AwsCredentials own = AwsBasicCredentials.create("test", "test");
            parameters = opened(at(aws.endpoint(), own, SsmClient.builder()));
            parametersOfTheBuild = opened(at(door.url(), AwsDoor.CREDENTIALS, SsmClient.builder()));
            logs = opened(at(aws.endpoint(), own, CloudWatchLogsClient.builder()));
            analytics = opened(new AnalyticsServer(password, folder));
            pushed = opened(PushedModel.push(model, registry.host() + "/slipway", folder));
        } catch (Throwable failed) {
            close();
            throw failed;
        }
        shared = folder.resolve("shared");
        aws.bucket("feeds-dev");
        aws.bucket(ARTIFACTS);
        logs.createLogGroup(create -> create.logGroupName(METRICS));
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
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

    private static <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> C at(
            String endpoint, AwsCredentials credentials, B builder) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(URI.create(endpoint))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    /** What the services would answer for resources that the templates only refer to. */
    static Map<String, String> physical() {
        return Map.of(
                "AnalyticsDatabase.Endpoint.Address",
                "analytics.cluster-abc.eu-central-1.rds.amazonaws.com",
                "Artifacts",
                ARTIFACTS,
                "Artifacts.Arn",
                "arn:aws:s3:::" + ARTIFACTS);
    }

    /** A place of this machine for one in AWS; all else stays as the template has it. */
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
                String here = place.getValue() + value.substring(place.getKey().length());
                return here.startsWith("jdbc:") ? here + analytics.trust() : here;
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
                parametersOfTheBuild.getParameters(get -> get.names(name).withDecryption(true));
        return answer.parameters().isEmpty() ? null : answer.parameters().get(0).value();
    }

    List<String> artifacts(String run) {
        return aws.keys(ARTIFACTS).stream().filter(key -> key.contains(run)).toList();
    }

    String artifact(String run, String file) {
        return aws.get(ARTIFACTS, "runs/audience-forecast/" + run + "/" + file);
    }

    /** What became current, as all runs here have told. */
    List<String> changes() {
        return aws.keys(ARTIFACTS).stream()
                .filter(key -> key.startsWith("changes/"))
                .map(key -> aws.get(ARTIFACTS, key))
                .toList();
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

    /** Where the builds' shared files are. */
    Path shared() {
        return shared;
    }

    /** What was opened last goes first. */
    void close() throws Exception {
        for (AutoCloseable part : opened) {
            part.close();
        }
    }
}
