package dev.slipway.job;

import java.util.Optional;

/** The job's environment variables: what {@code --help} prints and what the settings are read from. */
enum Variable {
    IMAGE(
            "111111111111.dkr.ecr.eu-central-1.amazonaws.com/slipway/audience-forecast",
            null,
            "The image: its repository, where SLIPWAY_VERSION is the tag if there is neither :TAG nor @sha256:…; it is"
                    + " pulled and runs in a container. Or a folder with app/, model/ and entrypoint.json, which runs as"
                    + " a process."),
    NAME("audience-forecast", null, "The model's name; where it is set, the image must have it."),
    VERSION("1.4.2", null, "The model's version; the image must have it."),
    RUN_ID("0f3c7a52-2f0e-4c55-9d0e-1f6f6f1c9b55", null, "The run's id: letters, digits, '.', '_', '-', at most 100."),
    AS_OF("2026-11-20T06:00:00Z", null, "The moment that is predicted for: a timestamp with offset, or a date (UTC)."),
    TIMEOUT("90m", "2h", "The time for fetch and predict together: hours, minutes, seconds, such as 1h30m."),
    INPUT(
            "s3://feeds/programmes/{asOf}/",
            null,
            "A CSV file, a folder of them, s3://bucket/key, s3://bucket/prefix/ or sql:SELECT …; {asOf} is the date."),
    WORK("/tmp/work", null, "The folder of this run: in/, out/ and run.json are made below it. Empty at start."),
    SHARED("/mnt/shared", "shared/ in SLIPWAY_WORK", "The folder that models keep from run to run."),
    REJECTS("100", "1%", "The most rows that may be rejected: a share or a number of rows."),
    MIN_ROWS("1000", "1", "With fewer rows than this a run is published but does not become current."),
    ROW_CHANGE("20%", "30%", "The most that the number of rows may change from the current run to this one, or off."),
    KEEP("60", "30", "How many runs of the model stay in the database, 2 to 200."),
    ANALYTICS_URL("jdbc:postgresql://host:5432/analytics", null, "The analytics database."),
    ANALYTICS_USER("slipway_job", null, "Its user."),
    ANALYTICS_PASSWORD("…", null, "Its password."),
    ARTIFACTS("s3://bucket/prefix", "kept nowhere", "The folder or bucket for runs/<model>/<run>/: files, run.json."),
    MEMORY(
            "4g",
            "three quarters of the machine's",
            "The memory of a container, files in its /tmp included: a number with k, m or g."),
    DISK("20g", "64g", "The most that a container may write to out/, and the most that SLIPWAY_SHARED may grow by."),
    METRICS("/slipway/staging/metrics", "none are sent", "The log group that takes the run's figures, for CloudWatch."),
    ENVIRONMENT("staging", null, "The environment that the figures are of; needed where SLIPWAY_METRICS is set."),
    RATE("0.005", "no cost is estimated", "What a minute of this machine costs, in USD."),
    VERBOSE("true", "false", "Whether a failure prints its stack trace.");

    private final String example;
    private final String byDefault;
    private final String meaning;

    Variable(String example, String byDefault, String meaning) {
        this.example = example;
        this.byDefault = byDefault;
        this.meaning = meaning;
    }

    /** As it stands in the environment. */
    String key() {
        return "SLIPWAY_" + name();
    }

    String example() {
        return example;
    }

    /** What holds where it is not set, in words. */
    Optional<String> byDefault() {
        return Optional.ofNullable(byDefault);
    }

    String meaning() {
        return meaning;
    }

    /** Whether the verb cannot do without. */
    boolean neededBy(Verb verb) {
        return switch (this) {
            case RUN_ID, AS_OF, WORK -> true;
            case IMAGE -> verb == Verb.PREDICT || verb == Verb.RUN;
            case VERSION -> verb != Verb.FETCH;
            case INPUT -> verb == Verb.FETCH || verb == Verb.RUN;
            case ANALYTICS_URL, ANALYTICS_USER, ANALYTICS_PASSWORD -> verb == Verb.PUBLISH || verb == Verb.RUN;
            default -> false;
        };
    }
}
