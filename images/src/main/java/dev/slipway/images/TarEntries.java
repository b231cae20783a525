package dev.slipway.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/** The files of an image's tar by name. Nothing is ever unpacked, and no name may lead out of the tar. */
final class TarEntries implements AutoCloseable {
    /** The JSON files of an image; a manifest label is the largest part of them. */
    private static final int LARGEST_TEXT = 16 * 1024 * 1024;

    private final Path file;
    private final TarFile tar;
    private final Map<String, TarArchiveEntry> entries = new LinkedHashMap<>();

    private TarEntries(Path file, TarFile tar) {
        this.file = file;
        this.tar = tar;
    }

    static TarEntries open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new BadImageException(file, Files.exists(file) ? "is no file" : "there is no such file");
        }
        refuseCompressed(file);
        TarFile tar;
        try {
            tar = new TarFile(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new BadImageException(
                    file,
                    "is no tar, or a truncated or corrupt one; expected what 'slipway build' or 'docker save' writes: "
                            + e.getMessage(),
                    e);
        }
        TarEntries opened = new TarEntries(file, tar);
        try {
            opened.index();
            return opened;
        } catch (RuntimeException e) {
            tar.close();
            throw e;
        }
    }

    private static void refuseCompressed(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(Compression.MAGIC);
        }
        if (Compression.of(start) != Compression.NONE) {
            throw new BadImageException(
                    file, "is compressed as a whole (" + Compression.of(start).word() + "); unpack it first");
        }
    }

    private void index() {
        for (TarArchiveEntry entry : tar.getEntries()) {
            entries.put(inside(entry.getName()), entry);
        }
        if (entries.isEmpty()) {
            throw new BadImageException(file, "is no tar, or an empty one");
        }
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    /** Bytes of a file. */
    long size(String name) {
        return entry(name).getRealSize();
    }

    InputStream read(String name) throws IOException {
        return tar.getInputStream(entry(name));
    }

    /** A small file as a whole. */
    byte[] bytes(String name) throws IOException {
        long size = size(name);
        if (size > LARGEST_TEXT) {
            throw new BadImageException(
                    file, name + " has " + size + " bytes, expected at most " + LARGEST_TEXT + " of JSON");
        }
        try (InputStream in = read(name)) {
            byte[] bytes = in.readAllBytes();
            if (bytes.length != size) {
                throw new BadImageException(
                        file, name + " is cut off after " + bytes.length + " of " + size + " bytes");
            }
            return bytes;
        }
    }

    /** {@code docker save} before version 25 links a layer to an equal one. */
    private TarArchiveEntry entry(String name) {
        String at = inside(name);
        for (int links = 0; links < 8; links++) {
            TarArchiveEntry entry = entries.get(at);
            if (entry == null) {
                throw new BadImageException(file, name + " is named in it, but is not there");
            }
            if (entry.isSymbolicLink()) {
                int folder = at.lastIndexOf('/');
                at = inside(at.substring(0, folder + 1) + entry.getLinkName());
            } else if (entry.isLink()) {
                at = inside(entry.getLinkName());
            } else if (entry.isFile()) {
                return entry;
            } else {
                throw new BadImageException(file, name + " is no file");
            }
        }
        throw new BadImageException(file, name + " is a link that leads in a circle");
    }

    private String inside(String name) {
        Path path = Path.of("/image").resolve(name).normalize();
        if (name.startsWith("/") || !path.startsWith("/image")) {
            throw new BadImageException(file, "holds a name that leads out of it: \"" + name + '"');
        }
        return Path.of("/image").relativize(path).toString();
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
