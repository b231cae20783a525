package dev.slipway.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Loads what commands load, so that {@code scripts/archive-classes} can keep it: the help of each, and what asks AWS,
 * which here is a server on this machine that knows of nothing.
 */
final class Training {
    private static final Pattern PROJECT = Pattern.compile("\"slipway-[^\"]+\"");
    private static final Pattern PREFIX = Pattern.compile("prefix=(runs[^&]+)");
    private static final String DEPLOYED = """
            {"name": %s, "lastModified": 0, "environment": {"environmentVariables": [
              {"name": "SLIPWAY_VERSION", "value": "0.0.1"}, {"name": "SLIPWAY_IMAGE", "value": "none"},
              {"name": "SLIPWAY_ARTIFACTS", "value": "s3://none"}]}}""";
    private static final Map<String, String> NOWHERE = Map.of(
            "aws.accessKeyId", "none",
            "aws.secretAccessKey", "none",
            "aws.region", "eu-central-1",
            "aws.disableEc2Metadata", "true");

    private static final int LONGEST_MILLIS = 60_000;

    private Training() {}

    public static void main(String[] arguments) throws IOException {
        HttpServer aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        aws.createContext("/", Training::visit);
        ExecutorService visitors = Executors.newCachedThreadPool();
        aws.setExecutor(visitors);
        aws.start();
        new Timer(true)
                .schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                Runtime.getRuntime().halt(1);
                            }
                        },
                        LONGEST_MILLIS);
        NOWHERE.forEach(System::setProperty);
        System.setProperty(
                "aws.endpointUrl", "http://localhost:" + aws.getAddress().getPort());
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        System.setErr(System.out);
        commands();
        // Ends also what a command left under way.
        System.exit(0);
    }

    private static void visit(HttpExchange exchange) throws IOException {
        try (exchange) {
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = answer(exchange, asked).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    /** All models are deployed, and keep the files of one run; there is nothing else. */
    private static String answer(HttpExchange exchange, String asked) {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target != null && target.endsWith(".BatchGetProjects")) {
            return PROJECT.matcher(asked)
                    .results()
                    .map(name -> DEPLOYED.formatted(name.group()))
                    .collect(Collectors.joining(",", "{\"projects\":[", "]}"));
        }
        Matcher prefix = PREFIX.matcher(exchange.getRequestURI().toString());
        return prefix.find()
                ? "<ListBucketResult><Contents><Key>" + prefix.group(1)
                        + "1/run.json</Key><Size>2</Size><LastModified>2026-11-20T06:00:00Z</LastModified></Contents>"
                        + "</ListBucketResult>"
                : "{}";
    }

    private static void commands() throws IOException {
        Main.main(new String[] {"--help"});
        Commands.NAMES.forEach(command -> Slipway.execute(command, "--help"));
        Slipway.execute("status");
        Slipway.execute("plan");
        for (String environment : Checkout.find().environments()) {
            Slipway.execute("runs", "-e", environment, "--json");
            Slipway.execute("secrets", "list", "-e", environment);
            Slipway.execute("copy", "-e", environment);
        }
    }
}
