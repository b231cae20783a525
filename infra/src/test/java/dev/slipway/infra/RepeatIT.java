package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same files give the same bytes: in another folder, in another JVM, at another time. */
class RepeatIT {
    @TempDir
    private Path folder;

    @Test
    void shouldGiveTheSameBytesInAnotherFolderAndAnotherJvm() throws Exception {
        Checkout elsewhere = Checkout.copy();
        Path out = folder.resolve("cdk.out");

        synth(elsewhere, out);

        Map<String, String> before = files(Assembly.repository().folder());
        Map<String, String> after = files(out);
        assertThat(after).containsOnlyKeys(before.keySet().toArray(String[]::new));
        assertThat(after.keySet())
                .filteredOn(file -> !after.get(file).equals(before.get(file)))
                .isEmpty();
        assertThat(settings(out)).isNotEmpty().allSatisfy(file -> assertThat(
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--"));
        elsewhere.delete();
    }

    @Test
    void shouldLookNothingUp() throws IOException {
        for (Map.Entry<String, String> file :
                files(Assembly.repository().folder()).entrySet()) {
            if (file.getKey().endsWith("manifest.json")) {
                assertThat(JSON.std.mapFrom(file.getValue())).doesNotContainKey("missing");
            }
        }
        assertThat(Assembly.repository().templates().values())
                .allSatisfy(template -> assertThat(template.text()).doesNotContain("dummy"));
    }

    private void synth(Checkout checkout, Path out) throws IOException, InterruptedException {
        Path context = folder.resolve("context.json");
        Files.writeString(context, JSON.std.asString(Assembly.context()));
        Path log = folder.resolve("synth.log");
        // Whose files nobody else may read, as some companies set it.
        ProcessBuilder builder = new ProcessBuilder(List.of(
                "bash",
                "-c",
                "umask 077; exec \"$@\"",
                "synth",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dslipway.home=" + checkout.folder(),
                "-cp",
                System.getProperty("java.class.path"),
                SlipwayApp.class.getName()));
        builder.environment().put("CDK_OUTDIR", out.toString());
        builder.environment().put("CDK_CONTEXT_JSON", Files.readString(context));
        Process process = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }

    /** Files that functions read, whose archives keep their modes. */
    private static List<Path> settings(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.getFileName().toString().matches("(copies|schedules)\\.json"))
                    .toList();
        }
    }

    /** Every file of an assembly, assets too; bytes as text, one char each. */
    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }
}
