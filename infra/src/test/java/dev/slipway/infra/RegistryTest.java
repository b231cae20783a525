package dev.slipway.infra;

import static dev.slipway.infra.Template.list;
import static dev.slipway.infra.Template.mapping;
import static dev.slipway.infra.Template.properties;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The registry, and what workflows on GitHub may do. */
class RegistryTest {
    private static final Template REGISTRY = Assembly.repository().template("Registry");

    private static Map<String, Object> repository(Template registry, String name) {
        return registry.all("AWS::ECR::Repository").values().stream()
                .filter(each -> name.equals(properties(each).get("RepositoryName")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no repository " + name));
    }

    @Test
    void shouldHaveTwoRepositoriesForEachModelThatAnyEnvironmentNames() {
        assertThat(REGISTRY.all("AWS::ECR::Repository").values())
                .extracting(each -> properties(each).get("RepositoryName"))
                .containsExactlyInAnyOrder(
                        "slipway/audience-forecast",
                        "slipway/audience-forecast-candidates",
                        "slipway/film-gross",
                        "slipway/film-gross-candidates",
                        "slipway/film-worldwide",
                        "slipway/film-worldwide-candidates",
                        "slipway/subscriber-churn",
                        "slipway/subscriber-churn-candidates");
        assertThat(Assembly.repository().protectedStacks()).contains("Registry");
    }

    @Test
    void shouldKeepReleasesForEverAndUnchanged() throws IOException {
        Map<String, Object> releases = repository(REGISTRY, "slipway/film-gross");

        assertThat(releases)
                .containsEntry("DeletionPolicy", "RetainExceptOnCreate")
                .containsEntry("UpdateReplacePolicy", "Retain");
        assertThat(properties(releases))
                .containsEntry("ImageTagMutability", "IMMUTABLE")
                .containsEntry("ImageScanningConfiguration", Map.of("ScanOnPush", true));
        assertThat(rules(releases)).containsExactly("untagged 14 days");
    }

    @Test
    void shouldLetCandidatesExpire() throws IOException {
        Map<String, Object> candidates = repository(REGISTRY, "slipway/film-gross-candidates");

        assertThat(candidates).containsEntry("DeletionPolicy", "Delete");
        assertThat(properties(candidates))
                .containsEntry("EmptyOnDelete", true)
                .doesNotContainKey("RepositoryPolicyText");
        assertThat(rules(candidates))
                .containsExactly("untagged 14 days", "tagged [pr-] 30 days", "tagged [sha-] 30 days");
    }

    @Test
    void shouldLetExactlyTheAccountsThatRunAModelPullIt() {
        Checkout checkout = Checkout.copy().removeModel("prod", "film-gross");
        Template registry = Assembly.of(checkout).template("Registry");
        checkout.delete();

        assertThat(pullers(registry, "slipway/film-gross")).containsExactlyInAnyOrder("222222222222", "333333333333");
        assertThat(pullers(registry, "slipway/film-worldwide"))
                .containsExactlyInAnyOrder("222222222222", "333333333333", "444444444444");
    }

    @ParameterizedTest
    @CsvSource({
        "slipway-release, release",
        "slipway-deploy-dev, dev",
        "slipway-deploy-staging, staging",
        "slipway-deploy-prod, prod",
        "slipway-diff, diff"
    })
    void shouldTrustOneEnvironmentOfOneRepository(String role, String environment) {
        Map<String, Object> trust =
                mapping(list(mapping(role(role).get("AssumeRolePolicyDocument")).get("Statement"))
                        .get(0));

        assertThat(trust)
                .containsEntry("Action", "sts:AssumeRoleWithWebIdentity")
                .containsEntry(
                        "Condition",
                        Map.of(
                                "StringEquals",
                                Map.of(
                                        "token.actions.githubusercontent.com:aud",
                                        "sts.amazonaws.com",
                                        "token.actions.githubusercontent.com:sub",
                                        "repo:acme/models:environment:" + environment)));
    }

    @Test
    void shouldGiveEachRoleItsOwnWorkOnly() {
        assertThat(allowed("slipway-deploy-prod"))
                .containsExactly("sts:AssumeRole on ["
                        + "arn:aws:iam::444444444444:role/cdk-hnb659fds-deploy-role-444444444444-eu-central-1, "
                        + "arn:aws:iam::444444444444:role/cdk-hnb659fds-file-publishing-role-444444444444-eu-central-1, "
                        + "arn:aws:iam::444444444444:role/cdk-hnb659fds-lookup-role-444444444444-eu-central-1]");
        assertThat(allowed("slipway-diff")).singleElement().satisfies(statement -> assertThat(statement)
                .startsWith("sts:AssumeRole on [")
                .contains("role/cdk-hnb659fds-lookup-role-111111111111-eu-central-1")
                .doesNotContain("deploy-role", "publishing"));
        assertThat(allowed("slipway-release"))
                .allSatisfy(statement -> assertThat(statement).contains("ecr:"))
                .filteredOn(statement -> statement.endsWith(" on *"))
                .containsExactly("ecr:GetAuthorizationToken on *");
    }

    @Test
    void shouldTrustNobodyWithoutARepositoryInTheProjectsFile() {
        Checkout checkout = Checkout.copy().only("dev").edit("slipway.yaml", "github: {repository: acme/models}\n", "");
        Template registry = Assembly.of(checkout).template("Registry");
        checkout.delete();

        assertThat(registry.resources().values())
                .extracting(each -> mapping(each).get("Type"))
                .containsOnly("AWS::ECR::Repository");
    }

    /** An account can have one provider for an issuer, and a company has it already. */
    @Test
    void shouldTrustAProviderThatIsThereAlready() {
        Checkout checkout = Checkout.copy().edit("slipway.yaml", "acme/models}", "acme/models, provider: existing}");
        Template registry = Assembly.of(checkout).template("Registry");
        checkout.delete();

        assertThat(REGISTRY.all("AWS::IAM::OIDCProvider")).hasSize(1);
        assertThat(registry.all("AWS::IAM::OIDCProvider")).isEmpty();
        assertThat(registry.all("AWS::IAM::Role").values()).hasSize(5).allSatisfy(role -> assertThat(
                        properties(role).get("AssumeRolePolicyDocument").toString())
                .contains("arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com"));
    }

    private static Map<String, Object> role(String name) {
        return REGISTRY.all("AWS::IAM::Role").values().stream()
                .map(Template::properties)
                .filter(role -> name.equals(role.get("RoleName")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no role " + name));
    }

    /** What the policies of a role allow, one line for each statement. */
    private static List<String> allowed(String roleName) {
        String id = REGISTRY.all("AWS::IAM::Role").entrySet().stream()
                .filter(role -> roleName.equals(properties(role.getValue()).get("RoleName")))
                .findFirst()
                .orElseThrow()
                .getKey();
        return REGISTRY.all("AWS::IAM::Policy").values().stream()
                .map(Template::properties)
                .filter(policy -> policy.get("Roles").equals(List.of(Map.of("Ref", id))))
                .flatMap(policy ->
                        Template.<Map<String, Object>>list(
                                mapping(policy.get("PolicyDocument")).get("Statement"))
                                .stream())
                .map(statement -> statement.get("Action") + " on " + statement.get("Resource"))
                .toList();
    }

    private static List<String> pullers(Template registry, String name) {
        Map<String, Object> policy =
                mapping(properties(repository(registry, name)).get("RepositoryPolicyText"));
        List<Map<String, Object>> statements = list(policy.get("Statement"));
        assertThat(statements)
                .extracting(statement -> statement.get("Action"))
                .containsExactly(
                        List.of("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
                        "ecr:DescribeRepositories");
        return statements.stream()
                .flatMap(statement ->
                        accounts(mapping(statement.get("Principal")).get("AWS")).stream())
                .map(arn -> arn.replaceFirst(".*::(\\d{12}):root.*", "$1"))
                .distinct()
                .toList();
    }

    private static List<String> accounts(Object principals) {
        return principals instanceof List<?> several
                ? several.stream().map(Object::toString).toList()
                : List.of(principals.toString());
    }

    /** The lifecycle's rules in order, such as {@code tagged [pr-] 30 days}. */
    private static List<String> rules(Map<String, Object> repository) throws IOException {
        Object text = mapping(properties(repository).get("LifecyclePolicy")).get("LifecyclePolicyText");
        Map<Object, String> rules = new TreeMap<>();
        for (Map<String, Object> rule : Template.<Map<String, Object>>list(
                JSON.std.mapFrom(text.toString()).get("rules"))) {
            Map<String, Object> selection = mapping(rule.get("selection"));
            String prefixes = selection.containsKey("tagPrefixList") ? " " + selection.get("tagPrefixList") : "";
            rules.put(
                    rule.get("rulePriority"),
                    selection.get("tagStatus") + prefixes + " " + selection.get("countNumber") + " "
                            + selection.get("countUnit"));
        }
        return List.copyOf(rules.values());
    }
}
