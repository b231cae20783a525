package dev.slipway.job.conformance;

import java.util.Map;
import java.util.Optional;

/** What the first bytes of a Linux program say about the processor that it is for. */
final class Elf {
    private static final int MACHINE = 18;
    private static final Map<Integer, String> MACHINES = Map.of(62, "linux/amd64", 183, "linux/arm64");

    private Elf() {}

    /** Empty where the file is no such program, or one for another processor than images are made for. */
    static Optional<String> platform(Optional<byte[]> head) {
        return head.filter(bytes -> bytes.length > MACHINE + 1
                        && bytes[0] == 0x7f
                        && bytes[1] == 'E'
                        && bytes[2] == 'L'
                        && bytes[3] == 'F')
                .map(bytes -> MACHINES.get((bytes[MACHINE] & 0xff) | (bytes[MACHINE + 1] & 0xff) << 8));
    }
}
