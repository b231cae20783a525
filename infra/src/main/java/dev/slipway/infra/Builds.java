package dev.slipway.infra;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.services.events.EventPattern;

/** CodeBuild's news of an environment's own projects, by name: other environments may share the account. */
record Builds(List<String> projects) {
    /** Empty where there is no project: an empty list would match nothing and is refused. */
    Optional<EventPattern> ended(List<String> statuses) {
        if (projects.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(EventPattern.builder()
                .source(List.of("aws.codebuild"))
                .detailType(List.of("CodeBuild Build State Change"))
                .detail(new TreeMap<>(Map.of("build-status", statuses, "project-name", projects)))
                .build());
    }
}
