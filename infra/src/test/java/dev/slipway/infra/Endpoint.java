package dev.slipway.infra;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** Where an emulator answers, and as whom it is asked. */
record Endpoint(URI address, String keyId) {
    static Endpoint of(Map<String, String> environment) {
        return new Endpoint(URI.create(environment.get("AWS_ENDPOINT_URL")), environment.get("AWS_ACCESS_KEY_ID"));
    }

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(address)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(keyId, "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
