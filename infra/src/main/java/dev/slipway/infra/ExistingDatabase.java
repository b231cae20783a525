package dev.slipway.infra;

import dev.slipway.releases.ApplicationDatabase.Existing;
import java.util.Optional;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

/** A database that was there before. Nothing is looked up: what the file says is what is used. */
final class ExistingDatabase extends Construct {
    private final DatabaseEndpoint endpoint;

    ExistingDatabase(Construct scope, String id, Existing database) {
        super(scope, id);
        endpoint = new DatabaseEndpoint(
                database.host(),
                DatabaseEndpoint.PORT,
                database.database(),
                secret(database.secret()),
                database.resource(),
                Optional.empty());
    }

    DatabaseEndpoint endpoint() {
        return endpoint;
    }

    private ISecret secret(String nameOrArn) {
        if (!nameOrArn.startsWith("arn:")) {
            return Secret.fromSecretNameV2(this, "Admin", nameOrArn);
        }
        // A whole ARN ends in a hyphen and six characters that Secrets Manager appends.
        return nameOrArn.matches(".*-[A-Za-z0-9]{6}")
                ? Secret.fromSecretCompleteArn(this, "Admin", nameOrArn)
                : Secret.fromSecretPartialArn(this, "Admin", nameOrArn);
    }
}
