package dev.slipway.benchmarks.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/** What a tree of processes has used of the CPU, as Linux tells in {@code /proc}. */
final class ServerCpu {
    private static final double TICKS_PER_SECOND = 100;

    private ServerCpu() {}

    /** Of a process, its living children, and those that it has seen end. */
    static double seconds(long root) {
        if (!Files.exists(Path.of("/proc/self/stat"))) {
            return Double.NaN;
        }
        LongStream children = ProcessHandle.of(root).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(ProcessHandle::pid);
        return LongStream.concat(LongStream.of(root), children)
                        .map(ServerCpu::ticks)
                        .sum()
                / TICKS_PER_SECOND;
    }

    private static long ticks(long process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            // The second field is the name in parentheses, which may hold blanks; utime is the 14th.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int field = 11; field < 15; field++) {
                ticks += Long.parseLong(fields[field]);
            }
            return ticks;
        } catch (IOException ended) {
            return 0;
        }
    }
}
