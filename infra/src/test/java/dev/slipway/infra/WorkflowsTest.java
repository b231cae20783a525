package dev.slipway.infra;

import static dev.slipway.infra.Template.mapping;
import static dev.slipway.infra.Template.properties;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.releases.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The workflows may little, call scripts that are there, and take roles that the registry's stack makes. */
class WorkflowsTest {
    private static final Pattern ROLE = Pattern.compile(".*:role/(slipway-.+)");

    static List<Workflow> all() throws IOException {
        return Workflow.all();
    }

    private static Workflow named(String name) throws IOException {
        return all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Without a pattern the CDK compares only stacks outside of stages, and every environment is a stage. */
    @Test
    void shouldCompareTheStacksOfEnvironmentsToo() throws IOException {
        assertThat(Files.readString(Checkout.HOME.resolve("scripts/diff-infra")))
                .contains("npx cdk diff '**' ");
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldKeepTheRules(Workflow workflow) throws IOException {
        assertThat(workflow.jobs()).isNotEmpty();
        assertThat(workflow.violations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            infra.yml              | permissions: {}            | env: {}                  | permissions for all jobs
            infra.yml              | permissions: {}            | permissions: {a: write}  | one to write
            infra.yml              | timeout-minutes: 30        | timeout-minutes: 300     | longer than an hour
            infra-diff.yml         | environment: diff          | name: diff               | no environment
            infra-diff.yml         | contents: read             | contents: write          | write to the repository
            infra.yml              | scripts/check-infra        | scripts/chekc-infra      | not there
            infra.yml              | && echo "$NUMBER"          | && echo ${{ github.x }}  | others may have written
            infra.yml              | ea165f8d65b6e75b540449e92b4886f43607fa02 | v4         | not pinned
            deploy.yml             | deploy-environment.yml     | deploy-enviroment.yml    | not pinned
            """)
    void shouldSeeWhatBreaksThem(String name, String piece, String other, String violation) throws IOException {
        Workflow workflow = named(name);
        assertThat(workflow.text()).contains(piece);

        Workflow broken = new Workflow(name, workflow.text().replace(piece, other));

        assertThat(broken.violations()).anySatisfy(each -> assertThat(each).contains(violation));
    }

    @Test
    void shouldPinAnActionToOneCommitEverywhere() throws IOException {
        Map<String, String> pins = new HashMap<>();
        for (Workflow workflow : all()) {
            Matcher uses = Pattern.compile("uses: ([\\w-]+/[\\w-]+)@(\\S+)").matcher(workflow.text());
            while (uses.find()) {
                assertThat(uses.group(2))
                        .as("%s in %s", uses.group(1), workflow.name())
                        .isEqualTo(pins.computeIfAbsent(uses.group(1), action -> uses.group(2)));
            }
        }
        assertThat(pins).hasSizeGreaterThan(3);
    }

    /** A report that people hold back, or a newer push, must not keep the others from being told. */
    @Test
    void shouldCommentAsEachReportComes() throws IOException {
        assertThat(named("infra-comment.yml").text()).contains("workflows: [infra, infra-diff]");
        assertThat(named("infra.yml").jobs()).containsOnlyKeys("check");
        assertThat(named("infra.yml").text()).doesNotContain("environment:");
        assertThat(named("verify.yml").text())
                .contains("group: verify-${{ github.event_name == 'push' && github.sha || github.ref }}");
    }

    @Test
    void shouldDeployEachEnvironmentOneAfterTheOther() throws IOException {
        Map<String, Map<String, Object>> jobs = named("deploy.yml").jobs();
        List<String> environments = Checkout.copy().product().environments().stream()
                .map(Environment::name)
                .toList();

        assertThat(jobs.remove("verified")).asString().contains("scripts/await-verify");
        assertThat(jobs.keySet()).containsExactlyInAnyOrderElementsOf(environments);
        jobs.forEach((id, job) -> assertThat(job.get("with")).isEqualTo(Map.of("environment", id)));
        assertThat(jobs.get("prod").get("needs")).isEqualTo("staging");
        assertThat(jobs.get("staging").get("needs")).isEqualTo("dev");
        assertThat(jobs.get("dev").get("needs")).isEqualTo("verified");
        Map<String, Object> deploy = named("deploy-environment.yml").jobs().get("deploy");
        assertThat(deploy)
                .containsEntry("environment", "${{ inputs.environment }}")
                .containsEntry(
                        "concurrency",
                        Map.of("group", "deploy-${{ inputs.environment }}", "cancel-in-progress", false));
    }

    @Test
    void shouldTakeRolesThatTrustTheJobsEnvironment() throws IOException {
        Map<String, String> trusted = trusted();
        Map<String, Object> diff = named("infra-diff.yml").jobs().get("diff");
        assertThat(trusted).containsEntry(role(diff), "repo:acme/models:environment:" + diff.get("environment"));

        Map<String, Object> deploy = named("deploy-environment.yml").jobs().get("deploy");
        Map<String, Map<String, Object>> deployments = named("deploy.yml").jobs();
        deployments.remove("verified");
        for (String environment : deployments.keySet()) {
            assertThat(trusted)
                    .containsEntry(
                            role(deploy).replace("${{ inputs.environment }}", environment),
                            "repo:acme/models:environment:" + environment);
        }
    }

    /** What each of GitHub's roles trusts, by the role's name. */
    private static Map<String, String> trusted() {
        Map<String, String> trusted = new LinkedHashMap<>();
        Assembly.repository()
                .template("Registry")
                .all("AWS::IAM::Role")
                .values()
                .forEach(role -> {
                    Map<String, Object> trust = mapping(properties(role).get("AssumeRolePolicyDocument"));
                    Map<String, Object> statement = Template.<Map<String, Object>>list(trust.get("Statement"))
                            .get(0);
                    Map<String, Object> equal =
                            mapping(mapping(statement.get("Condition")).get("StringEquals"));
                    trusted.put((String) properties(role).get("RoleName"), (String)
                            equal.get("token.actions.githubusercontent.com:sub"));
                });
        return trusted;
    }

    private static String role(Map<String, Object> job) {
        return Workflow.steps(job).stream()
                .filter(step -> step.containsKey("with"))
                .map(step -> mapping(step.get("with")).get("role-to-assume"))
                .filter(String.class::isInstance)
                .map(arn -> ROLE.matcher((String) arn))
                .filter(Matcher::matches)
                .map(arn -> arn.group(1))
                .findFirst()
                .orElseThrow();
    }
}
