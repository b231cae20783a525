package dev.slipway.job.conformance;

import java.util.function.Function;

/** A way to write rows as CSV. */
enum Way {
    REVERSED_COLUMNS(rows -> rows.reversedColumns().csv()),
    EXTRA_COLUMN(rows -> rows.with(Way.EXTRA, "1").csv()),
    BOM_AND_CRLF(rows -> "\uFEFF" + rows.csv(",", "\r\n", Table.Quotes.NEEDED)),
    QUOTED(rows -> rows.csv(",", "\n", Table.Quotes.FULL)),
    BLANK_LINES(rows -> rows.csv(",", "\n\n", Table.Quotes.NEEDED)),
    NO_LAST_END(rows -> rows.csv().stripTrailing());

    static final String EXTRA = "no_such_field";

    private final Function<Table, String> csv;

    Way(Function<Table, String> csv) {
        this.csv = csv;
    }

    String csv(Table rows) {
        return csv.apply(rows);
    }
}
