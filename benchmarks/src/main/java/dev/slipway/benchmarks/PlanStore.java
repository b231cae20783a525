package dev.slipway.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** As much of S3 and the parameter store as a plan asks: files of runs by prefix, and passwords by name. */
final class PlanStore implements AutoCloseable {
    static final String BUCKET = "artifacts";
    private static final int RUNS = 30;

    private final ExecutorService visitors = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Map<String, String> files = new TreeMap<>();

    PlanStore() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(visitors);
        server.createContext("/", this::visit);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Runs of a version, each as good as the others. */
    void ran(String model, String version, String digest) {
        for (int run = 0; run < RUNS; run++) {
            files.put(
                    "runs/" + model + "/" + run + "/run.json",
                    "{\"runId\":\"" + run + "\",\"model\":\"" + model + "\",\"version\":\"" + version
                            + "\",\"imageDigest\":\"" + digest + "\",\"exitCode\":0}");
        }
    }

    private void visit(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            String query = exchange.getRequestURI().getQuery();
            String answer = exchange.getRequestHeaders().containsKey("X-Amz-Target")
                    ? secrets()
                    : query != null && query.contains("prefix=")
                            ? listing(query.replaceFirst(".*prefix=([^&]*).*", "$1"))
                            : files.get(path.substring(BUCKET.length() + 2));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String secrets() {
        return PlanFolder.ENVIRONMENTS.stream()
                .map(environment -> "{\"Name\":\"/slipway/" + environment
                        + "/analytics/job/password\",\"Type\":\"SecureString\",\"Version\":1,"
                        + "\"LastModifiedDate\":1795000000}")
                .collect(Collectors.joining(",", "{\"Parameters\":[", "]}"));
    }

    private String listing(String prefix) {
        return files.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> "<Contents><Key>" + key
                        + "</Key><LastModified>2026-11-20T06:00:00.000Z</LastModified><Size>100</Size></Contents>")
                .collect(Collectors.joining(
                        "", "<ListBucketResult><IsTruncated>false</IsTruncated>", "</ListBucketResult>"));
    }

    @Override
    public void close() {
        server.stop(0);
        visitors.shutdownNow();
    }
}
