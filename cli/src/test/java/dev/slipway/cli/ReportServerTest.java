package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportServerTest {
    @TempDir
    private Path folder;

    @Test
    void shouldServeTheReportAndNothingElse() throws Exception {
        Path report = Files.writeString(folder.resolve("report.html"), "<html>ü</html>");
        Files.writeString(folder.resolve("secret.json"), "{}");

        try (ReportServer server = ReportServer.start(report, 0)) {
            HttpResponse<String> page = get(server.url());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).isEqualTo("<html>ü</html>");
            assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
            assertThat(get(server.url() + "secret.json").statusCode()).isEqualTo(404);
            assertThat(get(server.url() + "../secret.json").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void shouldSayThatAPortIsTaken() throws Exception {
        Path report = Files.writeString(folder.resolve("report.html"), "");
        try (ReportServer server = ReportServer.start(report, 0)) {
            int port = URI.create(server.url()).getPort();
            assertThatThrownBy(() -> ReportServer.start(report, port))
                    .hasMessageStartingWith("--port: the report cannot be served on " + port + ": ");
        }
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
