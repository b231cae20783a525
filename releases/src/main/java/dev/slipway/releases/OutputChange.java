package dev.slipway.releases;

/**
 * One difference between the outputs of two versions of a model.
 *
 * @param field the output field; for {@link Kind#KEY} the new key
 */
public record OutputChange(Kind kind, String field) {
    /** What changed, and what that does to those who read the predictions. */
    public enum Kind {
        REMOVED(Bump.MAJOR, "is gone"),
        RETYPED(Bump.MAJOR, "has another type"),
        /** A view keeps its columns in place: one that is replaced can only append. */
        MOVED(Bump.MAJOR, "stands elsewhere"),
        KEY(Bump.MAJOR, "is another key"),
        /** A row that lacks it, from a run that is still kept, could not be told apart from a broken one. */
        ADDED_NON_NULL(Bump.MAJOR, "is new and never null"),
        ADDED_NULLABLE(Bump.MINOR, "is new"),
        /** Whoever trusted it to be there breaks. */
        NOW_NULLABLE(Bump.MAJOR, "may now be null"),
        NOW_NON_NULL(Bump.MINOR, "is now never null"),
        NOW_NON_FINITE(Bump.MAJOR, "may now be NaN or infinite"),
        NOW_FINITE(Bump.MINOR, "is now always finite");

        private final Bump bump;
        private final String words;

        Kind(Bump bump, String words) {
            this.bump = bump;
            this.words = words;
        }
    }

    /** The part of the version that this change must raise. */
    public Bump bump() {
        return kind.bump;
    }

    /** For a person, in short: {@code viewers has another type}. */
    public String words() {
        return field + " " + kind.words;
    }

    /** For a person: {@code output field viewers has another type (major)}. */
    @Override
    public String toString() {
        return (kind == Kind.KEY ? "" : "output field ") + words() + " (" + Word.of(bump()) + ")";
    }
}
