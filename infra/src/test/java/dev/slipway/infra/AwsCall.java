package dev.slipway.infra;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a request asks of AWS, in the words of IAM. */
record AwsCall(String action, String resource, Map<String, String> context) {
    /** Region and account of dev. */
    static final String PLACE = "eu-central-1:333333333333";

    /** One for each resource that the request names. */
    static List<AwsCall> of(HttpExchange request, byte[] body) throws IOException {
        String target = request.getRequestHeaders().getFirst("X-Amz-Target");
        return target == null ? List.of(ofS3(request)) : ofJson(target, JSON.std.mapFrom(body));
    }

    private static List<AwsCall> ofJson(String target, Map<String, Object> body) {
        String action = target.replaceFirst(".*\\.", "");
        if (target.startsWith("AmazonSSM.")) {
            return Template.<String>list(body.get("Names")).stream()
                    .map(name -> new AwsCall("ssm:" + action, "arn:aws:ssm:" + PLACE + ":parameter" + name, Map.of()))
                    .toList();
        }
        if (target.startsWith("Logs_")) {
            String stream = body.get("logGroupName") + ":log-stream:" + body.get("logStreamName");
            return List.of(new AwsCall("logs:" + action, "arn:aws:logs:" + PLACE + ":log-group:" + stream, Map.of()));
        }
        throw new IllegalArgumentException("a call of " + target);
    }

    /** Buckets stand in the path, because no host of this machine is named like one. */
    private static AwsCall ofS3(HttpExchange request) {
        String[] path = request.getRequestURI().getPath().substring(1).split("/", 2);
        Map<String, String> query = query(request.getRequestURI().getRawQuery());
        String bucket = "arn:aws:s3:::" + path[0];
        if (path.length == 2 && !path[1].isEmpty()) {
            String action =
                    switch (request.getRequestMethod()) {
                        case "GET", "HEAD" -> "s3:GetObject";
                        case "PUT" -> "s3:PutObject";
                        default -> throw new IllegalArgumentException(request.getRequestMethod() + " of an object");
                    };
            String ifNoneMatch = request.getRequestHeaders().getFirst("If-None-Match");
            return new AwsCall(
                    action,
                    bucket + "/" + path[1],
                    ifNoneMatch == null ? Map.of() : Map.of("s3:if-none-match", ifNoneMatch));
        }
        if (!"2".equals(query.get("list-type"))) {
            throw new IllegalArgumentException("a call of a bucket: " + request.getRequestURI());
        }
        return new AwsCall("s3:ListBucket", bucket, Map.of("s3:prefix", query.getOrDefault("prefix", "")));
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    boolean allowedBy(RolePermissions policy) {
        Map<String, String> all = new LinkedHashMap<>(context);
        all.put("aws:PrincipalAccount", PLACE.replaceFirst(".*:", ""));
        return policy.allow(action, resource, all);
    }

    /** The other services have endpoints without a policy of ours. */
    boolean passesTheGateway() {
        return action.startsWith("s3:");
    }

    @Override
    public String toString() {
        return action + " on " + resource;
    }
}
