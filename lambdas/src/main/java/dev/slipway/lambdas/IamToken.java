package dev.slipway.lambdas;

import dev.slipway.inference.ExitCode;
import dev.slipway.predictions.Credentials;
import dev.slipway.predictions.PublishException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The password of a database user who logs in by IAM: an address that is signed for {@code rds-db:connect} and good for
 * 15 minutes. Nothing is sent to sign it.
 *
 * @param host as the certificate has it, and as it is connected to
 * @param user the PostgreSQL role; it has {@code rds_iam}
 */
record IamToken(
        String host, int port, String user, String region, Supplier<AwsCredentialsIdentity> identity, Clock clock)
        implements Credentials {
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();
    private static final Duration GOOD_FOR = Duration.ofMinutes(15);

    /** Signed by whoever the function is when it connects. */
    IamToken(String host, int port, String user, String region) {
        this(host, port, user, region, IamToken::fromTheChain, Clock.systemUTC());
    }

    /**
     * Looks anew each time: a provider that lives longer would keep credentials from before a snapshot of SnapStart,
     * and these have expired when the function is restored.
     */
    private static AwsCredentialsIdentity fromTheChain() {
        try (DefaultCredentialsProvider chain =
                DefaultCredentialsProvider.builder().build()) {
            return chain.resolveCredentials();
        } catch (SdkClientException none) {
            throw new PublishException(
                    ExitCode.BAD_CONFIGURATION,
                    "there are no AWS credentials to sign a token with; expected those of the function's role",
                    none);
        }
    }

    @Override
    public String password() {
        SdkHttpFullRequest connect = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.GET)
                .protocol("https")
                .host(host)
                .port(port)
                .encodedPath("/")
                .putRawQueryParameter("Action", "connect")
                .putRawQueryParameter("DBUser", user)
                .build();
        String signed = SIGNER.sign(sign -> sign.identity(identity.get())
                        .request(connect)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "rds-db")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(
                                AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, GOOD_FOR)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request()
                .getUri()
                .toString();
        return signed.substring("https://".length());
    }

    @Override
    public String toString() {
        return "a token of IAM for " + user;
    }
}
