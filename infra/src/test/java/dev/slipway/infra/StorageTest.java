package dev.slipway.infra;

import static dev.slipway.infra.Template.mapping;
import static dev.slipway.infra.Template.properties;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds data: databases, files and the bucket. */
class StorageTest {
    private static final List<String> STATEFUL =
            List.of("AnalyticsDatabase", "ApplicationDatabase", "SharedFiles", "Artifacts");

    private static Template storage(String environment) {
        return Assembly.repository().template(environment + "-Storage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dev", "Staging", "Prod"})
    void shouldPinTheLogicalIdsOfEverythingThatHoldsData(String environment) {
        Template storage = storage(environment);

        assertThat(storage.all("AWS::RDS::DBCluster")).containsOnlyKeys("AnalyticsDatabase", "ApplicationDatabase");
        assertThat(storage.all("AWS::EFS::FileSystem")).containsOnlyKeys("SharedFiles");
        assertThat(storage.all("AWS::S3::Bucket")).containsOnlyKeys("Artifacts");
        assertThat(storage.all("AWS::EC2::VPC")).containsOnlyKeys("Vpc");
    }

    @ParameterizedTest
    @CsvSource({"Staging, RetainExceptOnCreate, Retain", "Prod, RetainExceptOnCreate, Retain", "Dev, Delete, Delete"})
    void shouldKeepDataWhereTheEnvironmentIsProtected(String environment, String deletion, String replacement) {
        assertThat(STATEFUL).allSatisfy(id -> assertThat(storage(environment).resource(id))
                .containsEntry("DeletionPolicy", deletion)
                .containsEntry("UpdateReplacePolicy", replacement));
    }

    @ParameterizedTest
    @CsvSource({"Staging, true", "Prod, true", "Dev, false"})
    void shouldRefuseDeletionWhereTheEnvironmentIsProtected(String environment, boolean protect) {
        assertThat(storage(environment).all("AWS::RDS::DBCluster").values())
                .allSatisfy(cluster -> assertThat(properties(cluster)).containsEntry("DeletionProtection", protect));
        assertThat(storage(environment).properties("SharedFiles").get("BackupPolicy"))
                .isEqualTo(protect ? Map.of("Status", "ENABLED") : null);
        assertThat(Assembly.repository().protectedStacks().contains(environment + "-Storage"))
                .isEqualTo(protect);
        assertThat(Assembly.repository().protectedStacks()).doesNotContain(environment + "-Workload");
    }

    @Test
    void shouldLeaveNothingBehindThatStopsADestroyOfAnUnprotectedEnvironment() {
        Map<String, Object> emptied = storage("Dev").only("Custom::S3AutoDeleteObjects");

        assertThat(properties(emptied)).containsEntry("BucketName", Map.of("Ref", "Artifacts"));
        assertThat(storage("Prod").all("Custom::S3AutoDeleteObjects")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Dev, false", "Staging, true", "Prod, true"})
    void shouldKeepWhatTellsWhatWasCurrentFromEverybodyWhereItIsProtected(String environment, boolean protect) {
        List<Map<String, Object>> denied = Template.<Map<String, Object>>list(
                        mapping(properties(storage(environment).only("AWS::S3::BucketPolicy"))
                                        .get("PolicyDocument"))
                                .get("Statement"))
                .stream()
                .filter(statement -> statement.get("Effect").equals("Deny"))
                .filter(statement -> Iam.actions(statement).contains("s3:DeleteObjectVersion"))
                .toList();

        assertThat(denied).hasSize(protect ? 1 : 0).allSatisfy(statement -> {
            assertThat(Iam.actions(statement)).containsExactly("s3:DeleteObject", "s3:DeleteObjectVersion");
            assertThat(Iam.resources(statement)).singleElement().asString().endsWith("/changes/*");
            assertThat(statement).containsEntry("Principal", Map.of("AWS", "*"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dev", "Staging", "Prod"})
    void shouldEncryptDatabasesAndLetInOnlyTlsAndIamOrManagedPasswords(String environment) {
        Template storage = storage(environment);

        assertThat(storage.all("AWS::RDS::DBCluster").values()).allSatisfy(cluster -> assertThat(properties(cluster))
                .containsEntry("StorageEncrypted", true)
                .containsEntry("EnableIAMDatabaseAuthentication", true)
                .containsEntry("ManageMasterUserPassword", true)
                .containsEntry("CopyTagsToSnapshot", true)
                .doesNotContainKeys("MasterUserPassword"));
        assertThat(storage.all("AWS::RDS::DBClusterParameterGroup").values())
                .hasSize(2)
                .allSatisfy(group -> assertThat(properties(group))
                        .containsEntry("Parameters", Map.of("rds.force_ssl", "1"))
                        .containsEntry("Family", "aurora-postgresql17"));
        assertThat(storage.all("AWS::RDS::DBInstance").values()).hasSize(2).allSatisfy(instance -> assertThat(
                        properties(instance))
                .containsEntry("PubliclyAccessible", false)
                .containsEntry("DBInstanceClass", "db.serverless"));
        assertThat(storage.text()).doesNotContain("AWS::SecretsManager::Secret\"", "{{resolve:");
    }

    @Test
    void shouldPauseAnUnprotectedDatabaseAndKeepAProtectedOneAwake() {
        assertThat(storage("Dev").properties("AnalyticsDatabase"))
                .containsEntry("BackupRetentionPeriod", 1)
                .containsEntry(
                        "ServerlessV2ScalingConfiguration",
                        Map.of("MinCapacity", 0, "MaxCapacity", 4, "SecondsUntilAutoPause", 300));
        assertThat(storage("Prod").properties("AnalyticsDatabase"))
                .containsEntry("BackupRetentionPeriod", 14)
                .containsEntry("ServerlessV2ScalingConfiguration", Map.of("MinCapacity", 0.5, "MaxCapacity", 16));
    }

    @Test
    void shouldKeepEveryVersionOfArtifactsPrivateEncryptedAndOnlyByTls() {
        Map<String, Object> bucket = storage("Prod").properties("Artifacts");

        assertThat(bucket)
                .containsEntry("VersioningConfiguration", Map.of("Status", "Enabled"))
                .containsKeys("BucketEncryption", "LifecycleConfiguration")
                .doesNotContainKey("BucketName");
        assertThat(mapping(bucket.get("PublicAccessBlockConfiguration")).values())
                .hasSize(4)
                .containsOnly(true);
        String policy =
                properties(storage("Prod").only("AWS::S3::BucketPolicy")).toString();
        assertThat(policy)
                .contains("aws:SecureTransport=false", "s3:TlsVersion=1.2")
                .doesNotContain("Allow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dev", "Staging", "Prod"})
    void shouldMountSharedFilesInBothZonesForAnybodyWhomTheGroupLetsIn(String environment) {
        Map<String, Object> files = storage(environment).properties("SharedFiles");

        assertThat(files).containsEntry("Encrypted", true).doesNotContainKey("FileSystemPolicy");
        assertThat(storage(environment).all("AWS::EFS::MountTarget")).hasSize(2);
    }

    @Test
    void shouldHandOverAnotherTeamsDatabaseAsTheFileSaysIt() {
        Checkout checkout = Checkout.copy()
                .only("dev")
                .edit(
                        "environments/dev.yaml",
                        "{create: true}",
                        "{host: db.example.com, secret: shop-admin, resource: db-ABCDEFGHIJ234567, database: shop}");
        Template storage = Assembly.of(checkout).template("Dev-Storage");
        checkout.delete();

        assertThat(storage.all("AWS::RDS::DBCluster")).containsOnlyKeys("AnalyticsDatabase");
        assertThat(storage.all("AWS::EC2::SecurityGroup").values())
                .filteredOn(group -> properties(group).get("GroupDescription").equals("Lambdas that reach databases"))
                .singleElement()
                .satisfies(group -> assertThat(
                                properties(group).get("SecurityGroupEgress").toString())
                        .contains("ToPort=5432", "0.0.0.0/0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dev", "Staging", "Prod"})
    void shouldTagWhatCostsWithTheProductAndTheEnvironment(String environment) {
        for (String id : List.of("AnalyticsDatabase", "ApplicationDatabase", "Artifacts", "Vpc")) {
            assertThat(Template.<Map<String, Object>>list(
                            storage(environment).properties(id).get("Tags")))
                    .contains(
                            Map.of("Key", "product", "Value", "slipway"),
                            Map.of("Key", "environment", "Value", environment.toLowerCase(Locale.ROOT)));
        }
    }
}
