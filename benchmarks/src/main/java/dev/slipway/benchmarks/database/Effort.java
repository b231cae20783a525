package dev.slipway.benchmarks.database;

/**
 * What a step took, in seconds.
 *
 * @param wall of the whole process, its start included
 * @param work the same from its main method on; the whole where that is not known
 * @param client CPU of the whole process, or what it says itself
 * @param server CPU of both servers, with what they write in the background
 */
record Effort(double wall, double work, double client, double server) {}
