package dev.slipway.desk.runs;

import dev.slipway.desk.RunFiles;
import dev.slipway.desk.RunFiles.Artifact;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Brings a run's files here. A file is there as a whole, with the checksum that the run noted, or not at all. */
public record Download(RunFiles files, ModelName model, String runId) {
    /** What became of a file: {@code checked} where its checksum agrees; a run notes none of its own report on itself. */
    public record Got(Artifact artifact, Path file, boolean checked) {}

    /** @throws InferenceException 65 where it is another file than the run wrote, 75 where it cannot be written here */
    public Got get(Artifact artifact, Path folder) {
        Path file = folder.resolve(Path.of(artifact.name()).getFileName());
        Path half = file.resolveSibling("." + file.getFileName() + ".partial");
        try {
            Files.createDirectories(folder);
            try {
                String sha256 = fetch(artifact, half);
                refuseOther(artifact, sha256);
                Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(half);
            }
            return new Got(artifact, file, artifact.sha256() != null);
        } catch (IOException failed) {
            throw new InferenceException(ExitCode.TRY_AGAIN, file + ": cannot be fetched: " + failed, failed);
        }
    }

    private String fetch(Artifact artifact, Path half) throws IOException {
        try (DigestInputStream content = new DigestInputStream(files.open(model, runId, artifact.name()), sha256())) {
            long bytes = Files.copy(content, half, StandardCopyOption.REPLACE_EXISTING);
            if (bytes != artifact.bytes()) {
                throw new IOException("the connection broke off after " + bytes + " of " + artifact.bytes() + " bytes");
            }
            return HexFormat.of().formatHex(content.getMessageDigest().digest());
        }
    }

    private void refuseOther(Artifact artifact, String sha256) {
        if (artifact.sha256() != null && !artifact.sha256().equals(sha256)) {
            throw new InferenceException(
                    ExitCode.BAD_DATA,
                    artifact.name() + " of run " + runId + ": expected sha256 " + artifact.sha256() + ", got " + sha256
                            + "; somebody has changed it, the bucket keeps older versions for 30 days");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
