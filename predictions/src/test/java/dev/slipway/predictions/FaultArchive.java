package dev.slipway.predictions;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.Manifest;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * How a {@link FaultWorker} is started: from an archive of classes, made once by its first process, since dozens are
 * started and killed. An archive takes jars only, so that what Maven left as folders is packed first.
 */
final class FaultArchive {
    private static final List<Class<?>> NEEDED = List.of(
            FaultWorker.class,
            Publisher.class,
            Manifest.class,
            org.postgresql.Driver.class,
            JSON.class,
            com.fasterxml.jackson.core.JsonFactory.class,
            com.grack.nanojson.JsonWriter.class);

    private final Path archive;
    private final String classPath;

    private FaultArchive(Path archive, String classPath) {
        this.archive = archive;
        this.classPath = classPath;
    }

    static FaultArchive make(Path folder) throws IOException, InterruptedException {
        List<String> jars = new ArrayList<>();
        for (Class<?> type : NEEDED) {
            Path place = Path.of(java.net.URI.create(
                    type.getProtectionDomain().getCodeSource().getLocation().toString()));
            String jar =
                    (Files.isDirectory(place) ? packed(place, folder.resolve(jars.size() + ".jar")) : place).toString();
            if (!jars.contains(jar)) {
                jars.add(jar);
            }
        }
        FaultArchive made = new FaultArchive(folder.resolve("worker.jsa"), String.join(File.pathSeparator, jars));
        List<String> first = made.command("-XX:ArchiveClassesAtExit=" + made.archive, folder.toString());
        try (FaultChild child = new FaultChild(first, folder.resolve("archive.txt"))) {
            child.answer(60_000);
            warmUp(child, TestRuns.fresh());
            child.end();
        }
        return made;
    }

    /** Lets it load the classes that the others are going to need. */
    private static void warmUp(FaultChild child, TestRuns databases) throws IOException, InterruptedException {
        for (FaultPlan.Deed deed : List.of(
                new FaultPlan.Publish(FaultPlan.calm("first", 0, 200), 0),
                new FaultPlan.Copy(FaultPlan.Table.REPLACED, false, 50, 20, 0),
                new FaultPlan.Copy(FaultPlan.Table.MERGED, false, 50, 20, 0))) {
            try (FaultDeed act = new FaultDeed(new FaultPlan.Act(deed, FaultPlan.Mischief.NONE), child, databases)) {
                act.await();
            }
        }
    }

    /** The command of a worker that writes its files below a folder. */
    List<String> command(Path folder) {
        // Without an archive, where none could be made: slower, and the same.
        return command(Files.exists(archive) ? "-XX:SharedArchiveFile=" + archive : "-Xshare:auto", folder.toString());
    }

    private List<String> command(String sharing, String argument) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx64m",
                sharing,
                "-cp",
                classPath,
                FaultWorker.class.getName(),
                argument);
    }

    private static Path packed(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
                Files.copy(path, out);
            }
        }
        return jar;
    }
}
