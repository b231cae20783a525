package dev.slipway.infra;

import static dev.slipway.infra.Template.mapping;
import static dev.slipway.infra.Template.properties;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With a boundary in slipway.yaml every role has it, and docs/boundary.json leaves every role what it needs. */
class BoundaryTest {
    /** A resource that no statement names. */
    private static final String ANY = "arn:aws:iam::" + Boundary.ACCOUNT + ":role/aws-service-role/of-a-service";

    private static final Map<String, String> BOUNDED =
            Map.of("iam:PermissionsBoundary", "arn:aws:iam::" + Boundary.ACCOUNT + ":policy/slipway-boundary");

    /** Actions of other services that come with making one, from AWS's Service Authorization Reference. */
    private static final Map<String, List<String>> DEPENDENT = Map.of(
            "AWS::EC2::VPCEndpoint",
            List.of("ec2:CreateTags", "ec2:DescribeSecurityGroups", "route53:AssociateVPCWithHostedZone"),
            "AWS::RDS::DBCluster",
            List.of(
                    "iam:CreateServiceLinkedRole",
                    "kms:CreateGrant",
                    "kms:DescribeKey",
                    "secretsmanager:CreateSecret",
                    "secretsmanager:RotateSecret",
                    "secretsmanager:TagResource"),
            "AWS::EFS::FileSystem",
            List.of("backup:CreateBackupPlan", "iam:CreateServiceLinkedRole", "kms:DescribeKey"),
            "AWS::EFS::MountTarget",
            List.of("ec2:CreateNetworkInterface", "ec2:DescribeSubnets"),
            "AWS::EC2::FlowLog",
            List.of("logs:CreateLogDelivery"),
            "AWS::CodeBuild::Project",
            List.of("ec2:DescribeVpcs", "ecr:DescribeImages"),
            "AWS::Lambda::Function",
            List.of("ec2:DescribeSubnets", "lambda:GetLayerVersion", "s3:GetObject"),
            "AWS::SNS::Topic",
            List.of("kms:Decrypt", "kms:GenerateDataKey"));

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
    void shouldLeaveEveryRoleWhatItMayDo() throws IOException {
        Boundary boundary = Boundary.read();
        Set<String> judged = new TreeSet<>();

        assembly.templates().values().forEach(template -> Iam.allStatements(template)
                .forEach(statement -> Iam.actions(statement).forEach(action -> {
                    judged.add(action);
                    assertThat(Iam.resources(statement))
                            .allSatisfy(resource -> assertThat(boundary.allows(action, resource, Map.of()))
                                    .as(action + " on " + resource)
                                    .isTrue());
                })));

        assertThat(judged).hasSizeGreaterThan(30).contains("sts:AssumeRole", "ssm:GetParameters");
    }

    /** What CloudFormation needs for a resource as far as its type tells: AWS's own list has what else comes with it. */
    @Test
    void shouldLetCloudFormationMakeEveryResource() throws IOException {
        Boundary boundary = Boundary.read();
        Set<String> types = new TreeSet<>();
        assembly.templates().values().forEach(template -> template.resources()
                .values()
                .forEach(each -> types.add((String) mapping(each).get("Type"))));

        assertThat(types).contains("AWS::EC2::VPCEndpoint", "AWS::RDS::DBCluster", "AWS::EFS::FileSystem");
        assertThat(types).allSatisfy(type -> assertThat(boundary.allows(service(type), "*", Map.of()))
                .as(service(type))
                .isTrue());
        DEPENDENT.forEach((type, actions) -> {
            assertThat(types).contains(type);
            assertThat(actions).allSatisfy(action -> assertThat(boundary.allows(action, ANY, BOUNDED))
                    .as(action + " for " + type)
                    .isTrue());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dev-Storage-CustomS3AutoDeleteObjectsCus-AbCdEfGhIjKl",
                "Prod-Workload-FunctionsEtlRole12345678-AbCdEfGhIjKl",
                // CloudFormation may cut the name of a stack, here of an environment with 16 letters.
                "Prod-the-longest-Workloa-FunctionsEtlRole12345678-AbCdEfGhIjKl",
                "slipway-deploy-prod"
            })
    void shouldLetCloudFormationHandItsOwnRolesOn(String name) throws IOException {
        Boundary boundary = Boundary.read();

        assertThat(List.of("iam:PassRole", "iam:UpdateAssumeRolePolicy", "iam:TagRole", "iam:DeleteRole"))
                .allSatisfy(action -> assertThat(boundary.allows(action, role(name), Map.of()))
                        .isTrue());
    }

    @ParameterizedTest
    @CsvSource({
        "iam:PassRole, role/Administrator",
        "iam:UpdateAssumeRolePolicy, role/OrganizationAccountAccessRole",
        "iam:DeleteRole, role/Administrator",
        "iam:UpdateRole, role/Administrator",
        "iam:UpdateAssumeRolePolicy, role/cdk-hnb659fds-deploy-role-444444444444-eu-central-1",
        "iam:PassRole, role/cdk-hnb659fds-cfn-exec-role-444444444444-eu-central-1",
        "sts:AssumeRole, role/Administrator",
        "iam:CreateRole, role/Dev-Workload-Bad",
        "iam:PutRolePolicy, role/Dev-Workload-Bad",
        "iam:DetachRolePolicy, role/Administrator",
        "iam:DeleteRolePermissionsBoundary, role/Dev-Workload-Bad",
        "iam:CreatePolicyVersion, policy/slipway-boundary",
        "iam:CreatePolicyVersion, policy/of-somebody-else",
        "iam:CreateUser, user/eve",
        "iam:CreateAccessKey, user/eve",
        "iam:UpdateOpenIDConnectProviderThumbprint, oidc-provider/login.example.com",
        "organizations:LeaveOrganization, *",
        "ssm:SendCommand, *"
    })
    void shouldKeepEveryRoleFromGettingOut(String action, String resource) throws IOException {
        assertThat(Boundary.read().allows(action, "arn:aws:iam::444444444444:" + resource, Map.of()))
                .isFalse();
    }

    @Test
    void shouldLetNoRoleBeMadeWithAnotherBoundary() throws IOException {
        Map<String, String> other = Map.of("iam:PermissionsBoundary", "arn:aws:iam::444444444444:policy/wide-open");

        assertThat(List.of("iam:CreateRole", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"))
                .allSatisfy(action -> {
                    assertThat(Boundary.read().allows(action, role("Dev-Workload-X"), BOUNDED))
                            .isTrue();
                    assertThat(Boundary.read().allows(action, role("Dev-Workload-X"), other))
                            .isFalse();
                });
    }

    @Test
    void shouldFitAManagedPolicy() throws IOException {
        String text = Files.readString(Checkout.HOME.resolve("docs/boundary.json"));

        assertThat(text.replaceAll("\\s", "")).hasSizeLessThan(6_144);
    }

    private static String role(String name) {
        return "arn:aws:iam::" + Boundary.ACCOUNT + ":role/" + name;
    }

    /** An action that CloudFormation needs for a resource, as far as the resource's type tells its service. */
    private static String service(String type) {
        String service = type.replaceFirst("::[^:]+$", "").replaceFirst("^AWS::", "");
        return switch (service) {
            case "EFS" -> "elasticfilesystem:Create";
            case "Custom" -> "cloudformation:Create";
            default -> service.toLowerCase(Locale.ROOT) + ":Create";
        };
    }
}
