package dev.slipway.images;

import java.util.List;

/** How an image starts its Java program. */
final class JavaOptions {
    private JavaOptions() {}

    /** Options that the command does not decide itself: two collectors would end the virtual machine at once. */
    static List<String> beside(List<String> command) {
        return List.of("-XX:+UseSerialGC", "-XX:MaxRAMPercentage=70").stream()
                .filter(option -> command.stream().noneMatch(given -> decidesTheSame(given, option)))
                .toList();
    }

    private static boolean decidesTheSame(String given, String option) {
        return option.endsWith("GC")
                ? given.matches("-XX:[+]Use\\w*GC")
                : given.startsWith("-Xmx") || given.startsWith("-XX:MaxRAM");
    }
}
