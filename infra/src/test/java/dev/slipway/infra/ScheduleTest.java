package dev.slipway.infra;

import static dev.slipway.infra.Template.list;
import static dev.slipway.infra.Template.mapping;
import static dev.slipway.infra.Template.properties;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final String TIME = "<aws.scheduler.scheduled-time>";

    private static Map<String, Object> schedule(String environment, String model) {
        return Assembly.repository()
                .template(environment + "-Workload")
                .all("AWS::Scheduler::Schedule")
                .values()
                .stream()
                .map(Template::properties)
                .filter(each ->
                        mapping(each.get("Target")).get("Input").toString().contains("-" + model + "\""))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no schedule of " + model));
    }

    @Test
    void shouldStartABuildWithTheScheduledTimeAsItsAsOf() throws IOException {
        Map<String, Object> target =
                mapping(schedule("Staging", "audience-forecast").get("Target"));
        Map<String, Object> request = JSON.std.mapFrom(target.get("Input").toString());

        assertThat(target.get("Arn").toString()).contains(":scheduler:::aws-sdk:codebuild:startBuild");
        assertThat(request)
                .containsEntry("ProjectName", "slipway-staging-audience-forecast")
                .containsEntry("IdempotencyToken", "slipway-staging-audience-forecast-" + TIME)
                .containsEntry(
                        "EnvironmentVariablesOverride",
                        List.of(Map.of("Name", "SLIPWAY_AS_OF", "Type", "PLAINTEXT", "Value", TIME)))
                .hasSize(3);
    }

    @Test
    void shouldBeDueAtTheFilesTimesInTheFilesZone() {
        assertThat(schedule("Prod", "film-gross"))
                .containsEntry("ScheduleExpression", "cron(0 7 ? * MON *)")
                .containsEntry("ScheduleExpressionTimezone", "Europe/Berlin")
                .containsEntry("FlexibleTimeWindow", Map.of("Mode", "OFF"));
    }

    @Test
    void shouldTryAsLongAsARunMayTakeAndThenLeaveALetter() {
        Map<String, Object> target =
                mapping(schedule("Staging", "audience-forecast").get("Target"));

        assertThat(mapping(target.get("RetryPolicy")))
                .containsEntry("MaximumEventAgeInSeconds", 7200)
                .containsEntry("MaximumRetryAttempts", 185);
        assertThat(target.get("DeadLetterConfig").toString()).contains("DeadLettersQueue");
    }

    @Test
    void shouldStartNothingWhereTheFileHasNoSchedule() {
        assertThat(Assembly.repository().template("Dev-Workload").all("AWS::Scheduler::Schedule"))
                .isEmpty();
    }

    @Test
    void shouldGoOnWithAnUnfinishedCopyAndKeepWhatFails() {
        Template staging = Assembly.repository().template("Staging-Workload");
        Map<String, Object> unfinished = staging.all("AWS::Events::Rule").entrySet().stream()
                .filter(rule -> rule.getKey().startsWith("CopyTriggersUnfinished"))
                .map(rule -> properties(rule.getValue()))
                .findFirst()
                .orElseThrow();

        assertThat(mapping(mapping(unfinished.get("EventPattern")).get("detail"))
                        .get("responsePayload"))
                .isEqualTo(Map.of("complete", List.of(false)));
        assertThat(mapping(list(unfinished.get("Targets")).get(0)))
                .containsEntry("InputPath", "$.detail.responsePayload");
        Map<String, Object> destinations = mapping(
                properties(staging.only("AWS::Lambda::EventInvokeConfig")).get("DestinationConfig"));
        assertThat(destinations.get("OnSuccess").toString()).contains("event-bus/default");
        assertThat(destinations.get("OnFailure").toString()).contains("DeadLettersQueue");
    }

    @Test
    void shouldHearOfItsOwnBuildsOnly() {
        assertThat(Assembly.repository().template("Staging-Workload").all("AWS::Events::Rule").values().stream()
                        .map(rule -> properties(rule).get("EventPattern"))
                        .filter(pattern -> pattern != null && pattern.toString().contains("aws.codebuild")))
                .hasSize(2)
                .allSatisfy(pattern -> assertThat(
                                list(mapping(mapping(pattern).get("detail")).get("project-name")))
                        .containsExactly(Map.of("prefix", "slipway-staging-")));
    }
}
