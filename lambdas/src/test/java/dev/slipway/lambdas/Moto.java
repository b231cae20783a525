package dev.slipway.lambdas;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** moto's server, an emulator of AWS, where this machine has it; the SDK of this JVM is led to it until it is closed. */
final class Moto implements AutoCloseable {
    private final Process process;
    private final Map<String, String> sdk;

    private Moto(Process process, int port) {
        this.process = process;
        this.sdk = new TreeMap<>(Map.of(
                "aws.endpointUrl", "http://localhost:" + port,
                "aws.region", "eu-central-1",
                "aws.accessKeyId", "test",
                "aws.secretAccessKey", "test"));
        sdk.forEach(System::setProperty);
    }

    /** A test that calls this where the program is missing is skipped, visibly. */
    static Moto start() throws IOException, InterruptedException {
        Optional<Path> program = Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "moto_server"))
                .filter(file -> file.toFile().canExecute())
                .findFirst();
        if (program.isEmpty()) {
            String missing = "moto_server is not on the PATH; pip install 'moto[server]' brings it";
            System.out.println("SKIPPED: " + missing);
            Assumptions.abort(missing);
        }
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(program.get().toString(), "-H", "127.0.0.1", "-p", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        for (int tries = 0; tries < 600; tries++) {
            try {
                new Socket("127.0.0.1", port).close();
                return new Moto(process, port);
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        process.destroyForcibly();
        throw new AssertionError("moto_server did not open its port within 60 s");
    }

    void put(String bucket, String key, String text) {
        try (S3Client s3 = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .forcePathStyle(true)
                .build()) {
            if (s3.listBuckets().buckets().stream()
                    .noneMatch(known -> known.name().equals(bucket))) {
                s3.createBucket(create -> create.bucket(bucket)
                        .createBucketConfiguration(where -> where.locationConstraint("eu-central-1")));
            }
            s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(text));
        }
    }

    @Override
    public void close() {
        sdk.keySet().forEach(System::clearProperty);
        process.toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
