package dev.slipway.predictions;

import java.sql.SQLException;

/** The invocation's time ran out in the middle of a leaf, which is rolled back and loaded again by the next one. */
final class TimeIsOverException extends SQLException {
    private static final long serialVersionUID = 1L;

    TimeIsOverException() {
        super("the time ran out", "57014");
    }
}
