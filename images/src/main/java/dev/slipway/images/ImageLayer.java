package dev.slipway.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One layer: files by their absolute path in the image. Owner, times and permissions are ours, so that a layer depends
 * on nothing but its files' names and bytes.
 *
 * @param name what it holds, in a word; it stands in the image's history
 */
final class ImageLayer {
    /** One second after 1970, as jib has it: some programs take zero for "no time". */
    static final Instant TIME = Instant.ofEpochSecond(1);

    private static final FilePermissions FILE = FilePermissions.fromOctalString("444");
    private static final FilePermissions PROGRAM = FilePermissions.fromOctalString("555");
    private static final FilePermissions FOLDER = FilePermissions.fromOctalString("755");
    private static final FilePermissions ANYBODYS = FilePermissions.fromOctalString("777");

    private final String name;
    private final Map<String, Path> files = new TreeMap<>();
    private boolean keepsPrograms;

    ImageLayer(String name) {
        this.name = name;
    }

    /** Files that are executable where they come from stay so; otherwise none is, whatever a checkout made of them. */
    ImageLayer withPrograms() {
        keepsPrograms = true;
        return this;
    }

    ImageLayer add(Path file, String target) {
        files.put(target, file);
        return this;
    }

    /** All files and folders below a folder, if it is there. */
    ImageLayer addTree(Path folder, String target) throws IOException {
        return addTree(folder, target, List.of());
    }

    /** All files and folders below a folder, without some of its direct children. */
    ImageLayer addTree(Path folder, String target, List<String> without) throws IOException {
        if (!Files.isDirectory(folder)) {
            return this;
        }
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) found::iterator) {
                Path relative = folder.relativize(file);
                if (!without.contains(relative.getName(0).toString())) {
                    String path = relative.toString().replace('\\', '/');
                    add(file, path.isEmpty() ? target : target.equals("/") ? "/" + path : target + "/" + path);
                }
            }
        }
        return this;
    }

    String name() {
        return name;
    }

    boolean isEmpty() {
        return files.values().stream().noneMatch(Files::isRegularFile);
    }

    List<Path> filesEndingWith(String suffix) {
        return files().values().stream()
                .filter(file -> file.toString().endsWith(suffix))
                .toList();
    }

    /** The regular files by their path in the image. */
    Map<String, Path> files() {
        Map<String, Path> regular = new TreeMap<>(files);
        regular.values().removeIf(Files::isDirectory);
        return regular;
    }

    /** Equal for equal layers, and different for different ones. */
    String key() throws IOException {
        Hash key = new Hash().text(name);
        for (Map.Entry<String, Path> file : files.entrySet()) {
            key.text(file.getKey())
                    .text(permissions(file.getValue(), file.getKey()).toOctalString());
            key.text(Files.isDirectory(file.getValue()) ? "" : Hash.of(file.getValue()));
        }
        return key.hex();
    }

    /** The layer of files that lie where they will always lie, with times that tell whether they changed. */
    FileEntriesLayer inPlace() {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        files.forEach((target, file) -> {
            AbsoluteUnixPath path = AbsoluteUnixPath.get(target);
            layer.addEntry(file, path, permissions(file, target), TIME, "0:0");
        });
        return layer.build();
    }

    /**
     * The layer from copies of its files below a folder of its key. Jib knows a layer again by the paths and times of
     * its sources, never by their bytes; so equal layers get equal paths and times, and others get other paths.
     */
    FileEntriesLayer copied(Path stage) throws IOException {
        Path folder = stage.resolve(key());
        ImageLayer copy = new ImageLayer(name);
        copy.keepsPrograms = keepsPrograms;
        int count = 0;
        for (Map.Entry<String, Path> file : files.entrySet()) {
            Path target = folder.resolve(String.valueOf(count++));
            if (Files.isDirectory(file.getValue())) {
                Files.createDirectories(target);
            } else {
                Files.createDirectories(folder);
                Files.copy(file.getValue(), target, StandardCopyOption.COPY_ATTRIBUTES);
            }
            Files.setLastModifiedTime(target, FileTime.from(TIME));
            copy.add(target, file.getKey());
        }
        return copy.inPlace();
    }

    private FilePermissions permissions(Path file, String target) {
        if (Files.isDirectory(file)) {
            return target.equals("/tmp") ? ANYBODYS : FOLDER;
        }
        return keepsPrograms && !target.endsWith(".jar") && Files.isExecutable(file) ? PROGRAM : FILE;
    }
}
