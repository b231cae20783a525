package dev.slipway.desk.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fake refuses what the SDK's model of a service does not have: else tests would prove nothing about AWS. */
class FakeCloudTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static FakeCloud cloud;

    @BeforeAll
    static void open() {
        cloud = new FakeCloud();
        cloud.codeBuild().deploy("p", "/p", Map.of("SLIPWAY_VERSION", "1.0.0"));
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CodeBuild_20161006.StartBuild | {\"projectName\":\"p\",\"environmentVariables\":[]} | environmentVariables is no member",
                "CodeBuild_20161006.StartBuild | {\"projectName\":\"p\",\"environmentVariablesOverride\":[{\"key\":\"A\",\"value\":\"b\"}]} | key is no member; there are [name, value, type]",
                "CodeBuild_20161006.StartBuild | {\"projectName\":7} | projectName: expected a String, got 7",
                "CodeBuild_20161006.StartBuild | {\"projectName\":\"p\",\"privilegedModeOverride\":\"yes\"} | expected a Boolean",
                "CodeBuild_20161006.BatchGetBuilds | {\"ids\":\"p:1\"} | ids: expected a List, got p:1",
                "CodeBuild_20161006.BatchGetBuilds | {\"ids\":[]} | ids: expected 1 to 100, got []",
                "CodeBuild_20161006.StartBuild | {} | StartBuildRequest: projectName is required",
                "CodeBuild_20161006.StartBuild | {\"projectName\":\"p\",\"environmentVariablesOverride\":[{\"name\":\"A\"}]} | value is required",
                "CodeBuild_20161006.BatchGetProjects | {} | names is required",
                "Logs_20140328.GetLogEvents | {} | logStreamName is required",
                "AmazonEC2ContainerRegistry_V20150921.GetDownloadUrlForLayer | {\"repositoryName\":\"r\"} | layerDigest is required",
                "CodeBuild_20161006.DropProject | {} | there is no DropProjectRequest",
                "Logs_20140328.GetLogEvents | {\"logStream\":\"x\"} | logStream is no member",
                "AmazonEC2ContainerRegistry_V20150921.BatchGetImage | {\"repositoryName\":\"r\",\"imageIds\":[{\"tag\":\"1\"}]} | tag is no member; there are [imageDigest, imageTag]",
                "AmazonSSM.PutParameter | {} | PutParameter needs an emulator"
            })
    void shouldRefuseWhatTheServiceDoesNotKnow(String target, String body, String message) throws Exception {
        HttpResponse<String> answer = post(target, body);

        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(answer.body()).contains(message.replace("\"", "\\\""));
    }

    @Test
    void shouldAnswerWhatItKnowsInTheServicesOwnShape() throws Exception {
        HttpResponse<String> answer = post("CodeBuild_20161006.BatchGetProjects", "{\"names\":[\"p\",\"q\"]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"projectsNotFound\":[\"q\"]", "\"name\":\"SLIPWAY_VERSION\"");
    }

    private static HttpResponse<String> post(String target, String body) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(cloud.url()))
                        .header("X-Amz-Target", target)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
