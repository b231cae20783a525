package dev.slipway.releases;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.inference.RejectLimit;
import java.time.Duration;
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
        Optional<String> inputKey = release.take(
                "inputKey", "arn:aws:kms:…", Optional.empty(), text -> Optional.of(text.parse(InputAddress::key)));
        if (inputKey != null && inputKey.isPresent() && input != null && !InputAddress.isS3(input)) {
            release.report("inputKey", "expected a key for input in S3 only, as the input is a query");
        }
        Compute compute = release.need("compute", "{size: medium, timeout: 2h}", ReleaseReader::compute);
        Map<String, String> variables = release.take("variables", "{HORIZON_DAYS: \"28\"}", Map.of(), Variables::read);
        RunLimits limits =
                release.need("limits", "{rejects: 1%, minRows: 1000, rowChange: 30%}", ReleaseReader::limits);
        Long keep = release.need("keep", "30", number -> number.whole(2, 200));
        Optional<ModelFile> file = rules.model(release, model, version);
        file.ifPresent(known -> ReleaseRules.variables(release, variables, known));
        Optional<Copy> copy = release.take(
                "copy",
                "{table: audience, mode: replace, fields: [programme_id, viewers]}",
                Optional.empty(),
                block -> Optional.ofNullable(CopyReader.copy(block, model, file, rules)));
        return release.build(() -> new Release(
                version, schedule, input, inputKey, compute, variables, limits, Math.toIntExact(keep), copy));
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
        Long minRows = limits.need("minRows", "1000", number -> number.whole(0, 999_999_999_999L));
        OptionalDouble rowChange =
                limits.take("rowChange", "30%", OptionalDouble.empty(), text -> text.parse(ReleaseReader::share));
        return limits.build(() -> new RunLimits(rejects, minRows, rowChange));
    }

    /** A share is text, a number of rows a number. */
    private static RejectLimit rejects(Value value) {
        if (value.isNumber()) {
            return RejectLimit.parse(Long.toString(value.whole(0, 999_999_999_999L)));
        }
        return value.parse(text -> {
            if (!text.matches("(100|\\d{1,2}(\\.\\d{1,6})?)%")) {
                throw new IllegalArgumentException(
                        "expected a share such as 1%, or a number of rows such as 100, got \"" + text + '"');
            }
            return RejectLimit.parse(text);
        });
    }

    private static OptionalDouble share(String text) {
        if (!text.matches("\\d{1,4}(\\.\\d{1,6})?%")) {
            throw new IllegalArgumentException("expected a share such as 30%, got \"" + text + '"');
        }
        return OptionalDouble.of(Double.parseDouble(text.substring(0, text.length() - 1)) / 100);
    }
}
