package dev.slipway.releases;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A change of one number in an environment's file: the version of one model. Every other byte stays: comments, order,
 * quotes, line ends, a byte order mark. It is computed first and written later, and only over the very bytes that it was
 * computed from, so that of two at once one is refused.
 *
 * @param file the environment's file
 * @param before all of its bytes
 * @param from the version that it names
 * @param after all of its bytes then
 */
public record VersionEdit(Path file, ModelName model, byte[] before, ModelVersion from, ModelVersion to, byte[] after) {

    /**
     * Computes the change.
     *
     * @throws ReleaseFileException where the file is no YAML of these files, or has no such number
     */
    public static VersionEdit of(Path file, ModelName model, ModelVersion to) {
        Problems problems = new Problems(String.valueOf(file.getFileName()));
        try {
            byte[] before = Files.readAllBytes(file);
            String text = YamlDocument.decode(before);
            YamlSubset.check(text);
            ScalarNode version = VersionLine.node(text, model)
                    .orElseThrow(() -> new IllegalArgumentException("expected the model's version in its entry such as "
                            + "models: {" + model + ": {version: " + to + ", …}}, there is none"));
            ModelVersion from = ModelVersion.parse(version.getValue());
            byte[] after = replaced(text, version, from, to).getBytes(StandardCharsets.UTF_8);
            byte[] mark = Arrays.copyOf(before, before.length - text.getBytes(StandardCharsets.UTF_8).length);
            return new VersionEdit(file, model, before, from, to, joined(mark, after));
        } catch (YamlDocument.Unreadable unreadable) {
            problems.add(unreadable.line(), "", unreadable.getMessage());
        } catch (YamlEngineException | IllegalArgumentException wrong) {
            problems.add(1, "models." + model + ".version", wrong.getMessage());
        } catch (IOException failed) {
            problems.add(1, "", "expected a file that can be read: " + failed);
        }
        problems.throwIfAny();
        throw new IllegalStateException("a problem was found");
    }

    /**
     * Puts the new bytes in the old ones' place, as a whole or not at all.
     *
     * @throws ReleaseFileException where the file is not what it was when this was computed
     * @throws IOException where it cannot be written; then it is as it was
     */
    public void write() throws IOException {
        Path target = file.toRealPath();
        Object identity = identity(target);
        Path half = Files.createTempFile(target.getParent(), "." + target.getFileName() + ".", ".new");
        // The lock is on the file itself, so that nothing is left behind; the one who comes late has another file's.
        try (FileChannel held = FileChannel.open(target, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = lock(held)) {
            if (lock == null || !Arrays.equals(content(held), before) || !Objects.equals(identity(target), identity)) {
                throw meanwhile();
            }
            try (FileChannel out = FileChannel.open(half, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(after);
                while (left.hasRemaining()) {
                    out.write(left);
                }
                out.force(true);
            }
            keepRights(target, half);
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private static Object identity(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** By the channel that holds the lock: closing any other one of this file would release it. */
    private static byte[] content(FileChannel held) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(held.size()));
        while (bytes.hasRemaining() && held.read(bytes) >= 0) {}
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    private ReleaseFileException meanwhile() {
        return new ReleaseFileException(List.of(new Violation(
                String.valueOf(file.getFileName()),
                VersionLine.find(file, model).map(VersionLine::number).orElse(1),
                "models." + model + ".version",
                "someone else is changing or has changed the file since it was read; nothing was written."
                        + " Look at it and try again")));
    }

    private static void keepRights(Path from, Path to) throws IOException {
        PosixFileAttributeView rights = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (rights != null) {
            rights.setPermissions(Files.getPosixFilePermissions(from));
        }
    }

    private static String replaced(String text, ScalarNode version, ModelVersion from, ModelVersion to) {
        int start =
                text.offsetByCodePoints(0, version.getStartMark().orElseThrow().getIndex());
        int end = text.offsetByCodePoints(0, version.getEndMark().orElseThrow().getIndex());
        String written = text.substring(start, end);
        // What is left are quotes; an escaped, folded or block text is not how anybody writes a number.
        if (!written.matches("(['\"]?)\\Q" + from + "\\E\\1")) {
            throw new IllegalArgumentException(
                    "expected the version as one word such as version: " + from + ", got it written as " + written);
        }
        return text.substring(0, start) + written.replace(from.toString(), to.toString()) + text.substring(end);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
