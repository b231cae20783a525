package dev.slipway.lambdas;

import dev.slipway.job.AwsServer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The emulator of AWS; the SDK of this JVM is led to it until it is closed. */
final class Moto implements AutoCloseable {
    private final AwsServer server;
    private final Map<String, String> sdk;
    private final Set<String> buckets = new HashSet<>();

    private Moto(AwsServer server) {
        this.server = server;
        this.sdk = Map.of(
                "aws.endpointUrl", server.endpoint(),
                "aws.region", "eu-central-1",
                "aws.accessKeyId", "test",
                "aws.secretAccessKey", "test");
        sdk.forEach(System::setProperty);
    }

    /** A test that calls this where the program is missing is skipped, visibly. */
    static Moto start() throws Exception {
        return new Moto(AwsServer.start());
    }

    void put(String bucket, String key, String text) {
        if (buckets.add(bucket)) {
            server.bucket(bucket);
        }
        server.put(bucket, key, text);
    }

    String get(String bucket, String key) {
        return server.get(bucket, key);
    }

    /** In the order of their names. */
    List<String> keys(String bucket) {
        return server.keys(bucket);
    }

    @Override
    public void close() {
        sdk.keySet().forEach(System::clearProperty);
        server.close();
    }
}
