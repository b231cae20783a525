package dev.slipway.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The classes of a program's start as the virtual machine lays them out in memory, so that no start has to find, read and
 * link them. A program asks for it by a list in its jar, in the form that {@code -XX:DumpLoadedClassList} writes.
 *
 * <p>The virtual machine takes it only beside jars of the same path, size and time. They are named by where they lie from
 * the model's folder, in which images start their programs; anywhere else a program starts as if there were none.
 *
 * @param app the packed model's {@code app}
 * @param jar the program's jar in there
 */
record ClassArchive(Path app, String jar) {
    /** In the program's jar. */
    static final String LIST = "META-INF/slipway/classes.lst";

    /** Where the virtual machine looks without being told. */
    static final String PATH = "/opt/java/lib/server/classes.jsa";

    /**
     * Nothing that differs from one machine or run to the next: no compiler's threads, no size that comes of the machine's
     * memory. The finalizer's thread gives way, see {@link #dump}.
     */
    private static final List<String> OPTIONS = List.of(
            "-Xshare:dump",
            "-Xint",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:ThreadPriorityPolicy=1",
            "-XX:JavaPriority8_To_OSPriority=19",
            "-Xlog:disable",
            "-Xlog:class+load:stdout:tid",
            "-XX:SharedClassListFile=/dev/stdin");

    /**
     * Between one in fifty and one in three succeed, the others end after a twentieth of a second. So many fail where none
     * can succeed, and hardly ever elsewhere: one build without an archive would be another image than the rest.
     */
    private static final int ATTEMPTS = 1000;

    /** Characters of what a failed attempt said. */
    private static final int SHOWN = 200;

    /**
     * What came of it.
     *
     * @param file the archive; null where there is none
     * @param reason why there is none
     */
    record Made(Path file, String reason) {}

    static Optional<ClassArchive> of(ImageFolder image) throws IOException {
        int option = image.entryPoint().indexOf("-jar");
        if (option < 0 || option + 1 == image.entryPoint().size()) {
            return Optional.empty();
        }
        ClassArchive archive = new ClassArchive(
                image.folder().resolve("app"),
                image.entryPoint().get(option + 1).replaceFirst("^app/", ""));
        try (JarFile program = new JarFile(archive.app.resolve(archive.jar).toFile())) {
            return program.getEntry(LIST) == null ? Optional.empty() : Optional.of(archive);
        }
    }

    /**
     * Makes the archive, or takes the one of an earlier build of the same runtime and jars. That none could be made is kept
     * as well: the next build is as quick, and has the same digest.
     *
     * @param java the runtime's folder, named by what it is made of
     * @param work a folder of this build
     */
    Made make(Path java, Path cache, Path work) throws IOException {
        List<Path> jars = jars();
        Hash key = new Hash().text(java.getFileName().toString()).text(jar).text(String.join(" ", OPTIONS));
        for (Path file : jars) {
            key.text(app.relativize(file).toString()).text(Hash.of(file));
        }
        String name = key.hex().substring(0, 32);
        Path archive = Files.createDirectories(cache).resolve(name + ".jsa");
        Path none = cache.resolve(name + ".none");
        if (!Files.exists(archive) && !Files.exists(none)) {
            Path stage = Files.createDirectory(work.resolve("archive"));
            for (Path file : jars) {
                Path copy = stage.resolve("app").resolve(app.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
                Files.setLastModifiedTime(copy, FileTime.from(ImageLayer.TIME));
            }
            Path fresh = stage.resolve("classes.jsa");
            String reason = dump(java, stage, fresh);
            if (reason == null) {
                Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE);
            } else {
                Path told = Files.writeString(stage.resolve("none"), reason);
                Files.move(told, none, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return Files.exists(archive)
                ? new Made(archive, null)
                : new Made(null, Files.readString(none) + "; delete " + none + " to try again");
    }

    /**
     * What an archive holds follows the order in which classes are loaded. One thread decides it, but for a moment at the
     * start: the finalizer's thread may be the first to load a class that the main thread needs too. Such an archive is
     * good, but another one; so it is made until the main thread was alone. {@link ArchiveDump} tells of the other threads.
     *
     * @return why there is none; null where there is one
     */
    private String dump(Path java, Path stage, Path archive) throws IOException {
        Path list = stage.resolve("classes.lst");
        try (JarFile program = new JarFile(app.resolve(jar).toFile())) {
            Files.copy(program.getInputStream(program.getEntry(LIST)), list);
        }
        List<String> command = new ArrayList<>(onOneProcessor());
        command.add(java.resolve("bin/java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of(
                "-XX:SharedArchiveFile=" + archive,
                "-cp",
                Path.of("../app", jar).toString()));
        Path log = stage.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Files.createDirectory(stage.resolve("model")).toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // The language decides about classes as well.
        builder.environment().clear();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ArchiveDump dump = new ArchiveDump(builder.start(), list, log);
            if (dump.isByOneThread()) {
                int status = dump.process().exitValue();
                return status == 0 ? null : failed(status, dump.said());
            }
            Files.deleteIfExists(archive);
        }
        return "in each of " + ATTEMPTS
                + " attempts another thread came between, which would make another image each time";
    }

    private static String failed(int status, List<String> said) {
        String line = said.stream().filter(each -> !each.isBlank()).findFirst().orElse("it said nothing");
        return "java -Xshare:dump ended with " + status + ": "
                + line.strip().substring(0, Math.min(SHOWN, line.strip().length()));
    }

    /** Elsewhere an idle machine would start the finalizer's thread at once. */
    private static List<String> onOneProcessor() throws IOException {
        Path taskset = Path.of("/usr/bin/taskset");
        if (!Files.isExecutable(taskset)) {
            return List.of();
        }
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            return status.filter(line -> line.startsWith("Cpus_allowed_list:"))
                    .map(line -> line.replaceFirst("^\\S+\\s+(\\d+).*", "$1"))
                    .findFirst()
                    .map(first -> List.of(taskset.toString(), "-c", first))
                    .orElse(List.of());
        }
    }

    private List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.walk(app)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
