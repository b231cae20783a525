package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A call of S3 out of the network needs two who allow it: the role, and the policy of the gateway. */
class GatewayTest {
    private static final Assembly ASSEMBLY = Assembly.repository();
    private static final RolePermissions GATEWAY =
            RolePermissions.gateway(ASSEMBLY, "Dev-Storage", DevAccount.physical());

    @Test
    void shouldPassAllThatTheRoleOfARunAllows() throws Exception {
        CodeBuildProject project =
                CodeBuildProject.read(ASSEMBLY, "Dev-Workload", "slipway-dev-audience-forecast", DevAccount.physical());
        List<AwsCall> calls = project.role().statements().stream()
                .filter(statement -> Iam.actions(statement).get(0).startsWith("s3:"))
                .flatMap(statement -> Iam.actions(statement).stream()
                        .map(action -> new AwsCall(
                                action,
                                project.role()
                                        .text()
                                        .apply(statement.get("Resource"))
                                        .replace("*", "x.csv"),
                                Map.of())))
                .toList();

        assertThat(calls)
                .extracting(AwsCall::action)
                .contains("s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket", "s3:PutObject");
        assertThat(calls)
                .allSatisfy(call ->
                        assertThat(call.allowedBy(GATEWAY)).as(call.toString()).isTrue());
    }

    @Test
    void shouldNotLetARunCarryAnythingAway() {
        assertThat(new AwsCall("s3:PutObject", "arn:aws:s3:::somebody-elses/x.csv", Map.of()).allowedBy(GATEWAY))
                .isFalse();
    }
}
