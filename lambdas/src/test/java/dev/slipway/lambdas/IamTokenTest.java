package dev.slipway.lambdas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsUtilities;

/** Against the token of the SDK's own module for RDS, which is too large to be carried. */
class IamTokenTest {
    private static final String HOST = "analytics.cluster-abc.eu-central-1.rds.amazonaws.com";

    @ParameterizedTest
    @CsvSource({
        "AKIDEXAMPLE, wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY, , 5432, slipway_etl, eu-central-1",
        "ASIAEXAMPLE, wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY, IQoJb3JpZ2luX2V+/=x, 5432, slipway_ledger, us-east-1",
        "ASIAEXAMPLE, secret, token, 6543, a user+of mine, eu-west-3"
    })
    void shouldSignAsTheSdkDoes(String key, String secret, String session, int port, String user, String region) {
        Instant now = Instant.parse("2026-11-22T04:30:15Z");
        AwsCredentialsIdentity identity = session == null
                ? AwsBasicCredentials.create(key, secret)
                : AwsSessionCredentials.create(key, secret, session);

        String token =
                new IamToken(HOST, port, user, region, () -> identity, Clock.fixed(now, ZoneOffset.UTC)).password();

        RdsUtilities reference = RdsUtilities.builder()
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(
                        identity instanceof AwsSessionCredentials known ? known : (AwsBasicCredentials) identity))
                .build();
        // The SDK signs with the real clock, and answers a token of its own second.
        String expected = reference.generateAuthenticationToken(
                request -> request.hostname(HOST).port(port).username(user));
        Instant signed = signedAt(expected);
        String ours =
                new IamToken(HOST, port, user, region, () -> identity, Clock.fixed(signed, ZoneOffset.UTC)).password();
        // A signature covers the parameters sorted, so their order in the token is nobody's business.
        assertThat(parts(ours)).isEqualTo(parts(expected)).contains("X-Amz-Expires=900");
        assertThat(token)
                .startsWith(HOST + ":" + port + "/?Action=connect&DBUser=")
                .contains("X-Amz-Date=20261122T043015Z", "X-Amz-Expires=900")
                .isNotEqualTo(expected);
    }

    private static Set<String> parts(String token) {
        return Set.of(token.split("[?&]"));
    }

    private static Instant signedAt(String token) {
        String date = token.replaceFirst(".*X-Amz-Date=([0-9TZ]+).*", "$1");
        return Instant.parse(date.replaceFirst("(....)(..)(..)T(..)(..)(..)Z", "$1-$2-$3T$4:$5:$6Z"));
    }
}
