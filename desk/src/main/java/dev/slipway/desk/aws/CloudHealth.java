package dev.slipway.desk.aws;

import dev.slipway.desk.Health;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import dev.slipway.releases.Names;
import dev.slipway.releases.ProjectFile;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** What of an environment is in its account, and in the registry's. */
final class CloudHealth implements Health {
    /** CDK's stack of a region leaves its version there, under CDK's own qualifier. */
    private static final String BOOTSTRAP = "/cdk-bootstrap/hnb659fds/version";

    private static final String REPOSITORIES = ProjectFile.REPOSITORIES + "/";

    private final ProjectFile project;
    private final Clients clients;
    private final Region region;

    CloudHealth(ProjectFile project, Clients clients) {
        this.project = project;
        this.clients = clients;
        this.region = clients.region();
    }

    @Override
    public Identity identity() {
        try (StsClient sts = clients.open(StsClient.builder())) {
            GetCallerIdentityResponse caller =
                    new Service("STS", region).ask("whose credentials these are", sts::getCallerIdentity);
            return new Identity(caller.account(), name(caller.arn()));
        }
    }

    /**
     * {@code arn:aws:sts::1:assumed-role/Admin/ann@example.com} is {@code ann@example.com (Admin)}, {@code
     * arn:aws:iam::1:user/team/ann} is {@code ann}.
     */
    static String name(String arn) {
        String[] parts = arn.substring(arn.lastIndexOf(':') + 1).split("/");
        String last = parts[parts.length - 1];
        return parts.length > 2 && parts[0].equals("assumed-role") ? last + " (" + parts[1] + ")" : last;
    }

    @Override
    public boolean isBootstrapped() {
        ParameterStringFilter name =
                ParameterStringFilter.builder().key("Name").values(BOOTSTRAP).build();
        try (SsmClient ssm = clients.open(SsmClient.builder())) {
            return new Service("SSM", region)
                    .ask(
                            "for " + BOOTSTRAP,
                            () -> ssm.describeParametersPaginator(describe -> describe.parameterFilters(name)).stream()
                                    .anyMatch(page -> !page.parameters().isEmpty()));
        }
    }

    @Override
    public Set<ModelName> repositories() {
        Region at = Region.of(project.registryRegion().name());
        try (EcrClient ecr = clients.at(at).open(EcrClient.builder())) {
            return new Service("ECR", at)
                    .ask("for its repositories", () -> ecr
                            .describeRepositoriesPaginator(describe -> describe.registryId(
                                    project.registryAccount().id()))
                            .stream()
                            .flatMap(page -> page.repositories().stream())
                            .map(Repository::repositoryName)
                            .filter(name -> name.startsWith(REPOSITORIES) && !name.endsWith("-candidates"))
                            .map(name -> new ModelName(name.substring(REPOSITORIES.length())))
                            .collect(Collectors.toSet()));
        }
    }

    @Override
    public boolean hasFunction(String name) {
        try (LambdaClient lambda = clients.open(LambdaClient.builder())) {
            new Service("Lambda", region)
                    .ask(
                            "for " + name,
                            () -> lambda.getAlias(get -> get.functionName(name).name(Names.LIVE)));
            return true;
        } catch (InferenceException failed) {
            if (failed.getCause() instanceof ResourceNotFoundException) {
                return false;
            }
            throw failed;
        }
    }
}
