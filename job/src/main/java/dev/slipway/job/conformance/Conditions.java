package dev.slipway.job.conformance;

/**
 * How the container of a trial differs from the one that the job starts.
 *
 * @param network whether it has a network after all
 * @param writableRoot whether its root may be written after all
 * @param manyProcesses whether it may start any number of processes
 * @param init whether an init process hands signals on
 * @param user {@code uid:gid} to run as; null for the job's choice
 * @param memory bytes that it may use; 0 for the job's choice
 */
public record Conditions(
        boolean network, boolean writableRoot, boolean manyProcesses, boolean init, String user, long memory) {
    /** No difference at all. */
    public static final Conditions OF_THE_JOB = new Conditions(false, false, false, true, null, 0);

    Conditions withNetwork() {
        return new Conditions(true, writableRoot, manyProcesses, init, user, memory);
    }

    Conditions withWritableRoot() {
        return new Conditions(network, true, manyProcesses, init, user, memory);
    }

    Conditions withManyProcesses() {
        return new Conditions(network, writableRoot, true, init, user, memory);
    }

    Conditions withoutInit() {
        return new Conditions(network, writableRoot, manyProcesses, false, user, memory);
    }

    Conditions as(String uidAndGid) {
        return new Conditions(network, writableRoot, manyProcesses, init, uidAndGid, memory);
    }

    Conditions within(long bytes) {
        return new Conditions(network, writableRoot, manyProcesses, init, user, bytes);
    }
}
