package dev.slipway.desk.aws;

import dev.slipway.desk.Changes;
import dev.slipway.desk.Copies;
import dev.slipway.desk.Deployed;
import dev.slipway.desk.Desk;
import dev.slipway.desk.FunctionCopies;
import dev.slipway.desk.FunctionLedger;
import dev.slipway.desk.Health;
import dev.slipway.desk.Jobs;
import dev.slipway.desk.LedgerCalls;
import dev.slipway.desk.Parameters;
import dev.slipway.desk.Registry;
import dev.slipway.desk.RunFiles;
import dev.slipway.desk.RunLogs;
import dev.slipway.desk.StoredChanges;
import dev.slipway.desk.StoredRunFiles;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.releases.Environment;
import dev.slipway.releases.Names;
import dev.slipway.releases.ProjectFile;
import java.time.Duration;
import java.util.Objects;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * An environment in its account, with the credentials that the SDK finds. A client is made when its source is first
 * used, so that a command pays for what it asks only.
 */
public final class CloudDesk implements Desk {
    /** A function's longest life, and some. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(16);

    private final Environment environment;
    private final ProjectFile project;
    private final Names names;
    private final Clients clients;
    private final Region region;
    private final Lazy<Jobs> jobs;
    private final Lazy<Registry> registry;
    private final Lazy<Bucket> bucket;
    private final Lazy<Functions> functions;
    private final Lazy<Parameters> parameters;
    private final Lazy<RunLogs> logs;

    public CloudDesk(Environment environment, ProjectFile project) {
        this(environment, project, Clients.of(environment));
    }

    CloudDesk(Environment environment, ProjectFile project, Clients clients) {
        this.environment = environment;
        this.project = project;
        this.names = new Names(environment.name());
        this.clients = clients;
        this.region = clients.region();
        this.jobs =
                new Lazy<>(() -> new CloudJobs(clients.open(CodeBuildClient.builder()), service("CodeBuild"), names));
        this.registry = new Lazy<>(this::openRegistry);
        this.bucket = new Lazy<>(this::openBucket);
        this.functions = new Lazy<>(() -> new Functions(
                clients.openForFunctions(LambdaClient.builder(), LONGEST_CALL), service("Lambda"), names));
        this.parameters =
                new Lazy<>(() -> new CloudParameters(clients.open(SsmClient.builder()), service("SSM"), names));
        this.logs = new Lazy<>(
                () -> new CloudLogs(clients.open(CloudWatchLogsClient.builder()), service("CloudWatch Logs"), names));
    }

    private Service service(String name) {
        return new Service(environment.name() + "'s " + name, region);
    }

    private Registry openRegistry() {
        Region at = Region.of(project.registryRegion().name());
        return new CloudRegistry(clients.at(at).open(EcrClient.builder()), new Service("ECR", at), project);
    }

    /** The bucket's name is the account's own: any deployed model knows it. */
    private Bucket openBucket() {
        String address = jobs.get().deployed(environment.models().keySet()).values().stream()
                .map(Deployed::artifacts)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new InferenceException(
                        ExitCode.BAD_CONFIGURATION,
                        "no model of " + environment.name() + " is deployed in " + environment.account() + " ("
                                + region + "), so nobody knows where its runs' files are; 'cdk deploy' of its stage"
                                + " comes first; 'slipway doctor -e " + environment.name()
                                + "' tells whose credentials these are"));
        // Buckets as host names resolve at AWS only.
        boolean elsewhere = System.getenv("AWS_ENDPOINT_URL") != null
                || System.getProperty("aws.endpointUrl") != null
                || System.getenv("AWS_ENDPOINT_URL_S3") != null
                || System.getProperty("aws.endpointUrlS3") != null;
        S3Client s3 = clients.open(S3Client.builder().forcePathStyle(elsewhere));
        return Bucket.at(s3, service("S3"), address);
    }

    @Override
    public String environment() {
        return environment.name();
    }

    @Override
    public Registry registry() {
        return registry.get();
    }

    @Override
    public Jobs jobs() {
        return jobs.get();
    }

    @Override
    public RunFiles runs() {
        return new StoredRunFiles(bucket);
    }

    @Override
    public Changes changes() {
        return new StoredChanges(bucket);
    }

    @Override
    public LedgerCalls ledger() {
        return new FunctionLedger(functions.get());
    }

    @Override
    public Parameters parameters() {
        return parameters.get();
    }

    @Override
    public RunLogs logs() {
        return logs.get();
    }

    @Override
    public String who() {
        return health().identity().name();
    }

    /** What of the environment is there at all. */
    public Health health() {
        return new CloudHealth(project, clients);
    }

    @Override
    public Copies copies() {
        return new FunctionCopies(functions.get());
    }
}
