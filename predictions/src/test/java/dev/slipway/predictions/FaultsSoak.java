package dev.slipway.predictions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The fault harness for as long as one likes: {@code scripts/soak --kills 500 --seed 1}. Not part of the build. */
final class FaultsSoak {
    private FaultsSoak() {}

    public static void main(String[] arguments) throws IOException {
        int wanted = (int) option(arguments, "--kills", 500);
        long first = option(arguments, "--seed", 1);
        int rounds = (int) option(arguments, "--rounds", FaultsIT.ROUNDS);
        Path folder = Files.createTempDirectory("slipway-soak");
        List<Long> failed = new ArrayList<>();
        int kills = 0;
        for (long seed = first; kills < wanted; seed++) {
            try {
                int killed = FaultsIT.play(seed, rounds, folder);
                kills += killed;
                System.out.println("seed " + seed + ": " + killed + " kills, " + kills + " so far, "
                        + ProcessHandle.current().info().totalCpuDuration().orElseThrow() + " CPU of this process");
            } catch (Exception | AssertionError e) {
                failed.add(seed);
                e.printStackTrace(System.out);
                kills++;
            }
        }
        System.out.println(kills + " kills from seed " + first + " on; failed: " + failed);
        System.exit(failed.isEmpty() ? 0 : 1);
    }

    private static long option(String[] arguments, String name, long otherwise) {
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (arguments[i].equals(name)) {
                return Long.parseLong(arguments[i + 1]);
            }
        }
        return otherwise;
    }
}
