package dev.slipway.job.conformance;

import java.io.ByteArrayOutputStream;

/** The golden rows, again and again. */
final class Large {
    private Large() {}

    /** @param size bytes, at least */
    static Setup setup(Bench bench, int size) {
        Table rows = bench.golden().rows();
        int header = rows.headerOnly().bytes().length;
        byte[] all = rows.bytes();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(size + 2 * all.length);
        bytes.write(all, 0, header);
        for (int copy = 0; copy < copies(bench, size); copy++) {
            bytes.write(all, header, all.length - header);
        }
        return Setup.of(bytes.toByteArray());
    }

    static long rows(Bench bench, int size) {
        return (long) copies(bench, size) * bench.golden().rows().rows().size();
    }

    private static int copies(Bench bench, int size) {
        Table rows = bench.golden().rows();
        return 1 + size / (rows.bytes().length - rows.headerOnly().bytes().length);
    }
}
