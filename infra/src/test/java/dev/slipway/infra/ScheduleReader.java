package dev.slipway.infra;

import java.util.Map;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.Target;

/** Schedules, as EventBridge Scheduler has them. */
final class ScheduleReader implements ServiceReader {
    private final SchedulerClient scheduler;

    ScheduleReader(Endpoint endpoint) {
        scheduler = endpoint.client(SchedulerClient.builder());
    }

    @Override
    public Map<String, Object> read(String type, String id, Map<String, Object> properties) {
        return type.equals("AWS::Scheduler::Schedule") ? schedule(id) : null;
    }

    private Map<String, Object> schedule(String name) {
        var schedule = scheduler.getSchedule(ask -> ask.name(name));
        return Map.of(
                "FlexibleTimeWindow",
                        Map.of("Mode", schedule.flexibleTimeWindow().modeAsString()),
                "ScheduleExpression", schedule.scheduleExpression(),
                "ScheduleExpressionTimezone", schedule.scheduleExpressionTimezone(),
                "State", schedule.stateAsString(),
                "Target", target(schedule.target()));
    }

    private static Map<String, Object> target(Target target) {
        return Map.of(
                "Arn", target.arn(),
                "DeadLetterConfig", Map.of("Arn", target.deadLetterConfig().arn()),
                "Input", target.input(),
                "RetryPolicy",
                        Map.of(
                                "MaximumEventAgeInSeconds", target.retryPolicy().maximumEventAgeInSeconds(),
                                "MaximumRetryAttempts", target.retryPolicy().maximumRetryAttempts()),
                "RoleArn", target.roleArn());
    }
}
