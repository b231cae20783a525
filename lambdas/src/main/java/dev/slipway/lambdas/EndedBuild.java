package dev.slipway.lambdas;

import dev.slipway.releases.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A build that has ended, as CodeBuild's event tells it.
 *
 * @param status FAILED, FAULT, TIMED_OUT, STOPPED or SUCCEEDED
 * @param model null where the project is none of this environment's
 * @param version what the project was set to run; null where the event does not say
 * @param log a link to the build's log; null where there is none
 * @param trouble what the first phase that went wrong says; null where none did
 */
record EndedBuild(String status, String model, String runId, String version, String log, String trouble) {
    private static final Pattern EXIT_STATUS = Pattern.compile("exit status (\\d+)");

    /** Empty where the event is not that of a build. */
    static Optional<EndedBuild> of(Map<String, Object> event, String environment) {
        if (!"aws.codebuild".equals(event.get("source")) || !(event.get("detail") instanceof Map<?, ?> detail)) {
            return Optional.empty();
        }
        String id = text(detail, "build-id");
        String project = text(detail, "project-name");
        String status = text(detail, "build-status");
        if (id == null || project == null || status == null) {
            return Optional.empty();
        }
        Map<?, ?> more = map(detail, "additional-information");
        String prefix = new Names(environment).projects();
        return Optional.of(new EndedBuild(
                status,
                project.startsWith(prefix) ? project.substring(prefix.length()) : null,
                id.substring(id.lastIndexOf(':') + 1),
                version(map(more, "environment")),
                text(map(more, "logs"), "deep-link"),
                trouble(more)));
    }

    boolean succeeded() {
        return status.equals("SUCCEEDED");
    }

    /** The status that the failing command of the build ended with. */
    Optional<Integer> exitStatus() {
        Matcher found = EXIT_STATUS.matcher(trouble == null ? "" : trouble);
        return found.find() ? Optional.of(Integer.valueOf(found.group(1))) : Optional.empty();
    }

    private static String version(Map<?, ?> environment) {
        for (Object each : list(environment, "environment-variables")) {
            if (each instanceof Map<?, ?> variable && "SLIPWAY_VERSION".equals(variable.get("name"))) {
                return text(variable, "value");
            }
        }
        return null;
    }

    private static String trouble(Map<?, ?> more) {
        for (Object each : list(more, "phases")) {
            if (each instanceof Map<?, ?> phase
                    && phase.get("phase-status") instanceof String status
                    && !status.equals("SUCCEEDED")) {
                List<String> says = list(phase, "phase-context").stream()
                        .map(String::valueOf)
                        .filter(context -> !context.replace(":", "").isBlank())
                        .map(String::strip)
                        .toList();
                return phase.get("phase-type") + (says.isEmpty() ? " " + status : ": " + String.join("; ", says));
            }
        }
        return null;
    }

    private static String text(Map<?, ?> map, String key) {
        return map.get(key) instanceof String text ? text : null;
    }

    private static Map<?, ?> map(Map<?, ?> map, String key) {
        return map.get(key) instanceof Map<?, ?> inner ? inner : Map.of();
    }

    private static List<?> list(Map<?, ?> map, String key) {
        return map.get(key) instanceof List<?> list ? list : List.of();
    }
}
