package dev.slipway.lambdas;

import dev.slipway.inference.ModelName;
import java.util.Map;
import java.util.Optional;

/**
 * Why the copies are looked at: a build of CodeBuild succeeded, a schedule's time came, or somebody asks, for one model.
 * The first two look at every copy, because one with nothing new costs next to nothing.
 */
record EtlEvent(Optional<ModelName> model) {
    /** @throws IllegalArgumentException where the event is none of these */
    static EtlEvent of(Map<String, Object> event) {
        Map<String, Object> received = event == null ? Map.of() : event;
        if (received.get("model") instanceof String model) {
            return new EtlEvent(Optional.of(new ModelName(model)));
        }
        if (isBuild(received) || isSchedule(received)) {
            return new EtlEvent(Optional.empty());
        }
        // Not the whole event: what somebody sent by mistake may hold what should not be in a log.
        throw new IllegalArgumentException("expected CodeBuild's \"CodeBuild Build State Change\" with build-status"
                + " SUCCEEDED, a scheduled event, or {\"model\": \"audience-forecast\"}, got an event with source "
                + received.get("source") + ", detail-type " + received.get("detail-type") + ", build-status "
                + status(received) + " and the keys " + received.keySet());
    }

    private static boolean isBuild(Map<String, Object> event) {
        return "aws.codebuild".equals(event.get("source"))
                && "CodeBuild Build State Change".equals(event.get("detail-type"))
                && "SUCCEEDED".equals(status(event));
    }

    private static boolean isSchedule(Map<String, Object> event) {
        // EventBridge's rules and its scheduler name themselves differently.
        return ("aws.events".equals(event.get("source")) || "aws.scheduler".equals(event.get("source")))
                && "Scheduled Event".equals(event.get("detail-type"));
    }

    private static Object status(Map<String, Object> event) {
        return event.get("detail") instanceof Map<?, ?> detail ? detail.get("build-status") : null;
    }
}
