package dev.slipway.models.audience.development.broadcast;

/**
 * Chance that is a pure function of a seed and up to three coordinates, so that any day can be simulated alone, in any
 * order and on any machine, with the same result.
 */
public record Noise(long seed) {
    /** A stream of its own; streams are independent of each other. */
    public Noise stream(int number) {
        return new Noise(mix(seed + 0x9E3779B97F4A7C15L * (number + 1)));
    }

    /** Uniform in [0, 1). */
    public double uniform(long a, long b, long c) {
        return (bits(a, b, c) >>> 11) * 0x1.0p-53;
    }

    /** Uniform in 0 to {@code bound - 1}. */
    public int below(int bound, long a, long b, long c) {
        return (int) (uniform(a, b, c) * bound);
    }

    public boolean chance(double probability, long a, long b, long c) {
        return uniform(a, b, c) < probability;
    }

    /** Mean 0, deviation 1: the sum of four uniforms, close to normal and without a library's logarithm. */
    public double normal(long a, long b, long c) {
        long bits = bits(a, b, c);
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            bits = mix(bits + 0x9E3779B97F4A7C15L);
            sum += (bits >>> 11) * 0x1.0p-53;
        }
        return (sum - 2) * 1.7320508075688772;
    }

    /** A normal value that changes smoothly over time: new every {@code period}, linear between. */
    public double smooth(long a, long time, int period) {
        long knot = Math.floorDiv(time, period);
        double share = (double) Math.floorMod(time, (long) period) / period;
        return (1 - share) * normal(a, knot, period) + share * normal(a, knot + 1, period);
    }

    private long bits(long a, long b, long c) {
        return mix(mix(mix(seed ^ a) + 0x9E3779B97F4A7C15L * b) + 0xD1B54A32D192ED03L * c);
    }

    /** Stafford's thirteenth variant of the finalizer of MurmurHash3. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
