package dev.slipway.inference;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;

/** A file that is hashed while it is written, and on the disk once it is closed. */
final class HashedFile extends OutputStream {
    private final FileOutputStream out;
    private final MessageDigest digest = Sha256.digest();
    private boolean closed;

    HashedFile(Path file) throws IOException {
        out = new FileOutputStream(file.toFile());
    }

    /** Writes a whole file; gives its SHA-256. */
    static String write(Path file, String text) throws IOException {
        HashedFile out = new HashedFile(file);
        try (out) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.sha256();
    }

    /** To be called once, when all is written. */
    String sha256() {
        return Sha256.hex(digest);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        digest.update(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try (out) {
                out.getFD().sync();
            }
        }
    }
}
