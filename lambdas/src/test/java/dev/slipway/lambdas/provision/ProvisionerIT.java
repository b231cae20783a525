package dev.slipway.lambdas.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The provisioner with real databases and an emulator of the parameter store and of Secrets Manager. */
class ProvisionerIT {
    @TempDir
    private static Path folder;

    private static Cloud cloud;

    @BeforeAll
    static void start() throws Exception {
        cloud = new Cloud(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (cloud != null) {
            cloud.close();
        }
    }

    @BeforeEach
    void begin() throws SQLException {
        cloud.newDay();
    }

    /** Whatever a test did: no password in what the function said, nor in what the servers logged. */
    @AfterEach
    void shouldNotHaveToldASecret() throws Exception {
        String told = cloud.said() + cloud.analytics.log() + cloud.application.log();
        assertThat(told).contains("slipway_migrator");
        for (String secret : secrets()) {
            assertThat(told.contains(secret)).as("a secret was told").isFalse();
        }
    }

    private static List<String> secrets() {
        List<String> secrets = cloud.parameters().stream()
                .filter(parameter -> parameter.type() == ParameterType.SECURE_STRING)
                .map(Parameter::value)
                .collect(Collectors.toList());
        secrets.add(cloud.analytics.adminPassword);
        secrets.add(cloud.application.adminPassword);
        return secrets;
    }

    @Test
    void shouldMakeRolesWithPasswordsInTheParameterStoreAndMigrate() throws SQLException {
        Map<String, Object> answer = cloud.provide(cloud.properties(0), null, 900_000);

        assertThat(answer).isEqualTo(Map.of("PhysicalResourceId", "the-id"));
        assertThat(passwords().keySet())
                .containsExactly(
                        "analytics/etl",
                        "analytics/job",
                        "analytics/ledger",
                        "analytics/migrator",
                        "analytics/reader",
                        "application/app",
                        "application/etl",
                        "application/migrator");
        for (Map.Entry<String, String> entry : passwords().entrySet()) {
            String role = entry.getKey().replaceFirst(".*/", "");
            assertThat(Cloud.letsIn(server(entry.getKey()), role, entry.getValue()))
                    .as(entry.getKey())
                    .isTrue();
            assertThat(entry.getValue()).matches("[A-Za-z0-9_-]{43}");
            assertThat(cloud.parameter(entry.getKey() + "/password").type()).isEqualTo(ParameterType.SECURE_STRING);
        }
        assertThat(passwords().values()).doesNotHaveDuplicates();
        assertThat(cloud.analytics.rows("shop", "SELECT count(*) FROM predictions.runs"))
                .containsExactly("0");
        assertThat(cloud.application.rows("shop", "SELECT count(*) FROM predictions.freshness"))
                .containsExactly("0");
        assertThat(cloud.analytics.rows("SELECT rolname FROM pg_roles WHERE rolname ~ '^slipway' AND rolsuper"))
                .isEmpty();
    }

    @Test
    void shouldChangeNothingWhenItRunsAgain() {
        cloud.provide(0);
        Map<String, Long> versions = versions();
        Map<String, String> passwords = passwords();
        cloud.provide(0);
        assertThat(versions()).isEqualTo(versions);
        assertThat(passwords()).isEqualTo(passwords);
    }

    @Test
    void shouldMakeNewPasswordsWhenTheNumberOfTheRotationChanges() throws SQLException {
        cloud.provide(0);
        Map<String, String> old = passwords();
        cloud.provide(1);
        Map<String, String> fresh = passwords();
        for (String name : old.keySet()) {
            assertThat(fresh.get(name)).as(name).isNotEqualTo(old.get(name));
            String role = name.replaceFirst(".*/", "");
            assertThat(Cloud.letsIn(server(name), role, old.get(name)))
                    .as("%s, old", name)
                    .isFalse();
            assertThat(Cloud.letsIn(server(name), role, fresh.get(name)))
                    .as("%s, new", name)
                    .isTrue();
        }
        cloud.provide(1);
        assertThat(passwords()).isEqualTo(fresh);
    }

    @Test
    void shouldHealWhenTheParameterCouldNotBeWritten() throws SQLException {
        assertThatThrownBy(() -> cloud.provide(cloud.properties(0), Trouble.before("/job/password"), 900_000))
                .hasMessageContaining("the parameter store is away");
        assertThat(passwords()).containsOnlyKeys("analytics/migrator");
        cloud.provide(0);
        assertThat(passwords()).hasSize(8);
        assertThat(Cloud.letsIn(cloud.analytics, "job", cloud.password("analytics", "job")))
                .isTrue();
    }

    @Test
    void shouldHealWhenTheParameterWasWrittenAndTheRoleNotChanged() throws SQLException {
        cloud.provide(0);
        String old = cloud.password("analytics", "reader");
        assertThatThrownBy(() -> cloud.provide(cloud.properties(1), Trouble.after("/reader/password"), 900_000))
                .hasMessageContaining("the answer was lost");
        String written = cloud.password("analytics", "reader");
        assertThat(written).isNotEqualTo(old);
        assertThat(Cloud.letsIn(cloud.analytics, "reader", old))
                .as("the role is as it was")
                .isTrue();

        // CloudFormation goes back to what was, and the parameter is what clients have read since.
        cloud.provide(0);
        assertThat(cloud.password("analytics", "reader")).isEqualTo(written);
        assertThat(Cloud.letsIn(cloud.analytics, "reader", written)).isTrue();
        cloud.provide(1);
        assertThat(Cloud.letsIn(cloud.analytics, "reader", cloud.password("analytics", "reader")))
                .isTrue();
        assertThat(cloud.password("analytics", "reader")).isNotEqualTo(written);
    }

    @Test
    void shouldTakeOverRolesThatAreThere() throws SQLException {
        cloud.analytics.run("SET ROLE cloud_admin; CREATE ROLE slipway_job LOGIN; CREATE ROLE slipway_reader LOGIN");
        cloud.analytics.setPassword("slipway_job", "somebody's own");
        cloud.provide(0);
        assertThat(Cloud.letsIn(cloud.analytics, "job", "somebody's own")).isFalse();
        assertThat(Cloud.letsIn(cloud.analytics, "job", cloud.password("analytics", "job")))
                .isTrue();
    }

    @Test
    void shouldSetTheParametersPasswordWhereSomebodyChangedTheRoles() throws SQLException {
        cloud.provide(0);
        Map<String, String> passwords = passwords();
        cloud.application.setPassword("slipway_app", "somebody's own");
        cloud.provide(0);
        assertThat(passwords()).isEqualTo(passwords);
        assertThat(Cloud.letsIn(cloud.application, "app", passwords.get("application/app")))
                .isTrue();
    }

    @Test
    void shouldLetTheFunctionsLogInByIamWhereTheServerKnowsIt() throws SQLException {
        cloud.provide(0);
        for (CloudServer server : List.of(cloud.analytics, cloud.application)) {
            server.run("CREATE ROLE rds_iam");
            server.run("GRANT rds_iam TO cloud_admin WITH ADMIN OPTION");
        }
        cloud.provide(0);
        assertThat(cloud.analytics.rows("SELECT rolname FROM pg_authid WHERE pg_has_role(oid, 'rds_iam', 'member')"
                        + " AND rolname ~ '^slipway' AND rolpassword IS NULL ORDER BY 1"))
                .containsExactly("slipway_etl", "slipway_ledger");
        assertThat(cloud.application.rows("SELECT rolname FROM pg_authid WHERE pg_has_role(oid, 'rds_iam', 'member')"
                        + " AND rolname ~ '^slipway' AND rolpassword IS NULL"))
                .containsExactly("slipway_etl");
        assertThat(Cloud.letsIn(cloud.analytics, "job", cloud.password("analytics", "job")))
                .isTrue();
    }

    @Test
    void shouldNotTakeThePasswordAwayFromAJobThatRuns() throws SQLException {
        cloud.provide(0);
        String old = cloud.password("analytics", "job");
        cloud.analytics.rows("shop", "INSERT INTO predictions.models (model, major) VALUES ('churn', 1) RETURNING 1");
        cloud.analytics.rows(
                "shop",
                "WITH run AS (INSERT INTO predictions.runs (run_id, model, major, version, manifest, as_of)"
                        + " VALUES ('run-7', 'churn', 1, '1.0.0', '{}', now()) RETURNING run_no)"
                        + " INSERT INTO predictions.attempts (run_no, deadline)"
                        + " SELECT run_no, now() + interval '1 hour' FROM run RETURNING 1");
        assertThatThrownBy(() -> cloud.provide(cloud.properties(1), null, 30_000))
                .hasMessageContaining(
                        "slipway_job gets no new password while jobs run that hold the old one: run run-7 of"
                                + " churn (until 2");
        assertThat(cloud.password("analytics", "job")).isEqualTo(old);
        assertThat(Cloud.letsIn(cloud.analytics, "job", old)).isTrue();
        cloud.provide(0); // what CloudFormation does then; it waits for nobody
        cloud.analytics.rows(
                "shop", "UPDATE predictions.attempts SET outcome = 'succeeded', ended_at = now() RETURNING 1");
        cloud.provide(cloud.properties(1), null, 30_000);
        assertThat(cloud.password("analytics", "job")).isNotEqualTo(old);
    }

    @Test
    void shouldLeaveOthersInAnApplicationDatabaseThatTheyUseToo() throws SQLException {
        cloud.application.run("GRANT CONNECT ON DATABASE shop TO PUBLIC");
        String publicMayConnect = "SELECT has_database_privilege('public', 'shop', 'CONNECT')";
        Map<String, Object> shared = new HashMap<>(cloud.properties(0));
        // The URL is in the secret; nothing says that the database is ours alone.
        cloud.secret(
                "application",
                "{\"username\": \"cloud_admin\", \"password\": \"" + cloud.application.adminPassword
                        + "\", \"host\": \"127.0.0.1\", \"port\": " + cloud.application.port()
                        + ", \"dbname\": \"shop?sslmode=disable\"}");
        shared.put(
                "application", Map.of("adminSecretArn", ((Map<?, ?>) shared.get("application")).get("adminSecretArn")));
        cloud.provide(shared, null, 900_000);
        assertThat(cloud.application.rows(publicMayConnect)).containsExactly("t");
        assertThat(Cloud.letsIn(cloud.application, "app", cloud.password("application", "app")))
                .isTrue();
        cloud.provide(0);
        assertThat(cloud.application.rows(publicMayConnect)).containsExactly("f");
    }

    @Test
    void shouldKeepEverythingWhenTheStackIsDeleted() throws SQLException {
        cloud.provide(0);
        Map<String, String> passwords = passwords();
        assertThat(cloud.send(Map.of("RequestType", "Delete", "PhysicalResourceId", "the-id"), null, 900_000))
                .isEqualTo(Map.of("PhysicalResourceId", "the-id"));
        assertThat(passwords()).isEqualTo(passwords);
        assertThat(Cloud.letsIn(cloud.application, "app", passwords.get("application/app")))
                .isTrue();
        assertThat(cloud.analytics.rows("shop", "SELECT count(*) FROM predictions.runs"))
                .containsExactly("0");
    }

    @Test
    void shouldSayWhatIsWrongWithASecretButNotWhatItHolds() {
        cloud.secret("analytics", "username=cloud_admin password=" + cloud.analytics.adminPassword);
        assertThatThrownBy(() -> cloud.provide(0))
                .hasMessageStartingWith("the secret analytics-")
                .hasMessageEndingWith(": expected a JSON object with username and password, got something else");
        cloud.secret("analytics", "{\"password\": \"" + cloud.analytics.adminPassword + "\"}");
        assertThatThrownBy(() -> cloud.provide(0))
                .hasMessageEndingWith(": expected username in its JSON object, got only [password]");
    }

    @Test
    void shouldNotTakeAPasswordThatLiesThereForEverybodyToRead() {
        cloud.write(put -> put.name(cloud.prefix() + "/analytics/job/password")
                .value("hunter2-hunter2")
                .type("String"));
        assertThatThrownBy(() -> cloud.provide(0))
                .hasMessageContaining("/analytics/job/password: expected a SecureString, got a String; delete it")
                .hasMessageNotContaining("hunter2");
    }

    private static CloudServer server(String parameter) {
        return parameter.startsWith("analytics/") ? cloud.analytics : cloud.application;
    }

    /** By names such as {@code analytics/job}. */
    private static Map<String, String> passwords() {
        return cloud.parameters().stream()
                .filter(parameter -> parameter.name().endsWith("/password"))
                .collect(Collectors.toMap(
                        parameter -> parameter
                                .name()
                                .replace(cloud.prefix() + "/", "")
                                .replace("/password", ""),
                        Parameter::value,
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static Map<String, Long> versions() {
        return cloud.parameters().stream().collect(Collectors.toMap(Parameter::name, Parameter::version));
    }
}
