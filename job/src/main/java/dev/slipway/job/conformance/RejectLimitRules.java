package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import java.util.List;

/** When bad rows are too many. */
final class RejectLimitRules {
    static final List<Rule> ALL = List.of(
            new Rule(
                    "predict.reject-limit-is-65",
                    "More rejects than the request allows end with 65 and without _SUCCESS.",
                    bench -> oneTooMany(bench).ends(ExitCode.BAD_DATA).withoutSuccess()),
            new Rule(
                    "predict.reject-limit-at-the-end",
                    "The limit is judged at the end: rejects.csv and report.json then tell of all rows.",
                    RejectLimitRules::atTheEnd),
            new Rule(
                    "predict.reject-limit-not-exceeded",
                    "As many rejects as the request allows are not too many.",
                    RejectLimitRules::notExceeded),
            new Rule(
                    "predict.reject-limit-as-share",
                    "The limit may be a share of the rows read.",
                    bench -> twoBadRows(bench, "0%").ends(ExitCode.BAD_DATA).withoutSuccess()));

    private RejectLimitRules() {}

    private static void notExceeded(Bench bench) {
        if (!WrongRows.together(bench)) {
            twoBadRows(bench, "2").ends(ExitCode.DONE);
        }
    }

    private static Trial oneTooMany(Bench bench) {
        return bench.once("one reject too many", () -> twoBadRows(bench, "1"));
    }

    private static Trial twoBadRows(Bench bench, String limit) {
        Table rows = bench.golden().rows();
        String bad = "too,many,fields" + ",".repeat(rows.header().size()) + "\n";
        String header = rows.headerOnly().csv();
        String csv = header + bad + rows.csv().substring(header.length()) + bad;
        return bench.predict(Setup.of(csv).request("rejectLimit", limit));
    }

    private static void atTheEnd(Bench bench) {
        Trial trial = oneTooMany(bench);
        if (trial.end().status() != ExitCode.BAD_DATA.code()) {
            throw Verdict.notApplicable("the limit is not kept, see predict.reject-limit-is-65");
        }
        Verdict.same("rows in rejects.csv", 2, trial.rejects().rows().size());
        Verdict.same(
                "rowsRead in report.json",
                bench.golden().rows().rows().size() + 2L,
                trial.report().rowsRead());
    }
}
