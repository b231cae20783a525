package dev.slipway.releases;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.inference.RejectLimit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads one model's part of an environment file. */
final class ReleaseReader {
    private ReleaseReader() {}

    /** The release; null where something is wrong with it, which is then reported. */
    static Release release(Value value, ModelName model, ReleaseRules rules) {
        Section release = value.section();
        ModelVersion version = release.need("version", "1.4.2", text -> text.parse(ModelVersion::parse));
        Optional<Schedule> schedule = release.take(
                "schedule",
                "{cron: \"0 6 * * ? *\", timezone: Europe/Berlin}",
                Optional.empty(),
                ReleaseReader::schedule);
        String input = release.need("input", "s3://feeds/programmes/{asOf}/", text -> text.parse(InputAddress::parse));
        Compute compute = release.need("compute", "{size: medium, timeout: 2h}", ReleaseReader::compute);
        Map<String, String> variables = release.take("variables", "{HORIZON_DAYS: \"28\"}", Map.of(), Variables::read);
        RunLimits limits =
                release.need("limits", "{rejects: 1%, minRows: 1000, rowChange: 30%}", ReleaseReader::limits);
        Long keep = release.need("keep", "30", number -> number.whole(2, 200));
        Optional<Copy> copy = release.take(
                "copy",
                "{table: audience, mode: replace, fields: [programme_id, viewers]}",
                Optional.empty(),
                block -> Optional.ofNullable(copy(block)));
        rules.check(release, model, version, copy == null ? Optional.empty() : copy);
        return release.build(
                () -> new Release(version, schedule, input, compute, variables, limits, Math.toIntExact(keep), copy));
    }

    private static Optional<Schedule> schedule(Value value) {
        Section schedule = value.section();
        Cron cron = schedule.need("cron", "\"0 6 * * ? *\"", text -> text.parse(Cron::parse));
        var zone = schedule.need("timezone", "Europe/Berlin", text -> text.parse(Schedule::zone));
        return Optional.ofNullable(schedule.build(() -> new Schedule(cron, zone)));
    }

    private static Compute compute(Value value) {
        Section compute = value.section();
        ComputeSize size =
                compute.need("size", "medium", text -> text.parse(word -> Word.parse(ComputeSize.class, word)));
        Duration timeout = compute.need("timeout", "2h", text -> text.parse(Compute::timeout));
        return compute.build(() -> new Compute(size, timeout));
    }

    private static RunLimits limits(Value value) {
        Section limits = value.section();
        RejectLimit rejects = limits.need("rejects", "1%", ReleaseReader::rejects);
        Long minRows = limits.need("minRows", "1000", number -> number.whole(0, 1_000_000_000_000L));
        OptionalDouble rowChange =
                limits.take("rowChange", "30%", OptionalDouble.empty(), text -> text.parse(ReleaseReader::share));
        return limits.build(() -> new RunLimits(rejects, minRows, rowChange));
    }

    /** A share is text, a number of rows a number. */
    private static RejectLimit rejects(Value value) {
        return value.isNumber()
                ? RejectLimit.parse(Long.toString(value.whole(0, 999_999_999_999L)))
                : value.parse(RejectLimit::parse);
    }

    private static OptionalDouble share(String text) {
        if (!text.matches("\\d{1,4}(\\.\\d{1,6})?%")) {
            throw new IllegalArgumentException("expected a share such as 30%, got \"" + text + '"');
        }
        return OptionalDouble.of(Double.parseDouble(text.substring(0, text.length() - 1)) / 100);
    }

    private static Copy copy(Value value) {
        Section copy = value.section();
        String table = copy.need("table", "audience", text -> text.parse(Copy::table));
        Copy.Mode mode = copy.need("mode", "replace", text -> text.parse(word -> Word.parse(Copy.Mode.class, word)));
        List<String> fields =
                copy.need("fields", "[programme_id, viewers]", list -> someOf(list, "viewers", Value::text));
        List<List<String>> indexes = copy.take(
                "indexes",
                "[[air_date]]",
                List.of(),
                list -> list.list("[air_date]", index -> someOf(index, "air_date", Value::text)));
        return copy.build(() -> new Copy(table, mode, fields, indexes));
    }

    private static List<String> someOf(Value value, String example, java.util.function.Function<Value, String> reader) {
        List<String> items = value.list(example, reader);
        if (items != null && items.isEmpty()) {
            throw value.expected("at least one field");
        }
        return items;
    }
}
