package dev.slipway.inference;

/**
 * Whether the model has taken any row without throwing, and the rows before that one that it threw on: from then on a row
 * that throws is a bad row, before it the model may be broken.
 */
final class FirstAnswer {
    /** So many first rows that all throw are a broken model: trying every other row alone would only cost time. */
    static final int TELLING = 1000;

    private boolean given;
    private int thrown;
    private String first;
    private String last;
    private Exception cause;

    void given() {
        given = true;
    }

    /** @param place the row's file and line */
    void threw(String place, Exception e) {
        if (!given) {
            first = first == null ? place : first;
            last = place;
            cause = e;
            thrown++;
        }
    }

    /**
     * Goes on with what the rows behind these gave.
     *
     * @throws InferenceException 70 where the model threw on each of the run's first 1000 rows
     */
    void add(FirstAnswer next) {
        if (given) {
            return;
        }
        if (next.thrown > 0) {
            first = first == null ? next.first : first;
            last = next.last;
            cause = next.cause;
            thrown += next.thrown;
        }
        if (thrown >= TELLING) {
            demand();
        }
        given = next.given;
    }

    /** @throws InferenceException 70 where the model threw on every row */
    void demand() {
        if (!given && thrown > 0) {
            throw new InferenceException(
                    ExitCode.DEFECT,
                    "the model threw on every row from " + first + " to " + last + ": " + cause,
                    cause);
        }
    }
}
