package dev.slipway.inference;

/**
 * A row that is not predicted.
 *
 * @param line the physical line where the row starts; the header is line 1
 * @param field the first bad field in the manifest's order; empty where the row as a whole is meant
 */
record Reject(long line, String field, RejectCode code, String reason) {
    /** The same for a person: file, line, field, reason and code. */
    String at(String file) {
        return file + ":" + line + ": " + (field.isEmpty() ? "" : "field " + field + ": ") + reason + " (" + code.word()
                + ")";
    }
}
