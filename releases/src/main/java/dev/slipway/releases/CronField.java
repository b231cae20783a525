package dev.slipway.releases;

import java.util.BitSet;
import java.util.List;

/**
 * One field of a cron expression: {@code *}, or a list of values, ranges {@code 8-18} and steps {@code 0/15}.
 *
 * @param names words for the values, the first for {@code least}; none where only numbers are understood
 */
record CronField(String what, int least, int most, List<String> names) {
    /** The values that the field means. */
    BitSet parse(String text) {
        BitSet values = new BitSet();
        for (String item : text.split(",", -1)) {
            String[] steps = item.split("/", -1);
            String[] ends = steps[0].equals("*") ? new String[] {least + "", most + ""} : steps[0].split("-", -1);
            if (steps.length > 2 || ends.length > 2) {
                throw refused(item);
            }
            int from = value(ends[0]);
            int to = ends.length == 2 ? value(ends[1]) : steps.length == 2 ? most : from;
            int step = steps.length == 2 ? number(steps[1]) : 1;
            if (from > to || step < 1 || step > most) {
                throw refused(item);
            }
            for (int value = from; value <= to; value += step) {
                values.set(value);
            }
        }
        return values;
    }

    /** A number or name within the field's bounds. */
    int value(String text) {
        int named = names.indexOf(text);
        int value = named < 0 ? number(text) : least + named;
        if (value < least || value > most) {
            throw refused(text);
        }
        return value;
    }

    private int number(String text) {
        if (!text.matches("[0-9]{1,4}")) {
            throw refused(text);
        }
        return Integer.parseInt(text);
    }

    IllegalArgumentException refused(String text) {
        String words = names.isEmpty() ? "" : " (or " + names.get(0) + " to " + names.get(names.size() - 1) + ")";
        return new IllegalArgumentException(
                what + ": expected " + least + " to " + most + words + ", lists, ranges or steps, got \"" + text + '"');
    }
}
