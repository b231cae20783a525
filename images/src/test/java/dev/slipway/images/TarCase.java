package dev.slipway.images;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A tar written entry by entry, so that it can be wrong in any way. */
final class TarCase {
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, String> links = new LinkedHashMap<>();

    /** An image of one layer, in the form that {@code docker save} of engine 20.10 gives. */
    static TarCase image() {
        byte[] layer = layer("hello");
        return new TarCase()
                .file("id/layer.tar", layer)
                .file("config.json", config(layer))
                .file("manifest.json", "[{\"Config\":\"config.json\",\"Layers\":[\"id/layer.tar\"]}]");
    }

    TarCase file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    TarCase file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    TarCase link(String name, String to) {
        links.put(name, to);
        return this;
    }

    TarCase without(String name) {
        files.remove(name);
        return this;
    }

    byte[] content(String name) {
        return files.get(name);
    }

    Path write(Path target) throws IOException {
        return Files.write(target, bytes());
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(file.getValue().length);
                entry.setModTime(0);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
            for (Map.Entry<String, String> link : links.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(link.getKey(), TarConstants.LF_SYMLINK);
                entry.setLinkName(link.getValue());
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** A layer's tar with one file. */
    static byte[] layer(String text) {
        try {
            return new TarCase().file("etc/hello", text).bytes();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String config(byte[]... layers) {
        StringBuilder ids = new StringBuilder();
        for (byte[] layer : layers) {
            ids.append(ids.isEmpty() ? "" : ",")
                    .append('"')
                    .append(digest(layer))
                    .append('"');
        }
        return "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"User\":\"65532\",\"Entrypoint\":[\"/run\",\"it\"],"
                + "\"Labels\":{\"a\":\"b\"}},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[" + ids + "]}}";
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            new ByteArrayInputStream(content).transferTo(out);
        }
        return bytes.toByteArray();
    }

    static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
