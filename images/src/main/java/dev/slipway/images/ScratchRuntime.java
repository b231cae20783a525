package dev.slipway.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * All that a Java program needs below it, and nothing else: a runtime of the JDK's modules that it refers to, the C
 * library, and an empty {@code /tmp}. No shell, no package manager, no other program.
 *
 * @param java the runtime's folder
 * @param libraries this machine's native libraries, by their path in the image
 */
record ScratchRuntime(Path java, SortedSet<String> modules, SortedMap<String, Path> libraries) {
    /** Where the image has the program. */
    static final String PROGRAM = "/opt/java/bin/java";

    /** For editors, for the archive that jlink made, and for starting jars by their name. */
    private static final List<String> NOT_NEEDED = List.of("lib/jrt-fs.jar", "lib/classlist", "lib/jexec");

    /**
     * Makes the runtime, or takes the one of an earlier build by the same JDK with the same modules.
     *
     * @param compressed for a program whose start takes its classes from a {@link ClassArchive}
     * @param natives the program's own native libraries
     */
    static ScratchRuntime make(SortedSet<String> modules, boolean compressed, Collection<Path> natives, Path cache)
            throws IOException {
        Path java = cache.resolve("java-" + key(modules, compressed));
        if (!Files.isDirectory(java)) {
            Path fresh = Files.createTempDirectory(Files.createDirectories(cache), "java");
            try {
                link(modules, compressed, fresh.resolve("java"));
                Files.move(fresh.resolve("java"), java);
            } finally {
                Folders.delete(fresh);
            }
        }
        List<Path> programs = new ArrayList<>(natives);
        try (Stream<Path> files = Files.walk(java)) {
            files.filter(file -> file.toString().endsWith(".so") || file.startsWith(java.resolve("bin")))
                    .filter(Files::isRegularFile)
                    .forEach(programs::add);
        }
        return new ScratchRuntime(java, modules, NativeLibraries.of(programs));
    }

    ImageLayer layer(Path empty) throws IOException {
        ImageLayer layer = new ImageLayer("runtime").withPrograms().add(empty, "/tmp");
        libraries.forEach((target, file) -> layer.add(file, target));
        return layer.addTree(java, "/opt/java");
    }

    /** Equal for equal runtimes: the folder is named by what it is made of, the libraries are known by size and time. */
    String key() throws IOException {
        Hash key = new Hash().text(java.getFileName().toString());
        for (Map.Entry<String, Path> library : libraries.entrySet()) {
            key.text(library.getKey() + " " + Files.size(library.getValue()) + " "
                    + Files.getLastModifiedTime(library.getValue()));
        }
        return key.hex();
    }

    private static void link(SortedSet<String> modules, boolean compressed, Path java) throws IOException {
        JavaModules.link(modules, compressed, java);
        try (Stream<Path> programs = Files.list(java.resolve("bin"))) {
            for (Path program : programs.toList()) {
                if (!program.endsWith("java")) {
                    Files.delete(program);
                }
            }
        }
        for (String file : NOT_NEEDED) {
            Files.deleteIfExists(java.resolve(file));
        }
        // A class archive is known to be of these modules by their time.
        Files.setLastModifiedTime(java.resolve("lib/modules"), FileTime.from(ImageLayer.TIME));
    }

    /** Where the JDK keeps no {@code release} file its virtual machine's version has to do. */
    private static String key(SortedSet<String> modules, boolean compressed) throws IOException {
        Path jdk = Path.of(System.getProperty("java.home"));
        Path release = jdk.resolve("release");
        Path image = jdk.resolve("lib/modules");
        return new Hash()
                .text(jdk.toString())
                .text(Files.isReadable(release) ? Files.readString(release) : System.getProperty("java.vm.version"))
                .text(Files.exists(image) ? Files.getLastModifiedTime(image).toString() : "")
                .text(String.join(",", modules))
                .text(String.join(",", NOT_NEEDED))
                .text(compressed ? "compressed" : "uncompressed")
                .hex()
                .substring(0, 16);
    }
}
