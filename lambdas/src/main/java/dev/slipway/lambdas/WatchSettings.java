package dev.slipway.lambdas;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.slipway.inference.ModelName;
import dev.slipway.releases.Cron;
import dev.slipway.releases.Schedule;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the watch needs, from environment variables.
 *
 * @param artifacts {@code s3://bucket} or {@code s3://bucket/prefix}, where runs keep their files
 * @param topic the ARN of the topic that people listen to
 */
record WatchSettings(String environment, List<Scheduled> schedules, String artifacts, String topic) {
    private static final String SCHEDULES = "SLIPWAY_SCHEDULES";

    /**
     * A model that runs by the clock.
     *
     * @param project its project in CodeBuild
     * @param timeout how long fetch and predict may take
     */
    record Scheduled(ModelName model, String project, Schedule schedule, Duration timeout) {
        static Scheduled of(Map<?, ?> entry) {
            if (!(entry.get("project") instanceof String project) || project.isBlank()) {
                throw new IllegalArgumentException("project: missing");
            }
            if (!(entry.get("timeoutMinutes") instanceof Number minutes) || minutes.longValue() <= 0) {
                throw new IllegalArgumentException(
                        "timeoutMinutes: expected a number of minutes, got " + entry.get("timeoutMinutes"));
            }
            return new Scheduled(
                    new ModelName((String) entry.get("model")),
                    project,
                    new Schedule(
                            Cron.parse(String.valueOf(entry.get("cron"))),
                            ZoneId.of(String.valueOf(entry.get("timezone")))),
                    Duration.ofMinutes(minutes.longValue()));
        }
    }

    /** @throws IllegalArgumentException names everything that is missing or wrong, at once */
    static WatchSettings of(Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        WatchSettings settings = new WatchSettings(
                DatabaseSettings.required(environment, "SLIPWAY_ENVIRONMENT", problems),
                schedules(SettingsText.read(environment, SCHEDULES, problems), problems),
                DatabaseSettings.required(environment, "SLIPWAY_ARTIFACTS", problems),
                DatabaseSettings.required(environment, "SLIPWAY_TOPIC", problems));
        if (settings.artifacts != null && !settings.artifacts.startsWith("s3://")) {
            problems.add("SLIPWAY_ARTIFACTS: expected s3://bucket or s3://bucket/prefix, got " + settings.artifacts);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("the function is not set up: " + String.join("; ", problems));
        }
        return settings;
    }

    private static List<Scheduled> schedules(String json, List<String> problems) {
        List<Scheduled> schedules = new ArrayList<>();
        List<Object> entries = List.of();
        try {
            entries = JsonParser.array().from(json == null ? "" : json);
        } catch (JsonParserException e) {
            problems.add(SCHEDULES + ": expected a JSON list of schedules, got " + (json == null ? "nothing" : json));
        }
        for (int i = 0; i < entries.size(); i++) {
            try {
                schedules.add(Scheduled.of((Map<?, ?>) entries.get(i)));
            } catch (RuntimeException e) {
                problems.add(SCHEDULES + "[" + i + "]: " + e.getMessage());
            }
        }
        return schedules;
    }
}
