package dev.slipway.job.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3AddressTest {
    @ParameterizedTest
    @CsvSource({
        "s3://feeds/programmes/2026-11-20/, feeds, programmes/2026-11-20/, true",
        "s3://feeds/day.csv, feeds, day.csv, false",
        "s3://feeds, feeds, '', true",
        "s3://feeds/, feeds, '', true",
        "s3://my.feeds-1/a b/ü.csv, my.feeds-1, a b/ü.csv, false"
    })
    void shouldReadBucketAndKey(String text, String bucket, String key, boolean prefix) {
        S3Address address = S3Address.parse(text);
        assertThat(address).isEqualTo(new S3Address(bucket, key));
        assertThat(address.isPrefix()).isEqualTo(prefix);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3:/feeds/a", "s3://", "s3:///a", "s3://Feeds/a", "S3://feeds/a", "s3://a/b"})
    void shouldRefuseAnythingElse(String text) {
        assertThatThrownBy(() -> S3Address.parse(text))
                .hasMessage("expected an address such as s3://bucket/prefix/, got \"" + text + '"');
    }

    @Test
    void shouldNameWhatLiesBelow() {
        assertThat(S3Address.parse("s3://b23/runs").resolve("a.csv")).hasToString("s3://b23/runs/a.csv");
        assertThat(S3Address.parse("s3://b23/runs/").resolve("a.csv")).hasToString("s3://b23/runs/a.csv");
        assertThat(S3Address.parse("s3://b23").resolve("a.csv")).hasToString("s3://b23/a.csv");
    }
}
