package dev.slipway.images.python;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes wheels, which are ZIP files with a few texts, in a folder that pip is told to look in. */
record Wheels(Path folder) {
    private static final String PURE = "py3-none-any";

    /** A wheel of one module that has the version, and the line that locks it. */
    String pure(String name, String version, String... requires) throws IOException {
        return tagged(name, version, PURE, List.of(), requires);
    }

    /** A wheel of one module and more files. */
    String with(String name, String version, Map<String, String> more) throws IOException {
        return wheel(name, version, PURE, more);
    }

    /** With a platform's tag and more, empty files. */
    String tagged(String name, String version, String tag, List<String> more, String... requires) throws IOException {
        Map<String, String> files = new TreeMap<>();
        more.forEach(path -> files.put(path, ""));
        return wheel(name, version, tag, files, requires);
    }

    private String wheel(String name, String version, String tag, Map<String, String> more, String... requires)
            throws IOException {
        String info = name + "-" + version + ".dist-info/";
        Map<String, String> files = new TreeMap<>(more);
        files.put(name + "/__init__.py", "version = '" + version + "'\n");
        files.put(
                info + "METADATA",
                "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n"
                        + String.join(
                                "",
                                Arrays.stream(requires)
                                        .map(text -> "Requires-Dist: " + text + "\n")
                                        .toList())
                        + "\nA description.\nRequires-Dist: not-a-header\n");
        files.put(
                info + "WHEEL",
                "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: " + tag.equals(PURE) + "\nTag: " + tag + "\n");
        List<String> record =
                new ArrayList<>(files.keySet().stream().map(path -> path + ",,").toList());
        record.add(info + "RECORD,,");
        files.put(info + "RECORD", String.join("\n", record) + "\n");
        Path wheel = folder.resolve(name + "-" + version + "-" + tag + ".whl");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return name + "==" + version + " --hash=sha256:" + sha256(wheel) + "\n";
    }

    /** Something that pip could only install by building it. */
    String source(String name, String version) throws IOException {
        Path archive = folder.resolve(name + "-" + version + ".tar.gz");
        try (OutputStream out = Files.newOutputStream(archive)) {
            out.write(new byte[] {31, -117});
        }
        return name + "==" + version + " --hash=sha256:" + sha256(archive) + "\n";
    }

    /** Pip's settings: this folder and nothing else. */
    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("PIP_"));
        environment.put("PIP_CONFIG_FILE", "/dev/null");
        environment.put("PIP_NO_INDEX", "1");
        environment.put("PIP_FIND_LINKS", folder.toString());
        return environment;
    }

    static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
