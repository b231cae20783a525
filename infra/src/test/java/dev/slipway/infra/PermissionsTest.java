package dev.slipway.infra;

import static dev.slipway.infra.Template.mapping;
import static dev.slipway.infra.Template.properties;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Least privilege, statement by statement. */
class PermissionsTest {
    /** Actions that AWS gives no resource. */
    private static final Set<String> FOR_ALL_RESOURCES = Set.of(
            "ecr:GetAuthorizationToken",
            "ec2:AssignPrivateIpAddresses",
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:DescribeDhcpOptions",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSubnets",
            "ec2:DescribeVpcs",
            "ec2:UnassignPrivateIpAddresses");

    /** The ends of ARNs that stand for more than one thing, and why that cannot be less. */
    private static final Map<String, String> MANY_RESOURCES = Map.of(
            "s3:GetObject", "the day's folder of an input, and the runs of all models for the watch",
            "s3:PutObject", "a model's runs, and what became current",
            "secretsmanager:GetSecretValue", "the six characters that end the ARN of a secret that was there before",
            "ec2:CreateNetworkInterfacePermission", "an interface that is not made yet; its subnet is a condition");

    private static Template workload(String environment) {
        return Assembly.repository().template(environment + "-Workload");
    }

    static Set<String> stacks() {
        return Assembly.repository().templates().keySet();
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void shouldHaveNoWildcardButTheListedOnes(String stack) {
        listedWildcardsOnly(Assembly.repository().template(stack));
    }

    /** Its own function, which runs when an unprotected environment is deleted, has no other than this. */
    @ParameterizedTest
    @MethodSource("stacks")
    void shouldUseNoPolicyOfAwsButForTheDeletionOfObjects(String stack) {
        assertThat(Assembly.repository().template(stack).all("AWS::IAM::Role").entrySet())
                .filteredOn(role -> properties(role.getValue()).containsKey("ManagedPolicyArns"))
                .allSatisfy(role -> assertThat(role.getKey()).startsWith("CustomS3AutoDeleteObjects"))
                .hasSize(stack.equals("Dev-Storage") ? 1 : 0);
        assertThat(Assembly.repository().template(stack).all("AWS::IAM::ManagedPolicy"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dev", "Prod"})
    void shouldHaveNoOtherWildcardWithADatabaseAndANetworkThatWereThereBefore(String environment) {
        listedWildcardsOnly(Surroundings.existing().template(environment + "-Workload"));
    }

    private static void listedWildcardsOnly(Template workload) {
        assertThat(Iam.allStatements(workload)).isNotEmpty().allSatisfy(statement -> {
            assertThat(Iam.actions(statement)).noneMatch(action -> action.contains("*"));
            for (String resource : Iam.resources(statement)) {
                if (resource.equals("*")) {
                    assertThat(FOR_ALL_RESOURCES).containsAll(Iam.actions(statement));
                } else if (resource.matches(".*[*?].*")) {
                    assertThat(MANY_RESOURCES)
                            .containsKeys(Iam.actions(statement).toArray(String[]::new));
                }
            }
        });
    }

    @Test
    void shouldLetARunReadItsOwnInputSecretAndImageOnly() {
        Template staging = workload("Staging");
        Map<String, Object> project = staging.all("AWS::CodeBuild::Project").values().stream()
                .map(Template::properties)
                .filter(properties -> "slipway-staging-film-gross".equals(properties.get("Name")))
                .findFirst()
                .orElseThrow();
        List<Map<String, Object>> may = Iam.statements(staging, mapping(project.get("ServiceRole")));

        assertThat(resources(may, "s3:GetObject"))
                .filteredOn(arn -> !arn.contains("cdk-"))
                .containsExactly("arn:aws:s3:::feeds-staging/films/*");
        assertThat(resources(may, "ssm:GetParameters"))
                .containsExactly(
                        "arn:aws:ssm:eu-central-1:222222222222:parameter/slipway/staging/analytics/job/password");
        assertThat(resources(may, "ecr:BatchGetImage"))
                .containsExactly("arn:aws:ecr:eu-central-1:111111111111:repository/slipway/film-gross");
        assertThat(resources(may, "s3:PutObject"))
                .extracting(arn -> arn.replaceFirst(".*>", ""))
                .containsExactly("/runs/film-gross/*", "/changes/film-gross/*");
        assertThat(resources(may, "secretsmanager:GetSecretValue")).isEmpty();
    }

    /** Who runs or rolls back tells what is current; nobody takes it back, and where it is protected nobody can. */
    @Test
    void shouldLetChangesBeToldOnceAndNeverTakenBack() {
        Template staging = workload("Staging");
        List<Map<String, Object>> puts = Iam.allStatements(staging).stream()
                .filter(statement -> Iam.actions(statement).contains("s3:PutObject"))
                .filter(statement -> Iam.resources(statement).stream().anyMatch(arn -> arn.contains("/changes/")))
                .toList();

        assertThat(puts).hasSize(5).allSatisfy(statement -> assertThat(statement)
                .containsEntry("Condition", Map.of("Null", Map.of("s3:if-none-match", "false"))));
        for (String stack : stacks()) {
            assertThat(Iam.allStatements(Assembly.repository().template(stack)))
                    .noneMatch(statement -> Iam.actions(statement).stream()
                            .anyMatch(action -> action.startsWith("s3:Delete") || action.equals("s3:*")));
        }
    }

    @Test
    void shouldReadNoBucketForInputFromTheDatabase() {
        Checkout checkout = Checkout.copy().only("dev");
        checkout.edit("environments/dev.yaml", "input: s3://feeds-dev/films/{asOf}/", "input: \"sql:SELECT 1 AS a\"");
        Template dev = Assembly.of(checkout).template("Dev-Workload");
        checkout.delete();

        assertThat(resources(Iam.allStatements(dev), "s3:ListBucket"))
                .filteredOn(arn -> !arn.contains("Artifacts"))
                .containsOnly("arn:aws:s3:::feeds-dev");
        assertThat(resources(Iam.allStatements(dev), "s3:GetObject")).noneMatch(arn -> arn.endsWith("/films/*"));
    }

    @Test
    void shouldLetSchedulesStartTheirOwnModelOnly() {
        Template prod = workload("Prod");
        Set<String> projects = new TreeSet<>();
        prod.all("AWS::Scheduler::Schedule").values().forEach(schedule -> {
            Map<String, Object> role =
                    mapping(mapping(properties(schedule).get("Target")).get("RoleArn"));
            List<String> start = resources(Iam.statements(prod, role), "codebuild:StartBuild");
            assertThat(start).hasSize(1);
            projects.addAll(start);
        });

        assertThat(projects).hasSize(4).noneMatch(arn -> arn.contains("*"));
    }

    @Test
    void shouldLogInToADatabaseThatWasThereBeforeByItsOwnId() {
        List<Map<String, Object>> may =
                Iam.allStatements(Surroundings.existing().template("Prod-Workload"));

        assertThat(resources(may, "rds-db:connect"))
                .filteredOn(arn -> arn.contains("cluster-"))
                .containsExactly(
                        "arn:aws:rds-db:eu-central-1:444444444444:dbuser:cluster-ABCDEFGHIJ234567/slipway_etl");
    }

    /** The ETL logs in by IAM there too, so it has no password that anybody would write. */
    @Test
    void shouldLetTheProvisionerReadAndWriteTheSameWhereADatabaseWasThereBefore() {
        Template existing = Surroundings.existing().template("Prod-Workload");
        Map<String, Object> properties = existing.all("AWS::CloudFormation::CustomResource").values().stream()
                .map(Template::properties)
                .findFirst()
                .orElseThrow();
        Map<String, Object> application = mapping(properties.get("application"));

        assertThat(application)
                .containsEntry("url", "jdbc:postgresql://db.example.com:5432/shop")
                .containsEntry("shared", "true");
        assertThat(resources(Iam.allStatements(existing), "ssm:PutParameter"))
                .isEqualTo(resources(Iam.allStatements(workload("Prod")), "ssm:PutParameter"));
    }

    /** IAM judges by the ARN that Secrets Manager made, with six characters of its own, however the file names it. */
    @ParameterizedTest
    @CsvSource({
        "Dev, arn:aws:secretsmanager:eu-central-1:333333333333:secret:shop-admin,"
                + " arn:aws:secretsmanager:eu-central-1:333333333333:secret:shop-admin-x7Kp2Q",
        "Prod, arn:aws:secretsmanager:eu-central-1:444444444444:secret:shop-AbCdEf,"
                + " arn:aws:secretsmanager:eu-central-1:444444444444:secret:shop-AbCdEf",
        "Prod, arn:aws:secretsmanager:eu-central-1:444444444444:secret:shop-AbCdEf,"
                + " arn:aws:secretsmanager:eu-central-1:444444444444:secret:shop-AbCdEf-x7Kp2Q"
    })
    void shouldLetTheProvisionerReadTheSecretOfADatabaseThatWasThereBefore(String stage, String asked, String stored) {
        Template existing = Surroundings.existing().template(stage + "-Workload");

        assertThat(existing.text()).contains("\"adminSecretArn\": \"" + asked + "\"");
        RolePermissions may = new RolePermissions(
                Iam.allStatements(existing).stream()
                        .filter(statement -> Iam.actions(statement).contains("secretsmanager:GetSecretValue"))
                        .toList(),
                arn -> arn instanceof String text ? text : "another stack's");
        assertThat(may.allow("secretsmanager:GetSecretValue", stored, Map.of())).isTrue();
        assertThat(may.allow("secretsmanager:GetSecretValue", asked + "s-x7Kp2Q", Map.of()))
                .isFalse();
    }

    /** Companies encrypt with keys of their own; without this every read of what they encrypt is denied. */
    @ParameterizedTest
    @CsvSource({"Dev, s3, " + Surroundings.INPUT_KEY, "Prod, secretsmanager, " + Surroundings.SECRET_KEY})
    void shouldDecryptWithKeysOfOthersThroughTheirServiceOnly(String stage, String service, String key) {
        List<Map<String, Object>> decrypt =
                Iam.allStatements(Surroundings.existing().template(stage + "-Workload")).stream()
                        .filter(statement -> Iam.actions(statement).equals(List.of("kms:Decrypt")))
                        .toList();

        assertThat(decrypt)
                .containsExactly(Map.of(
                        "Action",
                        "kms:Decrypt",
                        "Condition",
                        Map.of("StringEquals", Map.of("kms:ViaService", service + ".eu-central-1.amazonaws.com")),
                        "Effect",
                        "Allow",
                        "Resource",
                        key));
        assertThat(resources(Iam.allStatements(workload(stage)), "kms:Decrypt"))
                .as("the watch's, for the topic")
                .hasSize(1);
    }

    private static List<String> resources(List<Map<String, Object>> statements, String action) {
        return statements.stream()
                .filter(statement -> Iam.actions(statement).contains(action))
                .flatMap(statement -> Iam.resources(statement).stream())
                .toList();
    }
}
