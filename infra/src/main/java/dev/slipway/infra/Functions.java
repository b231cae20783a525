package dev.slipway.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/** The functions that work on the databases. They log in by IAM, each as one user, with no password anywhere. */
final class Functions extends Construct {
    private static final String PACKAGE = "dev.slipway.lambdas.";

    private final Site site;
    private final Storage storage;
    private final HandlerFunction etl;
    private final HandlerFunction provisioner;

    Functions(Construct scope, String id, Site site, Storage storage, IQueue deadLetters) {
        super(scope, id);
        this.site = site;
        this.storage = storage;
        etl = make("Etl", etlHandler(), etlMay(deadLetters));
        make("Ledger", ledgerHandler(), ledgerMay());
        provisioner = make("Provisioner", provisionerHandler(), provisionerMay());
    }

    HandlerFunction etl() {
        return etl;
    }

    HandlerFunction provisioner() {
        return provisioner;
    }

    private HandlerFunction make(String id, Handler handler, List<PolicyStatement> may) {
        return new HandlerFunction(this, id, site, storage, handler, may);
    }

    private Handler etlHandler() {
        Map<String, String> variables = new TreeMap<>(Map.of(
                "SLIPWAY_ENVIRONMENT", site.environment().name(),
                "SLIPWAY_COPIES", SettingsFile.reference("copies.json")));
        variables.putAll(database("ANALYTICS", storage.analytics(), "slipway_etl"));
        variables.putAll(database("APPLICATION", storage.application(), "slipway_etl"));
        return new Handler("etl", PACKAGE + "EtlHandler", 1769, 900, true, true, variables)
                .with(new SettingsFile("copies.json", FunctionSettings.copies(site.environment())));
    }

    private Handler ledgerHandler() {
        Map<String, String> variables = new TreeMap<>(Map.of(
                "SLIPWAY_ENVIRONMENT",
                site.environment().name(),
                "SLIPWAY_ARTIFACTS",
                "s3://" + storage.artifacts().getBucketName()));
        variables.putAll(database("ANALYTICS", storage.analytics(), "slipway_ledger"));
        // A paused database takes up to 30 seconds to answer.
        return new Handler("ledger", PACKAGE + "LedgerHandler", 1024, 120, true, true, variables);
    }

    private static Handler provisionerHandler() {
        return new Handler("provisioner", PACKAGE + "ProvisionerHandler", 1024, 840, true, false, Map.of());
    }

    private static Map<String, String> database(String name, DatabaseEndpoint database, String user) {
        return Map.of("SLIPWAY_" + name + "_URL", database.jdbcUrl(), "SLIPWAY_" + name + "_USER", user);
    }

    /** Copies, and hands its answers and failures on. */
    private List<PolicyStatement> etlMay(IQueue deadLetters) {
        return List.of(
                connect(storage.analytics(), "slipway_etl"),
                connect(storage.application(), "slipway_etl"),
                Policies.allow(List.of("events:PutEvents"), site.arn("events", "event-bus/default")),
                Policies.allow(List.of("sqs:SendMessage"), deadLetters.getQueueArn()));
    }

    /** Decides what is current, and tells it. */
    private List<PolicyStatement> ledgerMay() {
        List<PolicyStatement> may = new ArrayList<>(Policies.tellChanges(storage.artifacts(), ""));
        may.add(connect(storage.analytics(), "slipway_ledger"));
        return may;
    }

    /** Reads the administrators' secrets and writes the other roles' passwords. */
    private List<PolicyStatement> provisionerMay() {
        List<String> parameters = new ArrayList<>();
        List.of("migrator", "job", "reader").forEach(role -> parameters.addAll(parameters("analytics", role)));
        List.of("migrator", "app").forEach(role -> parameters.addAll(parameters("application", role)));
        List<String> secrets = new ArrayList<>(storage.analytics().adminForIam());
        secrets.addAll(storage.application().adminForIam());
        List<PolicyStatement> may = new ArrayList<>(List.of(
                Policies.allow(List.of("secretsmanager:GetSecretValue"), secrets.toArray(String[]::new)),
                Policies.allow(List.of("ssm:GetParameter", "ssm:PutParameter"), parameters.toArray(String[]::new))));
        storage.application()
                .adminKey()
                .ifPresent(key -> may.add(Policies.decryptBy("secretsmanager", site.environment(), key)));
        return may;
    }

    /** The password, and the number of the rotation that made it. */
    private List<String> parameters(String database, String role) {
        return List.of(
                site.arn("ssm", "parameter" + site.names().password(database, role)),
                site.arn("ssm", "parameter" + site.names().rotation(database, role)));
    }

    private PolicyStatement connect(DatabaseEndpoint database, String user) {
        return Policies.allow(
                List.of("rds-db:connect"), site.arn("rds-db", "dbuser:" + database.resourceId() + "/" + user));
    }
}
