package dev.slipway.images.registry;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a registry answered; bodies here are small JSON. */
record Answer(int status, Map<String, List<String>> headers, byte[] body) {
    private static final int LONGEST = 300;

    static Answer of(HttpResponse<byte[]> response) {
        return new Answer(response.statusCode(), response.headers().map(), response.body());
    }

    Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .findFirst();
    }

    /** May pass by itself. */
    boolean isPassing() {
        return status >= 500 || status == 429 || status == 408;
    }

    /** Whether the registry gives this error code of the distribution specification. */
    boolean names(String code) {
        return errors().stream().anyMatch(error -> code.equals(error.get("code")));
    }

    /** {@code 404 NAME_UNKNOWN: repository name not known to registry}. */
    String words() {
        StringBuilder words = new StringBuilder().append(status);
        List<Map<?, ?>> errors = errors();
        for (Map<?, ?> error : errors) {
            words.append(' ').append(error.get("code")).append(": ").append(error.get("message"));
        }
        if (errors.isEmpty() && body.length > 0) {
            String text = new String(body, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
            words.append(": ").append(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
        }
        return words.toString();
    }

    private List<Map<?, ?>> errors() {
        try {
            Object errors = JSON.std.mapFrom(body).get("errors");
            return errors instanceof List<?> list
                    ? list.stream()
                            .<Map<?, ?>>mapMulti((error, keep) -> {
                                if (error instanceof Map<?, ?> map) {
                                    keep.accept(map);
                                }
                            })
                            .toList()
                    : List.of();
        } catch (IOException noJson) {
            return List.of();
        }
    }
}
