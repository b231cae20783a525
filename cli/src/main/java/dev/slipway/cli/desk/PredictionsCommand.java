package dev.slipway.cli.desk;

import dev.slipway.cli.terminal.TextTable;
import dev.slipway.desk.LedgerCalls.Rows;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.ModelName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "predictions",
        description = {
            "Shows the first rows, in no order, of what a model's readers see now. Asks the database, which is woken"
                    + " where it sleeps; that takes up to half a minute."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  slipway predictions churn -e staging", "  slipway predictions churn -e prod --major 1 --limit 100"
        })
public final class PredictionsCommand implements Callable<Integer> {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many rows, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private MajorOptions options;

    @Override
    public Integer call() {
        AtDesk at = options.open();
        Told told = at.told();
        ModelName name = options.model(at);
        int asked = options.major(at);
        Rows rows = at.desk().ledger().predictions(name, asked, limit);
        TextTable table = new TextTable(rows.fields());
        rows.rows()
                .forEach(row -> table.row(row.stream()
                        .map(value -> value == null ? null : value.toString())
                        .toList()));
        told.table(table);
        told.line("");
        told.line(rows.rows().size() + " rows of run " + rows.runId());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", name.value());
        json.put("major", asked);
        json.put("run", rows.runId());
        json.put("fields", rows.fields());
        json.put("rows", List.copyOf(rows.rows()));
        told.json(json);
        return ExitCode.DONE.code();
    }
}
