package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When {@code scripts/build-infra} calls Maven, which here only notes that it was called. */
class BuildInfraTest {
    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void build() throws IOException {
        folder = temporary.toRealPath();
        write("pom.xml", "");
        for (String module : List.of("inference-spec", "releases", "predictions", "job", "lambdas", "infra")) {
            write(module + "/pom.xml", "");
            write(module + "/src/main/java/Source.java", "");
        }
        for (String jar : List.of("infra/target/infra", "releases/target/releases-1", "job/target/slipway-job")) {
            write(jar + ".jar", "");
        }
        for (String function : List.of("etl", "ledger", "provisioner", "watch")) {
            write("lambdas/target/slipway-" + function + ".jar", "");
        }
        write(
                "infra/target/app.args",
                "\"-Dslipway.home=%1$s\"\n-cp\n\"%1$s/infra/target/infra.jar:"
                        .concat("%1$s/releases/target/releases-1.jar:/elsewhere/aws-cdk-lib.jar\"\nMain\n")
                        .formatted(folder));
        Path mvn = write("bin/mvn", "#!/bin/sh\ntouch '" + folder + "/called'\n");
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwx------"));
        write("scripts/build-infra", Files.readString(Checkout.HOME.resolve("scripts/build-infra")));
    }

    @Test
    void shouldNotBuildWhatIsThereAndNew() throws Exception {
        assertThat(builds()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "infra/target/app.args",
                "infra/target/infra.jar",
                "releases/target/releases-1.jar",
                "job/target/slipway-job.jar",
                "lambdas/target/slipway-watch.jar"
            })
    void shouldBuildWhatIsMissing(String file) throws Exception {
        Files.delete(folder.resolve(file));

        assertThat(builds()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "predictions/pom.xml", "lambdas/src/main/java/Source.java"})
    void shouldBuildWhereASourceIsNewer(String file) throws Exception {
        Files.setLastModifiedTime(
                folder.resolve(file),
                FileTime.fromMillis(Files.getLastModifiedTime(folder.resolve("infra/target/app.args"))
                                .toMillis()
                        + 5_000));

        assertThat(builds()).isTrue();
    }

    @Test
    void shouldBuildInACheckoutThatWasMoved() throws Exception {
        Path args = folder.resolve("infra/target/app.args");
        Files.writeString(args, Files.readString(args).replace(folder + "\"", folder + "-before\""));

        assertThat(builds()).isTrue();
    }

    private boolean builds() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "scripts/build-infra").directory(folder.toFile());
        builder.environment().merge("PATH", folder.resolve("bin") + ":", (path, first) -> first + path);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        return Files.exists(folder.resolve("called"));
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
