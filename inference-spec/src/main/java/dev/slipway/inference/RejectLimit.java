package dev.slipway.inference;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many rows may be rejected before the whole run counts as bad data: a share such as {@code 1%}, or a number. */
public record RejectLimit(BigDecimal amount, boolean percent) {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)(%?)");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Every row may be rejected; the run still ends well. */
    public static final RejectLimit NONE = new RejectLimit(HUNDRED, true);

    public static RejectLimit parse(String text) {
        Matcher matcher = SHAPE.matcher(text == null ? "" : text);
        if (matcher.matches()) {
            BigDecimal amount = new BigDecimal(matcher.group(1));
            boolean percent = !matcher.group(2).isEmpty();
            if (percent ? amount.compareTo(HUNDRED) <= 0 : amount.scale() == 0) {
                return new RejectLimit(amount, percent);
            }
        }
        throw new IllegalArgumentException("expected a share such as 1% or a number of rows such as 100, got "
                + (text == null ? "nothing" : '"' + text + '"'));
    }

    /** Whether so many rejects among so many rows read are more than the limit. */
    public boolean exceededBy(long rejected, long read) {
        BigDecimal rows = BigDecimal.valueOf(rejected);
        return percent
                ? rows.multiply(HUNDRED).compareTo(amount.multiply(BigDecimal.valueOf(read))) > 0
                : rows.compareTo(amount) > 0;
    }

    @Override
    public String toString() {
        return amount.toPlainString() + (percent ? "%" : "");
    }
}
