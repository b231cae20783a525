package dev.slipway.images;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.images.sbom.Sbom;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Makes an inference image of one that anybody's Dockerfile made: adds the labels and a last layer with the list of its
 * parts. Its own layers stay the same bytes, and its configuration keeps all that it says.
 *
 * @param image a tar of {@code docker save} or of a build
 * @param revision of the source, for a label; null where it is not known
 */
public record LabelledImage(Path image, Manifest manifest, TargetPlatform platform, String revision) {
    /**
     * Writes the image.
     *
     * @param tar it is there as a whole or not at all
     * @param cache that of {@link ImageBuild}: one image at a time is written
     * @throws InferenceException 78 where the image cannot be run as the job runs one, 65 where the file holds none
     */
    @SuppressWarnings("try") // the lock is only held
    public BuiltImage write(Path tar, Path cache) {
        ImageBuild.refuseTarget(tar);
        String name = manifest.name() + ":" + manifest.version();
        Path target = tar.toAbsolutePath();
        Path partial = target.resolveSibling("." + target.getFileName() + ".partial");
        try (CacheLock lock = CacheLock.take(cache);
                ImageTar source = ImageTar.open(image)) {
            check(source);
            Sbom list = new Sbom(manifest).image(source.configDigest(), diffIds(source));
            byte[] text = list.toJson().getBytes(StandardCharsets.UTF_8);
            Files.createDirectories(target.getParent());
            try {
                try (OutputStream file = Files.newOutputStream(partial)) {
                    write(source, name, text, file);
                }
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(partial);
            }
            Path sbom = Files.write(ImageBuild.sbom(tar), text);
            return new BuiltImage(tar, sbom, name, true, Optional.empty(), List.of());
        } catch (IOException e) {
            throw new InferenceException(ExitCode.TRY_AGAIN, tar + " cannot be written: " + BuildFailure.words(e), e);
        }
    }

    private void check(ImageTar source) {
        if (!source.platform().equals(platform.toString())) {
            throw wrong("is for " + source.platform() + ", expected " + platform + " (--platform says another)");
        }
        if (!source.user().matches("0*[1-9][0-9]*(:[0-9]+)?")) {
            throw wrong("runs as " + (source.user().isEmpty() ? "root" : '"' + source.user() + '"')
                    + ", expected a user's number that is not 0: put 'USER 65532:65532' into its Dockerfile");
        }
        if (source.entrypoint().isEmpty()) {
            throw wrong("has no entry point, expected a program that takes a verb: put such as"
                    + " 'ENTRYPOINT [\"/opt/app/program\"]' into its Dockerfile");
        }
    }

    private void write(ImageTar source, String name, byte[] list, OutputStream file) throws IOException {
        byte[] plain = layer(list);
        byte[] packed = gzip(plain);
        byte[] config = config(source, "sha256:" + Hash.of(plain));
        List<String> names = new ArrayList<>();
        try (TarArchiveOutputStream out = tar(file)) {
            for (int i = 0; i < source.layers().size(); i++) {
                Layer layer = source.layers().get(i);
                names.add(layer.digest().substring("sha256:".length()) + ".tar.gz");
                try (InputStream bytes = source.layer(i)) {
                    // The same layer may be there twice; its file is one.
                    if (names.indexOf(names.get(i)) == i) {
                        entry(out, names.get(i), layer.size());
                        bytes.transferTo(out);
                        out.closeArchiveEntry();
                    }
                }
            }
            names.add(Hash.of(packed) + ".tar.gz");
            put(out, names.get(names.size() - 1), packed);
            put(out, "config.json", config);
            Map<String, Object> index = new LinkedHashMap<>();
            index.put("Config", "config.json");
            index.put("RepoTags", List.of(name));
            index.put("Layers", names);
            put(out, "manifest.json", JSON.std.asString(List.of(index)).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The source's configuration with the labels and one layer more. */
    private byte[] config(ImageTar source, String diffId) throws IOException {
        Map<String, Object> json = JSON.std.mapFrom(new String(source.configBytes(), StandardCharsets.UTF_8));
        Map<String, Object> config = child(json, "config");
        child(config, "Labels").putAll(ImageLabels.of(manifest, "image", null, revision));
        Map<String, Object> root = child(json, "rootfs");
        List<Object> diffIds = new ArrayList<>((List<?>) root.get("diff_ids"));
        diffIds.add(diffId);
        root.put("diff_ids", diffIds);
        List<Object> history = new ArrayList<>(json.get("history") instanceof List<?> list ? list : List.of());
        Map<String, Object> ours = new LinkedHashMap<>();
        ours.put("created", ImageLayer.TIME.toString());
        ours.put("created_by", "slipway:1");
        ours.put("comment", "model");
        history.add(ours);
        json.put("history", history);
        return JSON.std.asBytes(json);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> child(Map<String, Object> json, String name) {
        if (json.get(name) == null) {
            json.put(name, new LinkedHashMap<String, Object>());
        }
        return (Map<String, Object>) json.get(name);
    }

    private static List<String> diffIds(ImageTar source) {
        return source.layers().stream().map(Layer::diffId).toList();
    }

    private static byte[] layer(byte[] list) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = tar(bytes)) {
            put(out, Sbom.PATH.substring(1), list);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static TarArchiveOutputStream tar(OutputStream file) {
        TarArchiveOutputStream out = new TarArchiveOutputStream(file, StandardCharsets.UTF_8.name());
        out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        return out;
    }

    private static void put(TarArchiveOutputStream out, String name, byte[] bytes) throws IOException {
        entry(out, name, bytes.length);
        out.write(bytes);
        out.closeArchiveEntry();
    }

    private static void entry(TarArchiveOutputStream out, String name, long size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setMode(0100444);
        entry.setModTime(ImageLayer.TIME.toEpochMilli());
        entry.setIds(0, 0);
        out.putArchiveEntry(entry);
    }

    private InferenceException wrong(String problem) {
        return new InferenceException(ExitCode.BAD_CONFIGURATION, image + " " + problem);
    }
}
