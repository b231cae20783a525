package dev.slipway.lambdas;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Answers CodeBuild's JSON protocol for builds that a test invents, and refuses what CodeBuild would refuse: a call that
 * it does not know, a member that the call does not have, more than 100 names. Pages have two builds.
 */
final class CodeBuildServer implements AutoCloseable {
    private static final int PAGE = 2;
    private static final Map<String, Set<String>> CALLS = Map.of(
            "ListBuildsForProject", Set.of("projectName", "sortOrder", "nextToken"),
            "BatchGetBuilds", Set.of("ids"),
            "BatchGetProjects", Set.of("names"));

    private final HttpServer server;
    private final Map<String, Map<String, Object>> builds = new LinkedHashMap<>();
    private final Map<String, Instant> projects = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();

    CodeBuildServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    CodeBuildServer project(String name, String created) {
        projects.put(name, Instant.parse(created));
        return this;
    }

    /** Builds are told in the order in which they were started. */
    CodeBuildServer build(String project, String status, String started) {
        String id = project + ":" + builds.size();
        builds.put(
                id,
                Map.of(
                        "id", id,
                        "projectName", project,
                        "buildStatus", status,
                        "startTime", Instant.parse(started).getEpochSecond()));
        return this;
    }

    List<String> calls() {
        return List.copyOf(calls);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String call = exchange.getRequestHeaders().getFirst("X-Amz-Target").replace("CodeBuild_20161006.", "");
        calls.add(call);
        Map<String, Object> request = JSON.std.mapFrom(exchange.getRequestBody());
        int status = 200;
        Object answer;
        try {
            answer = answer(call, request);
        } catch (IllegalArgumentException refused) {
            status = 400;
            answer = Map.of("__type", "InvalidInputException", "message", refused.getMessage());
        }
        byte[] body = JSON.std.asString(answer).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Object answer(String call, Map<String, Object> request) {
        if (!CALLS.containsKey(call) || !CALLS.get(call).containsAll(request.keySet())) {
            throw new IllegalArgumentException("unknown call or member: " + call + " " + request.keySet());
        }
        return switch (call) {
            case "ListBuildsForProject" -> list(request);
            case "BatchGetBuilds" -> {
                List<?> ids = names(request, "ids");
                yield Map.of("builds", ids.stream().map(builds::get).toList());
            }
            default ->
                Map.of(
                        "projects",
                        names(request, "names").stream()
                                .filter(projects::containsKey)
                                .map(name -> Map.of(
                                        "name",
                                        name,
                                        "created",
                                        projects.get(name).getEpochSecond()))
                                .toList());
        };
    }

    private static List<?> names(Map<String, Object> request, String member) {
        if (request.get(member) instanceof List<?> list && !list.isEmpty() && list.size() <= 100) {
            return list;
        }
        throw new IllegalArgumentException(member + ": expected 1 to 100, got " + request.get(member));
    }

    private Object list(Map<String, Object> request) {
        if (!projects.containsKey(request.get("projectName"))) {
            throw new IllegalArgumentException("no such project: " + request.get("projectName"));
        }
        List<String> ids = new ArrayList<>(builds.keySet().stream()
                .filter(id -> id.startsWith(request.get("projectName") + ":"))
                .toList());
        if ("DESCENDING".equals(request.get("sortOrder"))) {
            java.util.Collections.reverse(ids);
        }
        int from = request.get("nextToken") instanceof String token ? Integer.parseInt(token) : 0;
        int to = Math.min(ids.size(), from + PAGE);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ids", ids.subList(from, to));
        if (to < ids.size()) {
            answer.put("nextToken", Integer.toString(to));
        }
        return answer;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
