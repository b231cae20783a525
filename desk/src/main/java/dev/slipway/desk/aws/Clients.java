package dev.slipway.desk.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/**
 * How clients of AWS are set up: credentials and endpoints as the SDK finds them, retries as its standard has them.
 *
 * @param connect how long a connection may take
 * @param silence how long a service may say nothing
 */
record Clients(Region region, Duration connect, Duration silence) {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    static Clients in(Region region) {
        return new Clients(region, CONNECT, SILENCE);
    }

    /** The same elsewhere. */
    Clients at(Region other) {
        return new Clients(other, connect, silence);
    }

    /** A client of services whose calls can be repeated. */
    <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C open(B builder) {
        return builder.region(region)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(connect)
                        .socketTimeout(silence))
                .overrideConfiguration(config -> config.retryStrategy(RetryMode.STANDARD))
                .build();
    }

    /**
     * A client of calls that take as long as a function may run and change something each time: a call is made again only
     * where the service says that it has not begun.
     */
    <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C openForFunctions(B builder, Duration longest) {
        return builder.region(region)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(connect)
                        .socketTimeout(longest))
                .overrideConfiguration(config -> config.retryStrategy(StandardRetryStrategy.builder()
                        .maxAttempts(4)
                        .retryOnException(TooManyRequestsException.class)
                        .backoffStrategy(
                                BackoffStrategy.exponentialDelay(Duration.ofMillis(200), Duration.ofSeconds(5)))
                        .throttlingBackoffStrategy(
                                BackoffStrategy.exponentialDelay(Duration.ofMillis(200), Duration.ofSeconds(5)))
                        .treatAsThrottling(failed -> false)
                        .circuitBreakerEnabled(false)
                        .useClientDefaults(false)
                        .build()))
                .build();
    }
}
