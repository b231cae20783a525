package dev.slipway.images;

import dev.slipway.images.python.BaseBrings;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Looks through every layer of an image for what has no place in production: package installers, compilers, caches,
 * tests. What a later layer takes away again ("whiteout") does not count.
 */
public final class ImageContents {
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final int BYTE_CODE_HEADER = 8;

    /** Forbidden files by path, as the layers so far leave them. */
    private final TreeMap<String, Finding> files = new TreeMap<>();

    private final Consumer<String> paths;

    private ImageContents(Consumer<String> paths) {
        this.paths = paths;
    }

    /** Scans an image, sorted by path; a forbidden folder is one finding. Reads every byte. */
    public static List<Finding> scan(ImageTar image) {
        return scan(image, path -> {});
    }

    /** @param paths gets each path of each layer */
    private static List<Finding> scan(ImageTar image, Consumer<String> paths) {
        ImageContents contents = new ImageContents(paths);
        image.read((index, layer) -> contents.add(new TarArchiveInputStream(layer), index + 1));
        return contents.findings();
    }

    /**
     * Refuses an image that holds any of it, or lacks what its base was to bring.
     *
     * @param base what the image stands on, for the message
     * @throws InferenceException 78 with each finding, and what to choose in its place
     */
    static void refuse(ImageTar image, String name, String base, BaseBrings brings) {
        List<Finding> found = scan(image, brings::see);
        if (!found.isEmpty()) {
            StringBuilder message = new StringBuilder(name + " would hold what has no place in production:");
            found.forEach(finding -> message.append("\n  ").append(finding));
            if (found.stream().anyMatch(Finding::isOurs)) {
                message.append("\nBelow /opt it comes from the model: take it out of its folder, POM or lock.");
            }
            if (!found.stream().allMatch(Finding::isOurs)) {
                message.append("\nThe base brings it, " + base + ": choose one without, such as a distroless image,"
                        + " in slipway.yaml or with --base.");
            }
            throw new InferenceException(ExitCode.BAD_CONFIGURATION, message.toString());
        }
        if (!brings.lacks().isEmpty()) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    name + ": its requirements.base expects of the base " + String.join("; ", brings.lacks()) + " in "
                            + base + "\nName a base that brings them, in slipway.yaml or with --base; on Debian 12"
                            + " scripts/python-base makes one of Debian's packages.");
        }
    }

    private void add(TarArchiveInputStream tar, int layer) throws IOException {
        Map<String, Finding> added = new TreeMap<>();
        Set<String> removed = new HashSet<>();
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            String path = entry.getName().replaceFirst("^(\\./|/)+", "").replaceFirst("/+$", "");
            String name = path.substring(path.lastIndexOf('/') + 1);
            String folder = path.substring(0, path.length() - name.length());
            if (name.equals(OPAQUE)) {
                removed.add(folder);
            } else if (name.startsWith(WHITEOUT)) {
                removed.add(folder + name.substring(WHITEOUT.length()));
            } else if (!entry.isDirectory()) {
                paths.accept(path);
                removed.add(path); // a file takes the place of a file, or of a folder
                String what = what(path, tar);
                if (what != null) {
                    added.put(path, new Finding(path, what, entry.getSize(), layer));
                }
            }
        }
        removed.forEach(this::remove);
        files.putAll(added);
    }

    private void remove(String path) {
        if (!files.isEmpty()) {
            files.remove(path);
            String folder = path.endsWith("/") ? path : path + "/";
            files.subMap(folder, folder + Character.MAX_VALUE).clear();
        }
    }

    private static String what(String path, InputStream content) throws IOException {
        if (ContentRules.match(path).isPresent()) {
            return ContentRules.match(path).get().what();
        }
        boolean stamped = path.endsWith(".pyc") && isTimeStamped(content.readNBytes(BYTE_CODE_HEADER));
        return stamped ? "byte code with a time stamp, never the same twice" : null;
    }

    /** Byte code that carries the hash of its source in place of a time may stay: it saves time at every start. */
    private static boolean isTimeStamped(byte[] header) {
        return header.length == BYTE_CODE_HEADER
                && ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(4) == 0;
    }

    private List<Finding> findings() {
        Map<String, Finding> byRoot = new TreeMap<>();
        files.forEach((path, file) -> {
            String root = "/"
                    + ContentRules.match(path)
                            .map(ContentRules.Match::path)
                            .orElse(path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : path);
            byRoot.merge(
                    root,
                    new Finding(root, file.what(), file.size(), file.layer()),
                    (one, other) -> new Finding(root, one.what(), one.size() + other.size(), other.layer()));
        });
        return new ArrayList<>(byRoot.values());
    }
}
