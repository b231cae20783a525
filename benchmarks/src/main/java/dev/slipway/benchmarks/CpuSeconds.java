package dev.slipway.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** The CPU seconds of this process from the moment that this is made; the JVM's own start is not counted. */
public final class CpuSeconds {
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long begin = system.getProcessCpuTime();

    public double sinceBegin() {
        return (system.getProcessCpuTime() - begin) / 1e9;
    }

    /** What {@link #print} printed. */
    public static double read(String out) {
        return Double.parseDouble(out.split(" ")[1]);
    }

    /** The process's last words, for whoever started it; {@code proof} shows that the work was done. */
    void print(String proof) {
        System.out.printf(Locale.ROOT, "cpu %.3f %s%n", sinceBegin(), proof);
    }
}
