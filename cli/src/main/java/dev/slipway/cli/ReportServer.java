package dev.slipway.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.cli.terminal.Console;
import dev.slipway.inference.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves one report to this machine alone. */
final class ReportServer implements AutoCloseable {
    private final HttpServer server;

    private ReportServer(HttpServer server) {
        this.server = server;
    }

    /** @param port 0 for any that is free */
    static ReportServer start(Path report, int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/", exchange -> answer(exchange, report));
            server.start();
            return new ReportServer(server);
        } catch (IOException | IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.USAGE, "--port: the report cannot be served on " + port + ": " + e.getMessage(), e);
        }
    }

    /** Serves until the process is stopped. */
    static void serve(Path report, int port, Console console) throws InterruptedException {
        try (ReportServer server = start(report, port)) {
            console.remark("report: " + server.url() + " (Ctrl-C ends)");
            Thread.currentThread().join();
        }
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, Path report) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals("/")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] page = Files.readAllBytes(report);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : page.length);
            if (!head) {
                exchange.getResponseBody().write(page);
            }
        }
    }
}
