package dev.slipway.predictions;

/** The metrics that runs and functions write. Alarms and the dashboard wait for these names; a test compares them. */
public enum MetricName {
    /** Of a run, 0 or 1 each. */
    SUCCEEDED("Succeeded", "Count"),
    FAILED("Failed", "Count"),
    HELD("Held", "Count"),

    /** Published. */
    ROWS("Rows", "Count"),
    ROWS_READ("RowsRead", "Count"),
    REJECTS("Rejects", "Count"),

    /** Of the rows that were read: from 0 to 1. */
    REJECT_SHARE("RejectShare", "None"),
    DURATION("DurationSeconds", "Seconds"),

    /** In USD. */
    ESTIMATED_COST("EstimatedCost", "None"),

    /** Of a build, also one that died before it could tell of itself. */
    ENDED_BADLY("EndedBadly", "Count"),

    /** Whether a model has not run since it was due, 0 or 1. */
    OVERDUE("Overdue", "Count"),

    /** Loaded into the application's database. */
    COPY_ROWS("CopyRows", "Count"),
    COPY_ERRORS("CopyErrors", "Count"),

    /** For how long the application has not been shown what is current. */
    COPY_AGE("CopyAgeSeconds", "Seconds");

    private final String text;
    private final String unit;

    MetricName(String text, String unit) {
        this.text = text;
        this.unit = unit;
    }

    /** As CloudWatch has it. */
    public String text() {
        return text;
    }

    String unit() {
        return unit;
    }
}
