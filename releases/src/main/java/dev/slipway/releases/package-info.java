/**
 * Which model version runs where: the files that a release edits, read strictly into records. Every reader collects all
 * that is wrong with a file before it throws {@link dev.slipway.releases.ReleaseFileException}. No AWS in here.
 */
package dev.slipway.releases;
