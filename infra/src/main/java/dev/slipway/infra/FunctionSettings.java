package dev.slipway.infra;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.ModelName;
import dev.slipway.releases.Copy;
import dev.slipway.releases.Environment;
import dev.slipway.releases.Names;
import dev.slipway.releases.Release;
import dev.slipway.releases.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What functions know of an environment's models, as JSON for their settings files. */
final class FunctionSettings {
    private FunctionSettings() {}

    /** What is copied: {@code [{"model", "major", "table", "mode", "fields", "indexes"}]}. */
    static String copies(Environment environment) {
        List<Map<String, Object>> copies = new ArrayList<>();
        environment.models().forEach((name, release) -> release.copy()
                .ifPresent(copy -> copies.add(copy(name, release, copy))));
        return json(copies);
    }

    /** What is due when: {@code [{"model", "project", "cron", "timezone", "timeoutMinutes"}]}. */
    static String schedules(Environment environment) {
        List<Map<String, Object>> schedules = new ArrayList<>();
        environment.models().forEach((name, release) -> release.schedule()
                .ifPresent(schedule -> schedules.add(schedule(environment, name, release, schedule))));
        return json(schedules);
    }

    private static Map<String, Object> copy(ModelName name, Release release, Copy copy) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("model", name.value());
        map.put("major", release.version().major());
        map.put("table", copy.table());
        map.put("mode", copy.mode().name().toLowerCase(Locale.ROOT));
        map.put("fields", copy.fields());
        map.put("indexes", copy.indexes());
        return map;
    }

    private static Map<String, Object> schedule(
            Environment environment, ModelName name, Release release, Schedule schedule) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("model", name.value());
        map.put("project", new Names(environment.name()).project(name));
        map.put("cron", schedule.cron().toString());
        map.put("timezone", schedule.timezone().getId());
        map.put("timeoutMinutes", release.compute().timeout().toMinutes());
        return map;
    }

    private static String json(Object value) {
        try {
            return JSON.std.asString(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
