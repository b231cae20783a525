package dev.slipway.infra;

import static dev.slipway.infra.Template.mapping;
import static dev.slipway.infra.Template.properties;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With a boundary in slipway.yaml every role has it, and docs/boundary.json leaves every role what it needs. */
class BoundaryTest {
    private static Checkout checkout;
    private static Assembly assembly;

    @BeforeAll
    static void synthesize() {
        checkout = Checkout.copy().edit("slipway.yaml", "github: {", "boundary: slipway-boundary\ngithub: {");
        assembly = Assembly.of(checkout);
    }

    @AfterAll
    static void delete() {
        checkout.delete();
    }

    @Test
    void shouldBoundEveryRole() {
        assembly.templates().forEach((stack, template) -> assertThat(
                        template.all("AWS::IAM::Role").values())
                .isNotEmpty()
                .allSatisfy(role -> assertThat(properties(role).get("PermissionsBoundary"))
                        .asString()
                        .endsWith(":policy/slipway-boundary")));
        assertThat(Assembly.repository().template("Dev-Workload").text()).doesNotContain("PermissionsBoundary");
    }

    @Test
    void shouldLeaveEveryRoleWhatItNeeds() throws IOException {
        List<Map<String, Object>> boundary = Template.list(
                Assembly.json(Checkout.HOME.resolve("docs/boundary.json")).get("Statement"));
        Set<String> needed = new TreeSet<>();
        assembly.templates().values().forEach(template -> {
            Iam.allStatements(template).forEach(statement -> needed.addAll(Iam.actions(statement)));
            template.resources().values().forEach(each -> needed.add(service(mapping(each))));
        });

        assertThat(needed).hasSizeGreaterThan(30).allSatisfy(action -> {
            assertThat(matches(boundary.get(0), action))
                    .as(action + " is allowed")
                    .isTrue();
            assertThat(boundary.stream().skip(1).noneMatch(deny -> matches(deny, action)))
                    .as(action + " is not denied")
                    .isTrue();
        });
        assertThat(matches(boundary.get(0), "organizations:LeaveOrganization")).isFalse();
        assertThat(boundary.stream().skip(1).anyMatch(deny -> matches(deny, "iam:CreateUser")))
                .isTrue();
    }

    /** An action that CloudFormation needs for a resource, as far as the resource's type tells its service. */
    private static String service(Map<String, Object> resource) {
        String service =
                ((String) resource.get("Type")).replaceFirst("::[^:]+$", "").replaceFirst("^AWS::", "");
        return switch (service) {
            case "EFS" -> "elasticfilesystem:Create";
            case "Custom" -> "cloudformation:Create";
            default -> service.toLowerCase(java.util.Locale.ROOT) + ":Create";
        };
    }

    private static boolean matches(Map<String, Object> statement, String action) {
        return Iam.actions(statement).stream().anyMatch(pattern -> action.matches(pattern.replace("*", ".*")));
    }
}
