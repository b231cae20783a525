package dev.slipway.desk.aws;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.releases.Environment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/**
 * How clients of AWS are set up: credentials and endpoints as the SDK finds them, retries as its standard has them.
 *
 * @param profile of AWS's configuration files whose credentials are taken; empty for those that the SDK finds
 * @param connect how long a connection may take
 * @param silence how long a service may say nothing
 */
record Clients(Region region, Optional<String> profile, Duration connect, Duration silence) {
    /** By its limits; each reads all certificates when it is made, so that services share it. */
    private static final Map<List<Duration>, SdkHttpClient> HTTP = new ConcurrentHashMap<>();

    private static final String PROFILES = "slipway-";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /**
     * For an environment: with the profile {@code slipway-ENVIRONMENT} where there is one, so that one command reaches the
     * accounts of several.
     */
    static Clients of(Environment environment) {
        Optional<String> profile = Optional.of(PROFILES + environment.name())
                .filter(name -> profiles().profile(name).isPresent());
        return new Clients(Region.of(environment.region().name()), profile, CONNECT, SILENCE);
    }

    private static ProfileFile profiles() {
        try {
            return ProfileFile.defaultProfileFile();
        } catch (IllegalArgumentException wrong) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    "AWS's profiles, AWS_CONFIG_FILE or ~/.aws/config, and AWS_SHARED_CREDENTIALS_FILE or"
                            + " ~/.aws/credentials, cannot be read: " + wrong.getMessage(),
                    wrong);
        }
    }

    private static SdkHttpClient http(Duration connect, Duration silence) {
        return HTTP.computeIfAbsent(List.of(connect, silence), limits -> UrlConnectionHttpClient.builder()
                .connectionTimeout(connect)
                .socketTimeout(silence)
                .build());
    }

    /** The same elsewhere. */
    Clients at(Region other) {
        return new Clients(other, profile, connect, silence);
    }

    private <C, B extends AwsClientBuilder<B, C>> B known(B builder) {
        profile.ifPresent(name -> builder.credentialsProvider(ProfileCredentialsProvider.create(name)));
        return builder.region(region);
    }

    /** A client of services whose calls can be repeated. */
    <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C open(B builder) {
        return known(builder)
                .httpClient(http(connect, silence))
                .overrideConfiguration(config -> config.retryStrategy(RetryMode.STANDARD))
                .build();
    }

    /**
     * A client of calls that take as long as a function may run and change something each time: a call is made again only
     * where the service says that it has not begun.
     */
    <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C openForFunctions(B builder, Duration longest) {
        return known(builder)
                .httpClient(http(connect, longest))
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
