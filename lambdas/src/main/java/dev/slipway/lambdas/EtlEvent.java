package dev.slipway.lambdas;

import dev.slipway.inference.ModelName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why the copies are looked at: a build of CodeBuild succeeded, a schedule's time came, somebody asks for one model, or
 * an invocation before this one left copies unfinished and this is its answer. The first two look at every copy, because
 * one with nothing new costs next to nothing.
 *
 * @param unfinished by table; empty but for an answer
 */
record EtlEvent(Optional<ModelName> model, Map<String, Unfinished> unfinished) {
    static final String TABLE = "table";

    /** @throws IllegalArgumentException where the event is none of these */
    static EtlEvent of(Map<String, Object> event) {
        Map<String, Object> received = event == null ? Map.of() : event;
        if (received.get("model") instanceof String model) {
            return new EtlEvent(Optional.of(new ModelName(model)), Map.of());
        }
        if (isBuild(received) || isSchedule(received)) {
            return new EtlEvent(Optional.empty(), Map.of());
        }
        Map<?, ?> answer = answer(received);
        if (Boolean.FALSE.equals(answer.get("complete")) && answer.get("copies") instanceof List<?> copies) {
            return new EtlEvent(Optional.empty(), unfinished(copies));
        }
        // Not the whole event: what somebody sent by mistake may hold what should not be in a log.
        throw new IllegalArgumentException("expected CodeBuild's \"CodeBuild Build State Change\" with build-status"
                + " SUCCEEDED, a scheduled event, an answer with \"complete\": false, or {\"model\":"
                + " \"audience-forecast\"}, got an event with source "
                + received.get("source") + ", detail-type " + received.get("detail-type") + ", build-status "
                + detail(received).get("build-status") + " and the keys " + received.keySet());
    }

    private static boolean isBuild(Map<String, Object> event) {
        return "aws.codebuild".equals(event.get("source"))
                && "CodeBuild Build State Change".equals(event.get("detail-type"))
                && "SUCCEEDED".equals(detail(event).get("build-status"));
    }

    private static boolean isSchedule(Map<String, Object> event) {
        // EventBridge's rules and its scheduler name themselves differently.
        return ("aws.events".equals(event.get("source")) || "aws.scheduler".equals(event.get("source")))
                && "Scheduled Event".equals(event.get("detail-type"));
    }

    /** The answer itself, or wrapped as an on-success destination hands it to EventBridge. */
    private static Map<?, ?> answer(Map<String, Object> event) {
        return "lambda".equals(event.get("source")) && detail(event).get("responsePayload") instanceof Map<?, ?> answer
                ? answer
                : event;
    }

    private static Map<String, Unfinished> unfinished(List<?> copies) {
        Map<String, Unfinished> unfinished = new LinkedHashMap<>();
        for (Object each : copies) {
            if (each instanceof Map<?, ?> copy && Boolean.FALSE.equals(copy.get("complete"))) {
                unfinished.put(String.valueOf(copy.get(TABLE)), Unfinished.of(copy));
            }
        }
        return unfinished;
    }

    private static Map<?, ?> detail(Map<String, Object> event) {
        return event.get("detail") instanceof Map<?, ?> detail ? detail : Map.of();
    }
}
