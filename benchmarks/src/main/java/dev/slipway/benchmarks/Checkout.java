package dev.slipway.benchmarks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The checkout that is measured. The script says where it is. */
public final class Checkout {
    private Checkout() {}

    public static Path home() {
        return Path.of(System.getProperty("slipway.home", ".")).toAbsolutePath().normalize();
    }

    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The program that scores ONNX models, as an image has it. */
    public static Path onnxJar() {
        return home().resolve("inference-onnx/target/inference-onnx.jar");
    }

    /** The jar that Lambda runs for the copies. */
    public static Path etlJar() {
        return home().resolve("lambdas/target/slipway-etl.jar");
    }

    /** The jar that CodeBuild runs. */
    public static Path jobJar() {
        return home().resolve("job/target/slipway-job.jar");
    }

    /** Whether the benchmarks' classes are in a jar, as an archive of classes wants them, and not in a folder. */
    public static boolean isPacked() {
        return Files.isRegularFile(self());
    }

    /** The classes of the benchmarks. */
    public static Path self() {
        try {
            return Path.of(Checkout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path nativeLibraries() {
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        return onnxJar().resolveSibling("native").resolve((mac ? "mac" : "linux") + (arm ? "-arm64" : "-amd64"));
    }

    public static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.delete(file);
            }
        }
    }
}
