package dev.slipway.models.audience.development.training;

import dev.slipway.inference.Field;
import java.util.ArrayList;
import java.util.List;

/** The columns of a feed with the truth: {@code model.yaml}'s input, which a test compares, and what was watched. */
final class FeedColumns {
    /** The truth, in millions; empty where it is not known (yet). */
    static final String ACTUAL = "actual_viewers";

    /** What the model reads. */
    static final List<Field> INPUT = List.of(
            Field.parse("programme_id", "string"),
            Field.parse("air_date", "date"),
            Field.parse("channel", "string"),
            Field.parse("title", "string?"),
            Field.parse("genre", "string?"),
            Field.parse("slot", "int"),
            Field.parse("duration", "int"),
            Field.parse("is_premiere", "boolean?"),
            Field.parse("is_live", "boolean?"),
            Field.parse("promo_spots", "int?"),
            Field.parse("competing_premieres", "int?"),
            Field.parse("competing_live", "boolean?"),
            Field.parse("days_ahead", "int"),
            Field.parse("lead_in_viewers", "double?"),
            Field.parse("last_week_viewers", "double?"),
            Field.parse("four_week_viewers", "double?"),
            Field.parse("title_viewers", "double?"));

    private FeedColumns() {}

    /** The input and the truth. */
    static List<Field> withTruth() {
        List<Field> fields = new ArrayList<>(INPUT);
        fields.add(Field.parse(ACTUAL, "double?"));
        return fields;
    }
}
