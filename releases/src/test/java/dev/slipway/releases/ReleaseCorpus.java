package dev.slipway.releases;

import static dev.slipway.releases.Workspace.ENVIRONMENT;

import java.util.List;
import java.util.stream.Stream;

/** Environment files, each the complete example with one piece of its release changed. */
final class ReleaseCorpus {
    private static final String VARIABLES = "{HORIZON_DAYS: \"28\"}";
    private static final String LIMITS = "{rejects: 1%, minRows: 1000, rowChange: 30%}";

    private ReleaseCorpus() {}

    static Stream<Case> cases() {
        return Stream.of(version(), schedule(), input(), inputKey(), compute(), variables(), limits(), keep())
                .flatMap(List::stream);
    }

    private static List<Case> version() {
        return List.of(
                good("version: 1.0.0", "version: 2.0.0-rc.1"),
                good("version: 1.0.0", "version: \"1.0.0\""),
                bad(
                        "version: 1.0.0",
                        "version: v1.0.0",
                        "version: expected MAJOR.MINOR.PATCH such as 1.4.2, got \"v1.0.0\""),
                bad("version: 1.0.0", "version: 1.0", "version: expected MAJOR.MINOR.PATCH such as 1.4.2, got \"1.0\""),
                bad("version: 1.0.0", "version: latest", "got \"latest\""),
                bad("version: 1.0.0", "version: ^1.0.0", "got \"^1.0.0\""),
                bad("version: 1.0.0", "version: 1.0.0+build", "got \"1.0.0+build\""),
                bad("version: 1.0.0", "version: 01.0.0", "got \"01.0.0\""),
                bad("version: 1.0.0", "version:", "version: expected text such as 1.4.2, got nothing"),
                bad("    version: 1.0.0\n", "", "audience-forecast.version: missing, expected such as version: 1.4.2"),
                bad("    version: 1.0.0\n", "    verison: 1.0.0\n", "did you mean version?"));
    }

    private static List<Case> schedule() {
        String cron = "\"0 6 * * ? *\"";
        return List.of(
                good("    schedule: {cron: \"0 6 * * ? *\", timezone: Europe/Berlin}\n", ""),
                good(cron, "\"0/15 8-18 ? JAN,JUL MON-FRI 2026-2030\""),
                good(cron, "0 6 L * ? *"),
                good(cron, "0 6 ? * 2#1 *"),
                good("Europe/Berlin", "UTC"),
                good("Europe/Berlin", "America/Argentina/Ushuaia"),
                bad(cron, "\"0 6 * * *\"", "schedule.cron: expected the six fields of an EventBridge cron"),
                bad(cron, "\"0 6 * * * *\"", "exactly one of the two days must be ?"),
                bad(cron, "\"0 6 ? * ? *\"", "got \"0 6 ? * ? *\""),
                bad(cron, "rate(1 day)", "got \"rate(1 day)\""),
                bad(cron, "cron(0 6 * * ? *)", "got \"cron(0 6 * * ? *)\""),
                bad(cron, "daily", "such as \"0 6 * * ? *\", got \"daily\""),
                bad(cron, "\"0 6 ? * mon *\"", "got \"0 6 ? * mon *\""),
                unseen(
                        cron,
                        "\"60 6 * * ? *\"",
                        "got \"60 6 * * ? *\": minutes: expected 0 to 59, lists, ranges or steps, got \"60\""),
                unseen(cron, "\"0 6 31 4,6 ? *\"", "got \"0 6 31 4,6 ? *\": no day fits"),
                unseen(
                        cron,
                        "\"0 6 ? * 2#6 *\"",
                        "week of the month: expected 1 to 5, lists, ranges or steps, got \"6\""),
                unseen(
                        cron,
                        "\"0 6 ? * FRI-MON *\"",
                        "day of week: expected 1 to 7 (or SUN to SAT), lists, ranges or steps, got \"FRI-MON\""),
                bad(
                        "Europe/Berlin",
                        "CET",
                        "schedule.timezone: expected UTC or a time zone by its place such as Europe/Berlin"),
                bad("Europe/Berlin", "+01:00", "got \"+01:00\""),
                unseen("Europe/Berlin", "Europe/Berln", "got \"Europe/Berln\"; did you mean Europe/Berlin?"),
                bad(
                        ", timezone: Europe/Berlin",
                        "",
                        "schedule.timezone: missing, expected such as timezone: Europe/Berlin"));
    }

    private static List<Case> input() {
        String input = "s3://feeds/programmes/{asOf}/";
        return List.of(
                good(input, "s3://feeds/all.csv"),
                good(input, "\"sql:select * from feeds.programmes where day = '{asOf}' and tags @> '{1,2}'\""),
                bad(input, "feeds.csv", "input: expected s3://bucket/prefix/ or sql:SELECT …, such as"),
                bad(input, "https://feeds.example.com/", "got \"https://feeds.example.com/\""),
                bad(input, "s3://Feeds/programmes/", "got \"s3://Feeds/programmes/\""),
                bad(input, "s3://feeds", "got \"s3://feeds\""),
                bad(input, "s3://feeds/{date}/", "expected no placeholder but {asOf}, got {date}"),
                bad(input, "\"sql: delete from feeds\"", "input: expected s3://"));
    }

    private static List<Case> inputKey() {
        String input = "input: s3://feeds/programmes/{asOf}/\n";
        String key = "    inputKey: arn:aws:kms:eu-central-1:222222222222:";
        String id = "key/1234abcd-12ab-34cd-56ef-1234567890ab\n";
        return List.of(
                good(input, input + key + id),
                good(input, input + key + "key/mrk-1234abcd12ab34cd56ef1234567890ab\n"),
                bad(
                        input,
                        input + key + "alias/feeds\n",
                        "inputKey: expected the ARN of a KMS key, not an alias, such as arn:aws:kms:eu-central-1:"),
                bad(input, input + "    inputKey: 1234abcd-12ab-34cd-56ef-1234567890ab\n", "got \"1234abcd-12ab"),
                unseen(
                        input,
                        "input: sql:select 1 as a\n" + key + id,
                        "inputKey: expected a key for input in S3 only, as the input is a query"));
    }

    private static List<Case> compute() {
        return List.of(
                good("timeout: 2h", "timeout: 5m"),
                good("timeout: 2h", "timeout: 2160m"),
                good("size: medium", "size: xlarge"),
                bad(
                        "timeout: 2h",
                        "timeout: 4m",
                        "compute.timeout: expected minutes or hours from 5m to 36h such as 2h"),
                bad("timeout: 2h", "timeout: 37h", "got \"37h\""),
                bad("timeout: 2h", "timeout: 2161m", "got \"2161m\""),
                bad("timeout: 2h", "timeout: -2h", "got \"-2h\""),
                bad("timeout: 2h", "timeout: 7200", "got \"7200\""),
                bad("timeout: 2h", "timeout: 1h30m", "got \"1h30m\""),
                bad(
                        "size: medium",
                        "size: huge",
                        "compute.size: expected one of small, medium, large, xlarge, got \"huge\""),
                bad("size: medium", "size: Medium", "did you mean medium?"),
                bad("size: medium, ", "", "compute.size: missing"));
    }

    private static List<Case> variables() {
        return List.of(
                good("    variables: " + VARIABLES + "\n", ""),
                good(VARIABLES, "{}"),
                good(VARIABLES, "{MAX_TOKENS: \"5\", homeTown: Köln, PATHS: a}"),
                bad(
                        VARIABLES,
                        "{HORIZON_DAYS: 28}",
                        "variables.HORIZON_DAYS: expected text such as \"28\", got 28; put it in quotes"),
                bad(VARIABLES, "{HOLIDAYS: true}", "got true; put it in quotes"),
                bad(VARIABLES, "{HORIZON_DAYS: \"\"}", "expected one line of 1 to 4096 characters"),
                bad(VARIABLES, "{HORIZON_DAYS: \"2\\n8\"}", "expected one line of 1 to 4096 characters"),
                bad(
                        VARIABLES,
                        "{HORIZON-DAYS: a}",
                        "expected letters, digits and _ such as HORIZON_DAYS, got \"HORIZON-DAYS\""),
                bad(VARIABLES, "{SLIPWAY_IN: a}", "variables.SLIPWAY_IN: expected a name of the model's own"),
                bad(VARIABLES, "{PATH: a}", "got \"PATH\"; SLIPWAY_, AWS_, CODEBUILD_, LD_, PATH, HOME, TMPDIR"),
                bad(VARIABLES, "{HOME: a}", "got \"HOME\""),
                bad(VARIABLES, "{TMPDIR: a}", "got \"TMPDIR\""),
                bad(VARIABLES, "{LANG: de}", "got \"LANG\""),
                bad(VARIABLES, "{ORT_DISABLE_TELEMETRY: \"0\"}", "got \"ORT_DISABLE_TELEMETRY\""),
                good(VARIABLES, "{JAVA_TOOL_OPTIONS: -Xmx6g, HTTPS_PROXY: \"http://127.0.0.1:9\"}"),
                bad(VARIABLES, "{AWS_REGION: a}", "got \"AWS_REGION\""),
                bad(VARIABLES, "{LD_PRELOAD: a}", "got \"LD_PRELOAD\""),
                bad(VARIABLES, "{DB_PASSWORD: a}", "expected nothing secret, got \"DB_PASSWORD\""),
                bad(VARIABLES, "{token: a}", "expected nothing secret, got \"token\""));
    }

    private static List<Case> limits() {
        return List.of(
                good(LIMITS, "{rejects: 0, minRows: 0}"),
                good(LIMITS, "{rejects: 0.5%, minRows: 0, rowChange: 250%}"),
                bad(
                        LIMITS,
                        "{rejects: 101%, minRows: 0}",
                        "limits.rejects: expected a share such as 1%, or a number of rows"),
                bad(LIMITS, "{rejects: \"1\", minRows: 0}", "got \"1\""),
                bad(LIMITS, "{rejects: -1, minRows: 0}", "limits.rejects: expected a whole number from 0 to"),
                bad(LIMITS, "{rejects: 0.01, minRows: 0}", "limits.rejects: expected a whole number from 0 to"),
                bad(LIMITS, "{minRows: 0}", "limits.rejects: missing, expected such as rejects: 1%"),
                bad(LIMITS, "{rejects: 1%}", "limits.minRows: missing, expected such as minRows: 1000"),
                bad(
                        LIMITS,
                        "{rejects: 1%, minRows: -5}",
                        "limits.minRows: expected a whole number from 0 to 999999999999"),
                bad(LIMITS, "{rejects: 1%, minRows: \"5\"}", "got \"5\""),
                bad(LIMITS, "{rejects: 1%, minRows: 1.5}", "got 1.5"),
                unseen(LIMITS, "{rejects: 1%, minRows: 0x10}", "got 0x10"),
                unseen(LIMITS, "{rejects: 1%, minRows: 5.0}", "got 5.0"),
                bad(
                        LIMITS,
                        "{rejects: 1%, minRows: 0, rowChange: 0.3}",
                        "limits.rowChange: expected a share such as 30%"),
                bad(LIMITS, "{rejects: 1%, minRows: 0, rowChange: -3%}", "got \"-3%\""),
                bad(
                        LIMITS,
                        "{rejects: 1%, minRows: 0, minrows: 1}",
                        "limits.minrows: unknown key, expected rejects, "
                                + "minRows, rowChange; did you mean minRows?"));
    }

    private static List<Case> keep() {
        return List.of(
                good("keep: 30", "keep: 2"),
                good("keep: 30", "keep: 200"),
                bad("keep: 30", "keep: 1", "keep: expected a whole number from 2 to 200 such as 30, got 1"),
                bad("keep: 30", "keep: 201", "got 201"),
                bad("keep: 30", "keep: -30", "got -30"),
                bad("keep: 30", "keep: 99999999999999999999", "got 99999999999999999999"),
                bad("keep: 30", "keep: 30d", "got \"30d\""));
    }

    private static Case good(String piece, String other) {
        return Case.good(ENVIRONMENT, piece, other);
    }

    private static Case bad(String piece, String other, String problem) {
        return Case.bad(ENVIRONMENT, piece, other, problem);
    }

    private static Case unseen(String piece, String other, String problem) {
        return Case.unseen(ENVIRONMENT, piece, other, problem);
    }
}
