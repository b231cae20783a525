package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Benchmarks;
import dev.slipway.benchmarks.Checkout;
import dev.slipway.benchmarks.Options;
import dev.slipway.benchmarks.Table;
import dev.slipway.benchmarks.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Publish and copy beside their references, on two PostgreSQL servers that are made for it. */
public final class DatabaseFigure implements Benchmarks.Figure {
    private static final int ROWS = 2_000_000;

    private static Map<String, Line> lines() {
        Map<String, Line> lines = new LinkedHashMap<>();
        lines.put("publish", new PublishLine());
        lines.put("copy", new CopyLine());
        lines.put("others", new OthersLine());
        lines.put("delta", new DeltaLine());
        lines.put("cold", new ColdLine());
        lines.put("handler", new HandlerLine());
        lines.put("growth", new GrowthLine());
        lines.put("kept", new KeptLine());
        lines.put("job", new JobLine());
        return lines;
    }

    @Override
    public void measure(Options options, Path work, Table table) throws Exception {
        Map<String, Line> lines = lines();
        if (!lines.keySet().containsAll(options.only())) {
            throw new UsageException("--only: expected some of " + String.join(",", lines.keySet()) + ", got "
                    + String.join(",", options.only()));
        }
        Set<String> wanted = options.only().isEmpty() ? lines.keySet() : options.only();
        Path drawn =
                options.chart() != null ? options.chart() : Checkout.home().resolve("benchmarks/target/database.svg");
        if (options.chart() != null && !Files.isDirectory(drawn.getParent())) {
            throw new UsageException("--chart: expected a file in a folder that is there, got " + drawn);
        }
        Chart chart = new Chart();
        try (Lab lab = Lab.start(work)) {
            table.line(
                    "%s, two servers on loopback, %d cores, copies on Java %d, the rest on %d; fsync and synchronous_commit on, a checkpoint before each step",
                    lab.analytics.value("postgres", "SELECT split_part(version(), ' on ', 1)"),
                    Runtime.getRuntime().availableProcessors(),
                    Jdk.function().feature(),
                    Runtime.version().feature());
            Data data = new Data(lab, options.rows(ROWS));
            for (String line : wanted) {
                lines.get(line).measure(lab, options, data, table, chart);
                chart.write(drawn);
            }
        }
        table.line("");
        table.line("drawn: %s", drawn);
    }
}
