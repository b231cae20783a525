package dev.slipway.lambdas.provision;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.slipway.job.AwsServer;
import dev.slipway.lambdas.ProvisionerHandler;
import dev.slipway.predictions.Database;
import dev.slipway.predictions.PublishException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** Two database servers, a parameter store and a store of secrets, and all that the provisioner said before them. */
final class Cloud implements AutoCloseable {
    final CloudServer analytics;
    final CloudServer application;
    private final AwsServer moto;
    private final SsmClient ssm;
    private final SecretsManagerClient secrets;
    private final StringBuilder said = new StringBuilder();
    private int day;

    Cloud(Path folder) throws Exception {
        moto = AwsServer.start();
        ssm = configured(SsmClient.builder(), null)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        secrets = configured(SecretsManagerClient.builder(), null)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        analytics = new CloudServer(folder.resolve("analytics.log"), "the analytics administrator's");
        application = new CloudServer(folder.resolve("application.log"), "the application administrator's");
    }

    /** New databases without roles, and a path of parameters that nobody has written to. */
    void newDay() throws SQLException {
        day++;
        analytics.reset();
        application.reset();
        secret("analytics", "{\"username\": \"cloud_admin\", \"password\": \"" + analytics.adminPassword + "\"}");
        secret("application", "{\"username\": \"cloud_admin\", \"password\": \"" + application.adminPassword + "\"}");
    }

    void secret(String name, String content) {
        String id = name + "-" + day;
        if (secrets.listSecrets().secretList().stream()
                .noneMatch(secret -> secret.name().equals(id))) {
            secrets.createSecret(create -> create.name(id).secretString(content));
        } else {
            secrets.putSecretValue(put -> put.secretId(id).secretString(content));
        }
    }

    /** What leads a function to the emulator. */
    Map<String, String> environment() {
        return moto.environment();
    }

    String prefix() {
        return "/slipway/day" + day;
    }

    Map<String, Object> properties(int rotate) {
        return Map.of(
                "ServiceToken", "arn:aws:lambda:eu-central-1:1:function:provider",
                "analytics", Map.of("url", analytics.url(), "adminSecretArn", "analytics-" + day),
                "application",
                        Map.of("url", application.url(), "adminSecretArn", "application-" + day, "shared", "false"),
                "parameters", prefix(),
                "digest", "0123",
                "rotate", Integer.toString(rotate));
    }

    void provide(int rotate) {
        provide(properties(rotate), null, 900_000);
    }

    /** @param trouble happens to every call of the parameter store; null for none */
    Map<String, Object> provide(Map<String, Object> properties, ExecutionInterceptor trouble, int remainingMillis) {
        return send(
                Map.of("RequestType", "Update", "PhysicalResourceId", "the-id", "ResourceProperties", properties),
                trouble,
                remainingMillis);
    }

    Map<String, Object> send(Map<String, Object> event, ExecutionInterceptor trouble, int remainingMillis) {
        try (SsmClient troubled = configured(SsmClient.builder(), trouble)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            Map<String, Object> answer =
                    new ProvisionerHandler(secrets, troubled).handleRequest(event, context(remainingMillis));
            said.append(answer).append('\n');
            return answer;
        } catch (RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            said.append(trace).append('\n');
            throw e;
        }
    }

    private Context context(int remainingMillis) {
        LambdaLogger logger = (LambdaLogger) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {LambdaLogger.class}, (proxy, method, arguments) -> {
                    said.append(
                                    arguments[0] instanceof byte[] bytes
                                            ? new String(bytes, StandardCharsets.UTF_8)
                                            : arguments[0])
                            .append('\n');
                    return null;
                });
        return (Context) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> method.getName().equals("getLogger") ? logger : remainingMillis);
    }

    /** All that the provisioner has told anybody since the cloud began: its log, its answers, its failures. */
    String said() {
        return said.toString();
    }

    void forget() {
        said.setLength(0);
    }

    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        ssm.getParametersByPathPaginator(
                        get -> get.path(prefix()).recursive(true).withDecryption(true))
                .forEach(page -> all.addAll(page.parameters()));
        return all;
    }

    Parameter parameter(String name) {
        return ssm.getParameter(get -> get.name(prefix() + "/" + name).withDecryption(true))
                .parameter();
    }

    String password(String database, String role) {
        return parameter(database + "/" + role + "/password").value();
    }

    void write(Consumer<software.amazon.awssdk.services.ssm.model.PutParameterRequest.Builder> put) {
        ssm.putParameter(put);
    }

    /** Whether the server lets this role in with this password. */
    static boolean letsIn(CloudServer server, String role, String password) throws SQLException {
        try (Connection connection = new Database(server.url(), "slipway_" + role, password).connect()) {
            return connection.isValid(0);
        } catch (PublishException refused) {
            return false;
        }
    }

    private <B extends AwsClientBuilder<B, C>, C> B configured(B builder, ExecutionInterceptor trouble) {
        return builder.endpointOverride(URI.create(moto.endpoint()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .overrideConfiguration(override -> {
                    if (trouble != null) {
                        override.addExecutionInterceptor(trouble);
                    }
                });
    }

    @Override
    public void close() throws IOException {
        ssm.close();
        secrets.close();
        analytics.close();
        application.close();
        moto.close();
    }
}
