package dev.slipway.job.registry;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.AuthorizationData;

/**
 * User and password for Amazon ECR, got with the AWS credentials that the SDK finds; they hold for 12 hours and for every
 * repository those credentials may use.
 */
public record EcrToken(String user, String password, Instant expires) {
    private static final Pattern HOST =
            Pattern.compile("\\d{12}\\.dkr[.-]ecr(?:-fips)?\\.([a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?|on\\.aws)");

    /** Whether the host of an image is a private registry of ECR: {@code 111111111111.dkr.ecr.eu-central-1.amazonaws.com}. */
    public static boolean isFor(String host) {
        return HOST.matcher(host).matches();
    }

    /**
     * Asks the region that the host names.
     *
     * @throws InferenceException 78 without AWS credentials or where they are refused, 75 where ECR cannot be reached
     */
    public static EcrToken fetch(String host) {
        Matcher named = HOST.matcher(host);
        if (!named.matches()) {
            throw new IllegalArgumentException("expected ACCOUNT.dkr.ecr.REGION.amazonaws.com, got \"" + host + '"');
        }
        try (EcrClient ecr = EcrClient.builder()
                .region(Region.of(named.group(1)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            return decode(ecr.getAuthorizationToken().authorizationData().get(0));
        } catch (SdkException e) {
            throw failure(host, e);
        }
    }

    private static EcrToken decode(AuthorizationData data) {
        String[] pair =
                new String(Base64.getDecoder().decode(data.authorizationToken()), StandardCharsets.UTF_8).split(":", 2);
        return new EcrToken(pair[0], pair[1], data.expiresAt());
    }

    private static InferenceException failure(String host, SdkException failed) {
        if (failed instanceof SdkServiceException answered && answered.statusCode() < 500) {
            return new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    host + ": AWS gives no token: " + failed.getMessage()
                            + "; expected credentials that may ecr:GetAuthorizationToken",
                    failed);
        }
        // A connection that failed carries its cause; the chain of credential providers answers a page of text without.
        if (failed instanceof SdkClientException && failed.getCause() == null) {
            return new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    host + ": no AWS credentials, neither in the environment, a profile, a container nor an instance;"
                            + " 'aws sts get-caller-identity' tells more",
                    failed);
        }
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new InferenceException(ExitCode.TRY_AGAIN, host + ": ECR cannot be reached or failed: " + cause, failed);
    }

    /** Without the password: records are printed by accident. */
    @Override
    public String toString() {
        return "EcrToken[" + user + ", expires " + expires + "]";
    }
}
