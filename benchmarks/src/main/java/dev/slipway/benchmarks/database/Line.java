package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Options;
import dev.slipway.benchmarks.Table;

/** A part of the benchmark that can be measured alone. */
interface Line {
    /** @param runs the scattered and the sorted run, written and published */
    void measure(Lab lab, Options options, Data data, Table table, Chart chart) throws Exception;
}
