package dev.slipway.releases;

import dev.slipway.inference.Field;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.inference.Threshold;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * {@code model.yaml}: what a model is called, what it reads and what it gives.
 *
 * @param folder the model's source folder, which holds the file
 * @param key the fields that name a row: not null, and the same in input and output
 * @param golden the golden set's path within the folder; null where there is none
 * @param metrics the golden set's metrics and the bounds that they must keep
 * @param actuals output field to the golden set's column that holds its truth
 * @param tolerance relative difference between two runs that still counts as the same, from 0 to less than 1
 * @param variables names of the environment variables that a release has to give it
 * @param onnx what goes where in an ONNX model; null where the names tell, and for other runtimes
 */
public record ModelFile(
        Path folder,
        ModelName name,
        ModelVersion version,
        String description,
        ModelRuntime runtime,
        List<String> key,
        List<Field> input,
        List<Field> output,
        String golden,
        Map<String, String> actuals,
        List<Threshold> metrics,
        double tolerance,
        List<String> variables,
        OnnxWiring onnx) {
    /** The file's name in a model's folder. */
    public static final String FILE = "model.yaml";

    /**
     * Reads {@code model.yaml} in a folder.
     *
     * @throws ReleaseFileException with all that is wrong with it
     */
    public static ModelFile read(Path modelFolder) {
        return ModelFileReader.read(modelFolder);
    }

    /** The golden set, or null where there is none; packing copies it under the name {@link Manifest#GOLDEN}. */
    public Path goldenFile() {
        return golden == null ? null : folder.resolve(golden);
    }

    /**
     * What the model's image says of itself; the golden set's hash is computed from the file.
     *
     * @throws UncheckedIOException where the golden set cannot be read
     */
    public Manifest toManifest() {
        return new Manifest(
                Manifest.SPEC,
                name,
                version,
                description,
                key,
                input,
                output,
                actuals,
                golden == null ? null : sha256(goldenFile()),
                metrics,
                tolerance,
                variables);
    }

    private static String sha256(Path file) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), sha256)) {
                bytes.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (IOException failed) {
            throw new UncheckedIOException("the golden set " + file + " cannot be read: " + failed, failed);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
