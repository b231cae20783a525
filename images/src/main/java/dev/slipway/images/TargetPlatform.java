package dev.slipway.images;

import java.util.Locale;

/**
 * What machine an image is for.
 *
 * @param architecture in Docker's words: {@code amd64} or {@code arm64}
 */
public record TargetPlatform(String architecture) {
    public static final TargetPlatform LINUX_AMD64 = new TargetPlatform("amd64");
    public static final TargetPlatform LINUX_ARM64 = new TargetPlatform("arm64");

    public TargetPlatform {
        if (!architecture.equals("amd64") && !architecture.equals("arm64")) {
            throw new IllegalArgumentException("expected linux/amd64 or linux/arm64, got " + architecture);
        }
    }

    /** Reads {@code linux/amd64} or {@code linux/arm64}. */
    public static TargetPlatform parse(String text) {
        return switch (text) {
            case "linux/amd64" -> LINUX_AMD64;
            case "linux/arm64" -> LINUX_ARM64;
            default -> throw new IllegalArgumentException("expected linux/amd64 or linux/arm64, got \"" + text + '"');
        };
    }

    /** The platform of an image that runs here: Linux with this machine's processor, which on a Mac is a virtual one. */
    public static TargetPlatform ofThisMachine() {
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return processor.equals("aarch64") || processor.equals("arm64") ? LINUX_ARM64 : LINUX_AMD64;
    }

    /** Whether a program of this machine runs on the platform as it is. */
    public boolean isThisMachine() {
        return System.getProperty("os.name").equals("Linux") && equals(ofThisMachine());
    }

    public String os() {
        return "linux";
    }

    /** {@code linux/amd64}. */
    @Override
    public String toString() {
        return os() + "/" + architecture;
    }
}
