package dev.slipway.job.conformance;

import java.io.ByteArrayOutputStream;

/**
 * The golden rows, again and again: large enough that the fastest model can be caught half-way and that a program that
 * keeps all rows is out of memory, small enough for any disk.
 */
final class Large {
    private static final int BYTES = 64 << 20;

    private Large() {}

    static Setup setup(Bench bench) {
        Table rows = bench.golden().rows();
        int header = rows.headerOnly().bytes().length;
        byte[] all = rows.bytes();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BYTES + 2 * all.length);
        bytes.write(all, 0, header);
        for (int copy = 0; copy < copies(bench); copy++) {
            bytes.write(all, header, all.length - header);
        }
        return Setup.of(bytes.toByteArray());
    }

    static long rows(Bench bench) {
        return (long) copies(bench) * bench.golden().rows().rows().size();
    }

    private static int copies(Bench bench) {
        Table rows = bench.golden().rows();
        return 1 + BYTES / (rows.bytes().length - rows.headerOnly().bytes().length);
    }
}
