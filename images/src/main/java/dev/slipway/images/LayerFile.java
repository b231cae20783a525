package dev.slipway.images;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
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
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A layer as it lies in the image's tar: compressed already, as jib writes it, or not, as {@code docker save} does. The
 * latter is compressed once into a temporary file, in a way that the same bytes always give the same digest.
 */
final class LayerFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    /** What looks into a layer; it need not read to the end. */
    interface Reader {
        void read(InputStream tar) throws IOException;
    }

    /** Bytes that pass are counted and digested, those that are skipped too. */
    private static final class Measured extends InputStream {
        private final InputStream in;
        private final MessageDigest digest;
        private long count;

        Measured(InputStream in, MessageDigest digest) {
            this.in = in;
            this.digest = digest;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = in.read(bytes, from, length);
            if (read > 0) {
                digest.update(bytes, from, read);
                count += read;
            }
            return read;
        }
    }

    private final Path image;
    private final TarEntries tar;
    private final String name;
    private Path packed;

    LayerFile(Path image, TarEntries tar, String name) {
        this.image = image;
        this.tar = tar;
        this.name = name;
    }

    /**
     * Reads it once, whole: what it says of itself is believed only where its bytes agree.
     *
     * @param reader gets the tar inside on the way
     */
    Layer measure(String diffId, Reader reader) throws IOException {
        Compression compression;
        try (InputStream in = tar.read(name)) {
            compression = Compression.of(in.readNBytes(Compression.MAGIC));
        }
        if (compression == Compression.NONE) {
            pack();
        } else if (compression != Compression.GZIP) {
            throw new BadImageException(
                    image, "layer " + name + " is compressed with " + compression.word() + "; expected gzip or none");
        }
        MessageDigest outer = sha256();
        MessageDigest inner = sha256();
        long size = packed == null ? tar.size(name) : Files.size(packed);
        IOException unreadable = null;
        Measured plain;
        try (DigestInputStream compressed = new DigestInputStream(read(), outer)) {
            plain = new Measured(new GZIPInputStream(compressed, BUFFER), inner);
            try {
                reader.read(plain);
            } catch (IOException e) {
                unreadable = e;
            }
            plain.transferTo(OutputStream.nullOutputStream());
            compressed.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new BadImageException(image, "layer " + name + " is corrupt or cut off: " + e.getMessage(), e);
        }
        String found = digest(inner);
        if (!found.equals(diffId)) {
            throw new BadImageException(
                    image, "layer " + name + " is corrupt: its content has " + found + ", expected " + diffId);
        }
        if (unreadable != null) {
            throw unreadable(unreadable);
        }
        return new Layer(digest(outer), size, plain.count, found);
    }

    /** Hands out the tar inside, which was measured before. */
    void unpack(Reader reader) {
        try (InputStream plain = new GZIPInputStream(read(), BUFFER)) {
            reader.read(plain);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private BadImageException unreadable(IOException e) {
        return new BadImageException(image, "layer " + name + " cannot be read: " + e.getMessage(), e);
    }

    /** The compressed bytes. */
    InputStream read() throws IOException {
        return packed == null ? tar.read(name) : Files.newInputStream(packed);
    }

    private void pack() {
        try {
            packed = Files.createTempFile(
                    "slipway-layer-" + ProcessHandle.current().pid() + "-", ".tar.gz");
            // Also gone where the process is stopped before anybody closes the image.
            packed.toFile().deleteOnExit();
            // Its header carries neither a time nor a name.
            try (InputStream in = tar.read(name);
                    OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed), BUFFER)) {
                in.transferTo(out);
            }
        } catch (IOException e) {
            throw new InferenceException(
                    ExitCode.TRY_AGAIN,
                    image + ": layer " + name + " cannot be compressed into " + System.getProperty("java.io.tmpdir")
                            + ": " + e.getMessage(),
                    e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String digest(MessageDigest digest) {
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() {
        if (packed != null) {
            try {
                Files.deleteIfExists(packed);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
