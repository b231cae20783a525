package dev.slipway.infra;

import java.util.Map;
import org.testcontainers.localstack.LocalStackContainer;

/** LocalStack in a container, for one account. */
record LocalStackAccount(LocalStackContainer container, String account) implements Emulator {
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
}
