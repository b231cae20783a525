package dev.slipway.job.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.job.AwsServer;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcrTokenIT {
    private static final String HOST = "111111111111.dkr.ecr.eu-central-1.amazonaws.com";

    private static final Map<String, String> SDK = Map.of("aws.accessKeyId", "test", "aws.secretAccessKey", "test");

    @BeforeEach
    void giveCredentials() {
        SDK.forEach(System::setProperty);
    }

    @AfterEach
    void takeThemBack() {
        SDK.keySet().forEach(System::clearProperty);
        System.clearProperty("aws.endpointUrl");
    }

    @Test
    void shouldGetUserAndPassword() throws Exception {
        try (AwsServer aws = AwsServer.start()) {
            System.setProperty("aws.endpointUrl", aws.endpoint());
            EcrToken token = EcrToken.fetch(HOST);
            assertThat(token.user()).isEqualTo("AWS");
            assertThat(token.password()).isNotBlank();
            assertThat(token.expires()).isAfter(Instant.EPOCH);
            assertThat(token.toString()).doesNotContain(token.password());
        }
    }

    @Test
    void shouldTellThatEcrIsAway() {
        System.setProperty("aws.endpointUrl", "http://localhost:1");
        assertThatThrownBy(() -> EcrToken.fetch(HOST))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.TRY_AGAIN))
                .hasMessageStartingWith(HOST + ": ECR cannot be reached or failed: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HOST,
                "111111111111.dkr.ecr.cn-north-1.amazonaws.com.cn",
                "111111111111.dkr.ecr-fips.us-east-1.amazonaws.com",
                "111111111111.dkr-ecr.eu-central-1.on.aws"
            })
    void shouldKnowItsHosts(String host) {
        assertThat(EcrToken.isFor(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:5000",
                "public.ecr.aws",
                "1.dkr.ecr.eu-central-1.amazonaws.com",
                HOST + ".example.com",
                HOST + ":443"
            })
    void shouldLeaveOtherHostsAlone(String host) {
        assertThat(EcrToken.isFor(host)).isFalse();
        assertThatThrownBy(() -> EcrToken.fetch(host)).isInstanceOf(IllegalArgumentException.class);
    }
}
