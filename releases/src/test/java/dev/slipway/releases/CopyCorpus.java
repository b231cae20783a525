package dev.slipway.releases;

import static dev.slipway.releases.Workspace.ENVIRONMENT;

import java.util.stream.Stream;

/** Environment files, each the complete example with its copy changed. */
final class CopyCorpus {
    private static final String COPY =
            "{table: audience, mode: replace, fields: [programme_id, air_date, viewers], indexes: [[air_date]]}";
    private static final String FIELDS = "fields: [programme_id, air_date, viewers]";
    private static final String INDEXES = "indexes: [[air_date]]";

    private CopyCorpus() {}

    static Stream<Case> cases() {
        return Stream.of(
                good("    copy: " + COPY + "\n", ""),
                good("mode: replace", "mode: merge"),
                good(FIELDS, "fields: [air_date, programme_id]"),
                good(", " + INDEXES, ""),
                good(INDEXES, "indexes: []"),
                good(INDEXES, "indexes: [[viewers], [air_date, programme_id]]"),
                good("table: audience", "table: a234567890123456789012345678901234567890"),
                bad(
                        "table: audience",
                        "table: a2345678901234567890123456789012345678901",
                        "copy.table: expected a table's name"),
                bad("table: audience", "table: Audience", "got \"Audience\""),
                bad("table: audience", "table: predictions.audience", "got \"predictions.audience\""),
                bad("table: audience", "table: \"audience; drop\"", "got \"audience; drop\""),
                bad("table: audience", "table: 2audience", "got \"2audience\""),
                bad("table: audience", "table: freshness", "expected a name that Slipway does not use itself"),
                bad("table: audience, ", "", "copy.table: missing, expected such as table: audience"),
                bad("mode: replace", "mode: append", "copy.mode: expected one of replace, merge, got \"append\""),
                bad("mode: replace", "mode: merg", "did you mean merge?"),
                bad(FIELDS, "fields: []", "copy.fields: expected at least one field"),
                bad(FIELDS, "fields: viewers", "copy.fields: expected a list"),
                bad(FIELDS, "fields: [programme_id, air_date, air_date]", "copy.fields[2]: expected each item once"),
                bad(FIELDS, "fields: [programme_id, air_date, \"\"]", "copy.fields[2]: expected a field name"),
                bad(
                        FIELDS,
                        "fields: [programme_id, air_date, 7]",
                        "copy.fields[2]: expected text such as viewers, got 7"),
                bad(
                        INDEXES,
                        "indexes: [air_date]",
                        "copy.indexes[0]: expected a list such as [air_date], got \"air_date\""),
                bad(INDEXES, "indexes: [[]]", "copy.indexes[0]: expected at least one field"),
                bad(INDEXES, "indexes: [[air_date], [air_date]]", "copy.indexes[1]: expected each item once"),
                unseen(
                        INDEXES,
                        "indexes: [[slot]]",
                        "copy.indexes: expected copied fields, which are programme_id, "
                                + "air_date, viewers; got \"slot\""),
                unseen(
                        FIELDS,
                        "fields: [programme_id, air_date, viewer]",
                        "copy.fields: expected fields of "
                                + "audience-forecast 1.0.0, which are programme_id, air_date, viewers; got \"viewer\"; did you "
                                + "mean viewers?"),
                unseen(FIELDS, "fields: [programme_id, air_date, slot]", "got \"slot\""),
                unseen(
                        FIELDS,
                        "fields: [air_date, viewers]",
                        "copy.fields: expected the model's key among them, as the "
                                + "copied table has it; \"programme_id\" is missing"));
    }

    private static Case good(String piece, String other) {
        return Case.good(ENVIRONMENT, piece, other);
    }

    private static Case bad(String piece, String other, String problem) {
        return Case.bad(ENVIRONMENT, piece, other, problem);
    }

    private static Case unseen(String piece, String other, String problem) {
        return Case.unseen(ENVIRONMENT, piece, other, problem);
    }
}
