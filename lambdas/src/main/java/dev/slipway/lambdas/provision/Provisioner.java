package dev.slipway.lambdas.provision;

import dev.slipway.predictions.Database;
import dev.slipway.predictions.DatabaseRoles;
import dev.slipway.predictions.Migrations;
import dev.slipway.predictions.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Makes both databases ready: roles, passwords, migrations. Every step may be done again; what is there stays. */
public final class Provisioner {
    /** Functions of ours: they sign tokens where the server takes them. */
    private static final Set<Role> BY_IAM = Set.of(Role.ETL, Role.LEDGER);

    private final SecretsManagerClient secrets;
    private final SsmClient ssm;
    private final Redaction redaction;
    private final Consumer<String> log;

    /** @param log gets a line for each change, without secrets */
    public Provisioner(SecretsManagerClient secrets, SsmClient ssm, Redaction redaction, Consumer<String> log) {
        this.secrets = secrets;
        this.ssm = ssm;
        this.redaction = redaction;
        this.log = line -> log.accept(redaction.clean(line));
    }

    /** @param remainingMillis how long a rotation may still wait for running jobs */
    public void provide(ProvisionRequest request, LongSupplier remainingMillis) throws SQLException {
        Database analytics = Administrator.of(request.analytics(), secrets, redaction);
        Database application = Administrator.of(request.application(), secrets, redaction);
        try (Connection admin = analytics.connect()) {
            DatabaseRoles.createAnalytics(admin, Map.of());
            RolePasswords passwords = passwords(admin, analytics, "analytics", request);
            Database migrator = passwords.settle(Role.MIGRATOR);
            Migrations.analytics(migrator);
            log.accept("the analytics database is migrated");
            if (passwords.isDue(Role.JOB)) {
                new RunningJobs(migrator).await(remainingMillis);
            }
            settle(admin, DatabaseRoles.ANALYTICS, passwords);
        }
        try (Connection admin = application.connect()) {
            if (request.application().shared()) {
                DatabaseRoles.createInApplication(admin, Map.of());
            } else {
                DatabaseRoles.createApplication(admin, Map.of());
            }
            RolePasswords passwords = passwords(admin, application, "application", request);
            Migrations.application(passwords.settle(Role.MIGRATOR));
            log.accept("the application database is migrated");
            settle(admin, DatabaseRoles.APPLICATION, passwords);
        }
    }

    private RolePasswords passwords(Connection admin, Database database, String name, ProvisionRequest request) {
        Parameters parameters = new Parameters(ssm, request.key(), redaction);
        return new RolePasswords(
                admin, database, parameters, request.parameters() + "/" + name, request.rotation(), log);
    }

    private static void settle(Connection admin, Iterable<Role> roles, RolePasswords passwords) throws SQLException {
        for (Role role : roles) {
            if (role != Role.MIGRATOR && !(BY_IAM.contains(role) && DatabaseRoles.loginByIam(admin, role))) {
                passwords.settle(role);
            }
        }
    }
}
