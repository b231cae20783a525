package dev.slipway.infra;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack in a container. */
record LocalStack(LocalStackContainer container, String account) implements Emulator {
    /** The last that asks for no token. */
    private static final String IMAGE = "localstack/localstack:4.14.0";

    static boolean isAskedFor(Map<String, String> environment) {
        return "1".equals(environment.get("SLIPWAY_LOCALSTACK"));
    }

    /** Why it cannot be started here; its image is fetched on the way. */
    static Optional<String> missing() throws IOException, InterruptedException {
        try {
            if (docker("image", "inspect", IMAGE).isEmpty()) {
                return Optional.empty();
            }
            return docker("pull", "--quiet", IMAGE)
                    .map(reason -> "docker pull " + IMAGE + ", for LocalStack, says: " + reason);
        } catch (IOException absent) {
            return Optional.of("there is no docker on the PATH to run LocalStack");
        }
    }

    static LocalStack start(String account) {
        LocalStackContainer container = new LocalStackContainer(DockerImageName.parse(IMAGE))
                // Without it a stack with one resource that only the paid edition has is not made at all.
                .withEnv("CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES", "1");
        container.start();
        return new LocalStack(container, account);
    }

    /** Buckets become part of a host's name, which LocalStack's own domain has for all of them. */
    @Override
    public Map<String, String> environment() {
        String port = ":" + container.getEndpoint().getPort();
        return Map.of(
                "AWS_ENDPOINT_URL",
                "http://localhost" + port,
                "AWS_ENDPOINT_URL_S3",
                "http://s3.localhost.localstack.cloud" + port,
                "AWS_REGION",
                "eu-central-1",
                // It takes a key of twelve digits for the account.
                "AWS_ACCESS_KEY_ID",
                account,
                "AWS_SECRET_ACCESS_KEY",
                "test",
                "AWS_EC2_METADATA_DISABLED",
                "true");
    }

    @Override
    public String log() {
        return container.getLogs();
    }

    @Override
    public void close() {
        container.stop();
    }

    /** The engine's complaint; empty when it did what it was asked for. */
    private static Optional<String> docker(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("docker").redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? Optional.empty() : Optional.of(output.strip());
    }
}
