package dev.slipway.job.fetch;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** The input folder as it fills: copies each file into it, and on the way hashes its bytes and counts its lines. */
public final class InputFolder {
    private static final int PIECE = 256 * 1024;

    private final Path folder;
    private final BooleanSupplier stopping;
    private final LongConsumer progress;
    private final MessageDigest digest = newSha256();
    private final List<String> files = new ArrayList<>();
    private long lines;
    private long bytes;

    /**
     * @param stopping asked between pieces; once true, the copying ends with an exception
     * @param progress told the lines copied so far
     */
    public InputFolder(Path folder, BooleanSupplier stopping, LongConsumer progress) {
        this.folder = folder;
        this.stopping = stopping;
        this.progress = progress;
    }

    /** Copies one file; its name is what the rejects call it. */
    void add(String name, InputStream from) throws IOException {
        String free = free(name);
        try (OutputStream to = Files.newOutputStream(folder.resolve(free));
                OutputStream counted = counting(to)) {
            // In larger pieces than transferTo takes.
            byte[] piece = new byte[PIECE];
            for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
                counted.write(piece, 0, read);
            }
        }
        files.add(free);
    }

    /** A new file to write into; hashed and counted as {@link #add} does. */
    OutputStream create(String name) throws IOException {
        String free = free(name);
        files.add(free);
        return counting(Files.newOutputStream(folder.resolve(free)));
    }

    /** Two objects of different folders may have one name, and none may be the request. */
    private String free(String name) {
        String free = name.equals(Request.FILE) ? "data.csv" : name;
        for (int n = 2; files.contains(free); n++) {
            free = n + "-" + name;
        }
        return free;
    }

    private OutputStream counting(OutputStream to) {
        return new OutputStream() {
            private boolean lineOpen;

            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                if (stopping.getAsBoolean()) {
                    throw new InferenceException(ExitCode.TERMINATED, "fetch was stopped");
                }
                to.write(buffer, offset, length);
                digest.update(buffer, offset, length);
                bytes += length;
                lines += lineEnds(buffer, offset, offset + length);
                lineOpen = length > 0 ? buffer[offset + length - 1] != '\n' : lineOpen;
                progress.accept(lines);
            }

            @Override
            public void close() throws IOException {
                lines += lineOpen ? 1 : 0;
                lineOpen = false;
                to.close();
            }
        };
    }

    /** A loop over nothing but the bytes, which the JVM compiles to few instructions. */
    private static int lineEnds(byte[] buffer, int from, int to) {
        int found = 0;
        for (int i = from; i < to; i++) {
            found += buffer[i] == '\n' ? 1 : 0;
        }
        return found;
    }

    /** The files' names in reading order. */
    public List<String> files() {
        return List.copyOf(files);
    }

    /** Lines of all files: rows and headers, and more where a quoted field has line ends. */
    public long lines() {
        return lines;
    }

    public long bytes() {
        return bytes;
    }

    /** SHA-256 of the files' bytes one after another: of a single file the same as {@code sha256sum} shows. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
