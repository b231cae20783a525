package dev.slipway.job.fetch;

import java.net.URI;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Opens S3 as the environment says: region, credentials and endpoint come from the SDK's own variables. */
public final class S3Clients {
    private S3Clients() {}

    /** The caller closes it. */
    public static S3Client open() {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_SUPPORTED);
        // Buckets as host names resolve at AWS only; any other endpoint gets them in the path.
        if (endpoint() != null) {
            builder.forcePathStyle(true);
        }
        return builder.build();
    }

    private static URI endpoint() {
        String own = System.getenv("AWS_ENDPOINT_URL_S3");
        String any = own == null ? System.getenv("AWS_ENDPOINT_URL") : own;
        return any == null || any.isBlank() ? null : URI.create(any);
    }
}
