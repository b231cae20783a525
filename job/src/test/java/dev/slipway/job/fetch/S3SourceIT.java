package dev.slipway.job.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.job.AwsServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3SourceIT {
    private static final Map<String, String> SDK = Map.of(
            "aws.region", "eu-central-1",
            "aws.accessKeyId", "test",
            "aws.secretAccessKey", "test");

    private static AwsServer s3;

    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();

    @BeforeAll
    static void startS3() throws Exception {
        s3 = AwsServer.start();
        SDK.forEach(System::setProperty);
        System.setProperty("aws.endpointUrl", s3.endpoint());
        s3.bucket("feeds");
    }

    @AfterAll
    static void stopS3() {
        if (s3 != null) {
            SDK.keySet().forEach(System::clearProperty);
            System.clearProperty("aws.endpointUrl");
            s3.close();
        }
    }

    @Test
    void shouldReadAllObjectsUnderAPrefixInTheOrderOfTheirKeys() {
        for (String name : List.of("c.csv", "a.csv", "_SUCCESS", "deeper/b.csv", "b.csv")) {
            s3.put("feeds", "day/" + name, "id\n" + name + "\n");
        }
        s3.put("feeds", "day/", "");
        s3.put("feeds", "daytime.csv", "id\nother\n");
        InputFolder in = fetch("s3://feeds/day/", 1000);
        assertThat(in.files()).containsExactly("a.csv", "b.csv", "c.csv", "2-b.csv");
        assertThat(folder.resolve("2-b.csv")).hasContent("id\ndeeper/b.csv\n");
        assertThat(notes).containsExactly("not read, because its name does not end in .csv: s3://feeds/day/_SUCCESS");
    }

    @Test
    void shouldReadEveryPageOfAList() {
        for (int part = 0; part < 7; part++) {
            s3.put("feeds", "parts/" + part + ".csv", "id\n" + part + "\n");
        }
        assertThat(fetch("s3://feeds/parts/", 2).files())
                .containsExactly("0.csv", "1.csv", "2.csv", "3.csv", "4.csv", "5.csv", "6.csv");
    }

    @Test
    void shouldSayWhenNothingIsUnderAPrefix() {
        refused("s3://feeds/nowhere/", ExitCode.BAD_DATA, "found none");
        s3.put("feeds", "notes/README.md", "nothing yet");
        refused("s3://feeds/notes/", ExitCode.BAD_DATA, "found none among 1 objects");
    }

    @Test
    void shouldSayWhenTheObjectIsNotThere() {
        refused("s3://feeds/nowhere.csv", ExitCode.BAD_DATA, "s3://feeds/nowhere.csv: nothing found");
    }

    @Test
    void shouldSayWhenTheBucketIsNotThere() {
        refused(
                "s3://no-such-bucket/a/",
                ExitCode.BAD_CONFIGURATION,
                "s3://no-such-bucket/a/: there is no such bucket");
    }

    private void refused(String address, ExitCode code, String message) {
        assertThatThrownBy(() -> fetch(address, 1000))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining(message)
                .extracting("exitCode")
                .isEqualTo(code);
    }

    private InputFolder fetch(String address, int pageSize) {
        InputFolder in = new InputFolder(folder, () -> false, lines -> {});
        new S3Source(S3Address.parse(address), pageSize).fetch(in, notes::add);
        return in;
    }
}
