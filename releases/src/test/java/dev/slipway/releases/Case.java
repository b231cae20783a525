package dev.slipway.releases;

/**
 * A file that readers and schema must judge alike.
 *
 * @param change the piece that sets it apart from the complete example
 * @param problem a piece of the violation that a bad file must cause; null where the file is good
 * @param schemaSees whether a schema can express the rule; where it cannot, the schema takes the file
 */
record Case(String change, String text, String problem, boolean schemaSees) {
    /** A file that is right. */
    static Case good(String base, String piece, String other) {
        return new Case(other, Workspace.with(base, piece, other), null, true);
    }

    /** A file that readers and schema refuse. */
    static Case bad(String base, String piece, String other, String problem) {
        return new Case(other, Workspace.with(base, piece, other), problem, true);
    }

    /** A file that only the readers can refuse. */
    static Case unseen(String base, String piece, String other, String problem) {
        return new Case(other, Workspace.with(base, piece, other), problem, false);
    }

    boolean isGood() {
        return problem == null;
    }

    @Override
    public String toString() {
        return (isGood() ? "good: " : "bad: ") + (change.isBlank() ? "left out" : change.strip());
    }
}
