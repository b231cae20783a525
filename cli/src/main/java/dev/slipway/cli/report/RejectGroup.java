package dev.slipway.cli.report;

import java.util.List;

/** Rows rejected for the same reason, with the first few of them. */
public record RejectGroup(String code, String field, long rows, List<Example> examples) {
    public static final int EXAMPLES = 3;

    public RejectGroup {
        examples = List.copyOf(examples);
    }

    /** One row of {@code rejects.csv}. */
    public record Example(String file, String line, String reason) {}
}
