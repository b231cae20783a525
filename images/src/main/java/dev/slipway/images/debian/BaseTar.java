package dev.slipway.images.debian;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes a root file system as an image of one layer, as {@code docker load} takes it. Sorted, owned by root, without times:
 * the same files give the same bytes. Not with jib, whose layers hold no symbolic links.
 */
record BaseTar(Path root, String architecture) {
    private static final String TIME = "1970-01-01T00:00:00Z";
    private static final String PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    void write(Path file, String name) throws IOException {
        Path layer = Files.createTempFile(file.getParent(), "layer-", ".tar.gz");
        try {
            byte[] config = JSON.std.asBytes(config(layer(layer)));
            Map<String, Object> image = new LinkedHashMap<>();
            image.put("Config", "config.json");
            image.put("RepoTags", List.of(name));
            image.put("Layers", List.of("layer.tar.gz"));
            byte[] index = JSON.std.asBytes(List.of(image));
            try (TarArchiveOutputStream tar = tar(Files.newOutputStream(file))) {
                add(tar, "config.json", config);
                add(tar, "manifest.json", index);
                TarArchiveEntry entry = new TarArchiveEntry("layer.tar.gz");
                entry.setSize(Files.size(layer));
                entry.setModTime(0);
                tar.putArchiveEntry(entry);
                Files.copy(layer, tar);
                tar.closeArchiveEntry();
            }
        } finally {
            Files.delete(layer);
        }
    }

    /** In an order of ours: that of {@code Map.of} is another in each virtual machine, and with it the digest. */
    private Map<String, Object> config(String diffId) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("User", "65532:65532");
        run.put("Env", List.of(PATH, "LANG=C.UTF-8"));
        run.put("Entrypoint", List.of("python3"));
        Map<String, Object> layers = new LinkedHashMap<>();
        layers.put("type", "layers");
        layers.put("diff_ids", List.of(diffId));
        Map<String, Object> history = new LinkedHashMap<>();
        history.put("created", TIME);
        history.put("created_by", "slipway python-base");
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("created", TIME);
        config.put("architecture", architecture);
        config.put("os", "linux");
        config.put("config", run);
        config.put("rootfs", layers);
        config.put("history", List.of(history));
        return config;
    }

    /** Writes the compressed layer; answers the digest of the tar inside. */
    private String layer(Path target) throws IOException {
        MessageDigest digest = sha256();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(file -> !file.equals(root)).sorted().toList();
        }
        try (TarArchiveOutputStream tar =
                tar(new DigestOutputStream(new GZIPOutputStream(Files.newOutputStream(target), 1 << 16), digest))) {
            for (Path file : files) {
                entry(tar, file);
            }
        }
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    private void entry(TarArchiveOutputStream tar, Path file) throws IOException {
        String name = root.relativize(file).toString();
        boolean folder = Files.isDirectory(file) && !Files.isSymbolicLink(file);
        TarArchiveEntry entry = Files.isSymbolicLink(file)
                ? new TarArchiveEntry(name, TarConstants.LF_SYMLINK)
                : new TarArchiveEntry(folder ? name + "/" : name);
        entry.setModTime(0);
        entry.setIds(0, 0);
        entry.setNames("", "");
        if (Files.isSymbolicLink(file)) {
            entry.setLinkName(Files.readSymbolicLink(file).toString());
        } else if (folder) {
            entry.setMode(name.equals("tmp") ? 0_1777 : 0_755);
        } else {
            entry.setMode(Files.isExecutable(file) ? 0_755 : 0_644);
            entry.setSize(Files.size(file));
        }
        tar.putArchiveEntry(entry);
        if (entry.isFile() && !entry.isSymbolicLink()) {
            Files.copy(file, tar);
        }
        tar.closeArchiveEntry();
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static TarArchiveOutputStream tar(OutputStream out) {
        TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new BufferedOutputStream(out, 1 << 16), StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        return tar;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
