package dev.slipway.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An image from scratch of a program that lists the classes of its start. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "an image from scratch is made of this machine's own C library")
class ClassArchiveIT {
    private static final String OURS = Says.class.getName();
    private static final String LIBRARYS = "com.fasterxml.jackson.jr.ob.JSON";
    private static final String JAVAS = "java.util.ArrayDeque";

    private static final String BUSY =
            "first=$(sed -n 's/^Cpus_allowed_list:[^0-9]*\\([0-9]*\\).*/\\1/p' /proc/self/status)\n"
                    + "exec taskset -c $first sh -c 'while :; do :; done'";

    @TempDir
    private static Path folder;

    private static Path root;
    private static BuiltImage built;

    @BeforeAll
    static void build() throws IOException {
        built = build("one");
        root = folder.resolve("root");
        try (ImageTar image = ImageTar.open(built.tar())) {
            for (int i = 0; i < image.layers().size(); i++) {
                unpack(new TarArchiveInputStream(new GZIPInputStream(image.layer(i))));
            }
        }
    }

    @Test
    void shouldTakeListedClassesOfTheJdkTheProgramAndItsLibrariesFromTheArchive() throws Exception {
        assertThat(sources("opt/model"))
                .contains(OURS + " source: shared objects file", LIBRARYS + " source: shared objects file")
                .contains(JAVAS + " source: shared objects file");
    }

    @Test
    void shouldStartTheSameProgramWithoutTheArchiveInAnyOtherFolder() throws Exception {
        assertThat(sources("opt/app/lib"))
                .filteredOn(line -> line.startsWith(OURS))
                .singleElement()
                .asString()
                .contains("source: file:");
    }

    @Test
    void shouldMakeTheSameImageInAnotherFolderOnABusyMachine() throws Exception {
        // Busy is the processor that makes the archive: the others have tests to run.
        Process busy = new ProcessBuilder("sh", "-c", BUSY).start();
        BuiltImage again;
        try {
            again = build("another-of-a-longer-name");
            assertThat(busy.isAlive()).isTrue();
        } finally {
            busy.destroyForcibly();
        }

        assertThat(List.of(built.remark(), again.remark())).as("both have one").containsOnly(Optional.empty());
        try (ImageTar one = ImageTar.open(built.tar());
                ImageTar other = ImageTar.open(again.tar())) {
            assertThat(other.layers()).isEqualTo(one.layers());
            assertThat(other.digest()).isEqualTo(one.digest());
        }
    }

    /** With caches of its own. */
    private static BuiltImage build(String name) throws IOException {
        Path work = folder.resolve(name);
        PackedModel model = PackedModel.in(work.resolve("image"), OURS, LIBRARYS, JAVAS);
        return new ImageBuild(
                        model.folder(),
                        "java",
                        BaseImage.SCRATCH,
                        TargetPlatform.ofThisMachine(),
                        null,
                        work.resolve("cache"))
                .build(work.resolve("tiny.tar"));
    }

    private static void unpack(TarArchiveInputStream layer) throws IOException {
        try (layer) {
            for (TarArchiveEntry entry = layer.getNextEntry(); entry != null; entry = layer.getNextEntry()) {
                Path file = root.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(layer, file);
                    file.toFile().setExecutable((entry.getMode() & 0111) != 0);
                    Files.setLastModifiedTime(file, entry.getLastModifiedTime());
                }
            }
        }
    }

    /** Where the virtual machine says it took each class from: {@code NAME source: …}. */
    private static List<String> sources(String workingFolder) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(root.resolve("opt/java/bin/java").toString()));
        command.addAll(JavaOptions.beside(command));
        command.addAll(List.of("-Xlog:class+load:stdout:none", "-jar"));
        command.add(root.resolve("opt/app/tiny.jar").toString());
        Process program = new ProcessBuilder(command)
                .directory(root.resolve(workingFolder).toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor()).as(said).isZero();
        return said.lines().toList();
    }
}
