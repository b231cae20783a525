package dev.slipway.onnx;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where ONNX Runtime's native library lies unpacked: in {@code native/} beside our jar, in an image that of its platform,
 * after a build a folder for each. Unpacking it from a jar would cost every start 150 ms and 28 MB of memory in /tmp.
 */
final class NativeLibrary {
    private static final String PROPERTY = "onnxruntime.native.path";

    private NativeLibrary() {}

    /** To be called before the first use of ONNX Runtime. A path that was given by the property stays. */
    static void use() {
        if (System.getProperty(PROPERTY) == null) {
            Path folder = beside(place());
            if (folder != null) {
                System.setProperty(PROPERTY, folder.toString());
            }
        }
    }

    private static Path beside(Path jar) {
        Path all = jar.resolveSibling("native");
        Path ours = all.resolve(platform());
        return Files.isDirectory(ours) ? ours : Files.isDirectory(all) ? all : null;
    }

    /** As a container's platform is written, {@code linux-amd64}. */
    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "mac" : "linux";
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        return os + "-" + architecture;
    }

    private static Path place() {
        try {
            return Path.of(NativeLibrary.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
