package dev.slipway.lambdas;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.slipway.lambdas.provision.ProvisionRequest;
import dev.slipway.lambdas.provision.Provisioner;
import dev.slipway.lambdas.provision.Redaction;
import java.sql.SQLException;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * A custom resource of CloudFormation, behind the CDK's {@code Provider}: brings both databases to what this jar's
 * migrations and roles say, and writes passwords to the parameter store.
 *
 * <p>Properties: {@code analytics} and {@code application}, each {@code {"url", "adminSecretArn"}}; with
 * {@code "shared": "false"} an application database is closed to all others. {@code parameters} such as
 * {@code /slipway/dev}, {@code key} of KMS (optional), {@code rotate}: a number, another one makes new passwords.
 *
 * <p>Answer: {@code {"PhysicalResourceId"}}, the same for ever, or CloudFormation would delete the one before. A deletion
 * keeps databases, roles and parameters.
 */
public final class ProvisionerHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private final SecretsManagerClient secrets;
    private final SsmClient ssm;

    public ProvisionerHandler() {
        this(
                SecretsManagerClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build(),
                SsmClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build());
    }

    /** With other services than those of the environment. */
    public ProvisionerHandler(SecretsManagerClient secrets, SsmClient ssm) {
        this.secrets = secrets;
        this.ssm = ssm;
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        Object type = event == null ? null : event.get("RequestType");
        if ("Delete".equals(type)) {
            context.getLogger().log("deleted: databases, roles and parameters stay");
            return Map.of("PhysicalResourceId", event.getOrDefault("PhysicalResourceId", "slipway-databases"));
        }
        if (!"Create".equals(type) && !"Update".equals(type)) {
            throw new IllegalArgumentException(
                    "expected CloudFormation's request with RequestType Create, Update or Delete, got " + type);
        }
        ProvisionRequest request = ProvisionRequest.of(event.get("ResourceProperties"));
        Redaction redaction = new Redaction();
        try {
            new Provisioner(secrets, ssm, redaction, context.getLogger()::log)
                    .provide(request, context::getRemainingTimeInMillis);
        } catch (SQLException | RuntimeException e) {
            throw redaction.clean(e);
        }
        return Map.of(
                "PhysicalResourceId",
                event.getOrDefault("PhysicalResourceId", "slipway-databases" + request.parameters()));
    }
}
