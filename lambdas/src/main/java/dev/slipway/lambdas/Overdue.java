package dev.slipway.lambdas;

import dev.slipway.lambdas.WatchSettings.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.CodeBuildException;
import software.amazon.awssdk.services.codebuild.model.ListBuildsForProjectResponse;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.SortOrderType;
import software.amazon.awssdk.services.codebuild.model.StatusType;

/** Whether the run that a schedule asked for last has not come. Alarms of CloudWatch know no cron. */
record Overdue(CodeBuildClient builds) {
    /** For CodeBuild to begin, and for what comes after predict. */
    private static final Duration GRACE = Duration.ofMinutes(30);

    /** The due time for which no build has succeeded though its time is over; empty where all is well. */
    Optional<Instant> of(Scheduled model, Instant now) {
        return model.schedule()
                .previousDue(now.minus(model.timeout()).minus(GRACE))
                .filter(due -> !succeededSince(model.project(), due))
                // A project that was made later could not have run.
                .filter(due -> !madeAfter(model.project(), due));
    }

    /** Also a build that somebody started by hand will do. */
    private boolean succeededSince(String project, Instant due) {
        String next = null;
        do {
            String from = next;
            // The newest first.
            ListBuildsForProjectResponse page = builds.listBuildsForProject(list -> list.projectName(project)
                    .sortOrder(SortOrderType.DESCENDING)
                    .nextToken(from));
            if (page.ids().isEmpty()) {
                return false;
            }
            List<Build> found =
                    builds.batchGetBuilds(get -> get.ids(page.ids())).builds();
            if (found.stream()
                    .anyMatch(build -> !started(build).isBefore(due) && build.buildStatus() == StatusType.SUCCEEDED)) {
                return true;
            }
            if (found.stream().anyMatch(build -> started(build).isBefore(due))) {
                return false;
            }
            next = page.nextToken();
        } while (next != null);
        return false;
    }

    private static Instant started(Build build) {
        return build.startTime() == null ? Instant.EPOCH : build.startTime();
    }

    private boolean madeAfter(String project, Instant due) {
        try {
            return builds.batchGetProjects(get -> get.names(project)).projects().stream()
                    .map(Project::created)
                    .anyMatch(made -> made != null && made.isAfter(due));
        } catch (CodeBuildException notAllowed) {
            // Rather an alarm too many.
            return false;
        }
    }
}
