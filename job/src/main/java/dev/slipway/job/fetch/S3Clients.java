package dev.slipway.job.fetch;

import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Opens S3 as the environment says: region, credentials and endpoint come from the SDK's own variables. */
public final class S3Clients {
    private S3Clients() {}

    /** The caller closes it. */
    public static S3Client open() {
        S3ClientBuilder builder = S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
        // Buckets as host names resolve at AWS only; any other endpoint gets them in the path.
        return builder.forcePathStyle(hasOwnEndpoint()).build();
    }

    /** The places where the SDK itself looks for an endpoint, but for its profile files. */
    private static boolean hasOwnEndpoint() {
        return System.getenv("AWS_ENDPOINT_URL_S3") != null
                || System.getenv("AWS_ENDPOINT_URL") != null
                || System.getProperty("aws.endpointUrlS3") != null
                || System.getProperty("aws.endpointUrl") != null;
    }
}
