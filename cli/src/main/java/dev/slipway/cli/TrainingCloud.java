package dev.slipway.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.images.ImageTar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * As much of AWS as {@link Training} needs: every model is deployed in another version than its file says, has one image
 * for all versions and the file of one run. Who asks for anything else is answered with nothing.
 */
final class TrainingCloud {
    private static final Pattern PROJECT = Pattern.compile("\"slipway-[^\"]+\"");
    private static final Pattern TAG = Pattern.compile("\"imageTag\":(\"[^\"]+\")");
    private static final Pattern RUNS = Pattern.compile("prefix=(runs[^&]+)");
    private static final String DEPLOYED = """
            {"name": %s, "lastModified": 0, "environment": {"environmentVariables": [
              {"name": "SLIPWAY_VERSION", "value": "0.0.1"}, {"name": "SLIPWAY_IMAGE", "value": "none"},
              {"name": "SLIPWAY_ARTIFACTS", "value": "s3://none"}]}}""";
    private static final String RUN =
            "{\"runId\": \"1\", \"version\": \"0.0.1\", \"imageDigest\": \"sha256:0\", \"exitCode\": 0}";
    private static final String MODEL = """
            {"spec": "1.0", "name": "none", "version": "0.0.1", "key": ["id"],
             "input": [{"name": "id", "type": "string"}], "output": [{"name": "id", "type": "string"}]}""";

    private final String url;
    private final String configuration;

    private TrainingCloud(String url) throws IOException {
        this.url = url;
        this.configuration =
                JSON.std.asString(Map.of("config", Map.of("Labels", Map.of(ImageTar.MANIFEST_LABEL, MODEL))));
    }

    /** Answers from now on, until this process ends; returns its address. */
    static String start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String url = "http://localhost:" + server.getAddress().getPort();
        server.createContext("/", new TrainingCloud(url)::visit);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        return url;
    }

    private void visit(HttpExchange exchange) throws IOException {
        try (exchange) {
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String said = target == null
                    ? stored(exchange.getRequestURI().toString())
                    : called(target.substring(target.indexOf('.') + 1), asked);
            byte[] answer = said.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private String stored(String asked) {
        if (asked.equals("/configuration")) {
            return configuration;
        }
        Matcher runs = RUNS.matcher(asked);
        return runs.find()
                ? "<ListBucketResult><Contents><Key>" + runs.group(1)
                        + "1/run.json</Key><Size>2</Size><LastModified>2026-11-20T06:00:00Z</LastModified></Contents>"
                        + "</ListBucketResult>"
                : RUN;
    }

    private String called(String operation, String asked) throws IOException {
        return switch (operation) {
            case "BatchGetProjects" ->
                PROJECT.matcher(asked)
                        .results()
                        .map(name -> DEPLOYED.formatted(name.group()))
                        .collect(Collectors.joining(",", "{\"projects\": [", "]}"));
            case "DescribeParameters" ->
                "{\"Parameters\": [{\"Name\": \"none\", \"Type\": \"SecureString\","
                        + " \"Version\": 1, \"LastModifiedDate\": 0}]}";
            case "DescribeRepositories" -> "{\"repositories\": [{\"imageTagMutability\": \"IMMUTABLE\"}]}";
            case "GetDownloadUrlForLayer" -> "{\"downloadUrl\": \"" + url + "/configuration\"}";
            case "BatchGetImage" ->
                images(TAG.matcher(asked).results().map(tag -> tag.group(1)).toList());
            default -> "{}";
        };
    }

    /** The first tag's is there, the second one's is not. */
    private String images(List<String> tags) throws IOException {
        String manifest = "{\"config\": {\"digest\": \"sha256:" + sha256(configuration) + "\"}}";
        return "{\"images\": [{\"imageId\": {\"imageTag\": " + tags.get(0) + ", \"imageDigest\": \"sha256:0\"},"
                + " \"imageManifest\": " + JSON.std.asString(manifest) + "}], \"failures\": [{\"imageId\":"
                + " {\"imageTag\": " + tags.get(tags.size() - 1) + "}, \"failureCode\": \"ImageNotFound\"}]}";
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
