/**
 * Which model version runs where: the files that a release edits, read strictly into records. Every reader collects all
 * that is wrong with a file before it throws {@link dev.slipway.releases.ReleaseFileException}. No AWS in here.
 *
 * <p>The same rules are JSON schemas for editors, in {@code schemas/}. What a schema cannot say, only the readers refuse:
 * a key that stands twice; anchors, merge keys and tags; what another file or key says (the model's folder, its fields and
 * key, the golden set, one table for two models, indexes within fields); a cron's ranges, and days that never come; a time
 * zone that does not exist; a field name's length in bytes and the names that tables keep for themselves; numbers that are not written in decimal digits.
 */
package dev.slipway.releases;
