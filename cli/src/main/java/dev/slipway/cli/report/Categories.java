package dev.slipway.cli.report;

import java.util.List;

/**
 * How often each value of a text or boolean field was predicted.
 *
 * @param values the most frequent ones, first
 * @param others rows with any other value
 */
public record Categories(String field, List<Share> values, long others) {
    static final int SHOWN = 10;

    public record Share(String value, long rows) {}
}
