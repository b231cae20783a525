package dev.slipway.infra;

import static dev.slipway.infra.Template.mapping;
import static dev.slipway.infra.Template.properties;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** AWS's limits, which are met only when something is deployed: with as many models as may be, and the longest names. */
class LimitsTest {
    private static Assembly assembly;
    private static Template workload;

    @BeforeAll
    static void synthesize() throws IOException {
        Checkout checkout = Checkout.copy();
        Path environments = checkout.folder().resolve("environments");
        Files.move(environments.resolve("prod.yaml"), environments.resolve("prod-the-longest.yaml"));
        ManyModels.in(checkout, "prod-the-longest", DeploymentRules.MOST_MODELS);
        assembly = Assembly.of(checkout);
        workload = assembly.template("Prod-the-longest-Workload");
    }

    @Test
    void shouldFitAStack() {
        assertThat(workload.resources()).hasSizeLessThanOrEqualTo(500);
        assertThat(workload.text().length()).isLessThan(1_000_000);
        assertThat(assembly.template("Registry").resources()).hasSizeLessThanOrEqualTo(500);
    }

    @Test
    void shouldFitTheVariablesOfAFunction() throws IOException {
        for (Map<String, Object> function :
                workload.all("AWS::Lambda::Function").values()) {
            Object variables = properties(function).getOrDefault("Environment", Map.of());
            assertThat(JSON.std.asString(variables).length()).isLessThan(4_096);
        }
    }

    @Test
    void shouldFitTheInlinePoliciesOfARole() throws IOException {
        for (Map<String, Object> role : workload.all("AWS::IAM::Role").values()) {
            Object policies = properties(role).getOrDefault("Policies", List.of());
            assertThat(JSON.std.asString(policies).length()).isLessThan(10_240);
        }
    }

    @Test
    void shouldFitThePatternOfARule() throws IOException {
        for (Map<String, Object> rule : workload.all("AWS::Events::Rule").values()) {
            Object pattern = properties(rule).getOrDefault("EventPattern", Map.of());
            assertThat(JSON.std.asString(pattern).length()).isLessThan(2_048);
        }
    }

    @Test
    void shouldFitTheNamesThatPeopleType() {
        named("AWS::Lambda::Function", "FunctionName", 64);
        named("AWS::CodeBuild::Project", "Name", 150);
        named("AWS::Logs::LogGroup", "LogGroupName", 512);
        named("AWS::SNS::Topic", "TopicName", 256);
        assembly.template("Registry").all("AWS::ECR::Repository").values().forEach(repository -> assertThat(
                        properties(repository).get("RepositoryName").toString())
                .hasSizeLessThanOrEqualTo(256));
    }

    private static void named(String type, String property, int most) {
        assertThat(workload.all(type).values()).isNotEmpty().allSatisfy(resource -> {
            Object name = mapping(properties(resource)).get(property);
            if (name != null) {
                assertThat(name.toString()).hasSizeLessThanOrEqualTo(most);
            }
        });
    }
}
