package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import java.util.List;

/** What {@code predict} makes of files as a whole. */
final class FileRules {
    static final List<Rule> ALL = List.of(
            new Rule(
                    "predict.header-only-is-done",
                    "A file with a header and no rows is done, with no predictions.",
                    bench -> bench.predict(Setup.of(bench.golden().rows().headerOnly()))
                            .ends(ExitCode.DONE)
                            .rows(0, 0)
                            .success()),
            new Rule(
                    "predict.files-in-order",
                    "Several files are read in the order of the request, each with its own header.",
                    FileRules::severalFiles),
            new Rule("predict.empty-file-is-65", "An empty file ends with 65.", bench -> {
                bench.golden().rows();
                refused(bench, "");
            }),
            new Rule(
                    "predict.missing-file-is-65",
                    "A file that the request names and that is not there ends with 65.",
                    bench -> bench.predict(Setup.of(bench.golden().rows()).request("files", List.of("absent.csv")))
                            .ends(ExitCode.BAD_DATA)
                            .withoutSuccess()),
            new Rule(
                    "predict.missing-column-is-65",
                    "A file that lacks an input field ends with 65.",
                    bench -> withoutColumn(bench).ends(ExitCode.BAD_DATA).withoutSuccess()),
            new Rule(
                    "predict.failure-tells-why",
                    "A failure tells on standard error what is wrong: of a missing column, its name.",
                    FileRules::tellsWhy),
            new Rule(
                    "predict.doubled-column-is-65",
                    "A header with an input field twice ends with 65.",
                    bench -> refused(
                            bench,
                            bench.golden()
                                    .rows()
                                    .with(bench.golden().rows().header().get(0), "again")
                                    .csv())),
            new Rule(
                    "predict.wrong-delimiter-is-65",
                    "A file with semicolons for commas ends with 65.",
                    FileRules::wrongDelimiter),
            new Rule(
                    "predict.unclosed-quote-is-65",
                    "A quote that is never closed ends with 65: the rest of the file cannot be read.",
                    bench -> refused(bench, bench.golden().rows().csv() + "\"never closed,\n")));

    private FileRules() {}

    private static void refused(Bench bench, String csv) {
        bench.predict(Setup.of(csv)).ends(ExitCode.BAD_DATA).withoutSuccess();
    }

    private static Trial withoutColumn(Bench bench) {
        Table rows = bench.golden().rows();
        if (rows.header().size() < 2) {
            throw Verdict.notApplicable("the model has one input field only");
        }
        return bench.once(
                "without a column",
                () -> bench.predict(Setup.of(
                        rows.select(rows.header().subList(1, rows.header().size())))));
    }

    private static void tellsWhy(Bench bench) {
        Trial trial = withoutColumn(bench);
        String column = bench.golden().rows().header().get(0);
        if (trial.end().lastLines().stream().noneMatch(line -> line.contains(column))) {
            throw Verdict.broken(
                    "standard error",
                    "a reason that names " + column,
                    trial.end().lastLines());
        }
    }

    private static void wrongDelimiter(Bench bench) {
        Table rows = bench.golden().rows();
        if (rows.header().size() < 2) {
            throw Verdict.notApplicable("the model has one input field only");
        }
        refused(bench, rows.csv(";", "\n", Table.Quotes.NEEDED));
    }

    private static void severalFiles(Bench bench) {
        if (Harmless.together(bench)) {
            return;
        }
        Table rows = bench.golden().rows();
        // The later name comes first: it is the request that orders, not the folder.
        Setup setup = Setup.named("b.csv", rows.firstHalf().bytes())
                .file("a.csv", rows.secondHalf().reversedColumns().bytes());
        bench.predict(setup).ends(ExitCode.DONE).predictsAs(bench.golden().plain());
    }
}
