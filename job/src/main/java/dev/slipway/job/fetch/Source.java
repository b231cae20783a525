package dev.slipway.job.fetch;

import dev.slipway.inference.InferenceException;
import dev.slipway.predictions.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/** A place that input comes from. */
public interface Source {
    /** The mark in an input that stands for the as-of date, in UTC. */
    String AS_OF = "{asOf}";

    /**
     * Writes the input's files into the input folder, in the order in which they are to be read.
     *
     * @throws InferenceException 65 where nothing is there, 75 where it cannot be had now, 78 where it was named wrongly
     */
    void fetch(InputFolder in, Consumer<String> note);

    /**
     * The source that a text names: a path, {@code s3://…} or {@code sql:…}.
     *
     * @param analytics the database that {@code sql:} asks; null where there is none
     */
    static Source of(String input, Instant asOf, Database analytics) {
        String text =
                input.replace(AS_OF, LocalDate.ofInstant(asOf, ZoneOffset.UTC).toString());
        if (text.startsWith("s3://")) {
            return new S3Source(S3Address.parse(text));
        }
        if (text.startsWith("sql:")) {
            return new SqlSource(text.substring("sql:".length()), analytics);
        }
        return new FileSource(Path.of(text));
    }
}
