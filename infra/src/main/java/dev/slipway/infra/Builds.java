package dev.slipway.infra;

import dev.slipway.releases.Environment;
import dev.slipway.releases.Names;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Match;

/** An environment's CodeBuild projects, and the news of them. Other environments may share the account. */
record Builds(Environment environment) {
    /** By what their names begin with: a list of them all would outgrow a pattern's 2,048 characters. */
    EventPattern ended(List<String> statuses) {
        return EventPattern.builder()
                .source(List.of("aws.codebuild"))
                .detailType(List.of("CodeBuild Build State Change"))
                .detail(new TreeMap<>(
                        Map.of("build-status", statuses, "project-name", Match.prefix(names().projects()))))
                .build();
    }

    List<String> projects() {
        return environment.models().keySet().stream().map(names()::project).toList();
    }

    private Names names() {
        return new Names(environment.name());
    }
}
