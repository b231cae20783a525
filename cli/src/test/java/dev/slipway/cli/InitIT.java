package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that {@code init} has just written passes its own tests and the conformance check, as it stands. */
class InitIT {
    @TempDir
    private Path folder;

    private CheckoutCopy checkout;

    @BeforeEach
    void copyCheckout() throws IOException {
        checkout = CheckoutCopy.in(folder);
    }

    @AfterEach
    void leaveCheckout() {
        checkout.close();
    }

    @Test
    void shouldWriteAJavaModelThatPasses() throws Exception {
        // The name of a module of ours: Maven must not take the one for the other.
        init("images", "--runtime", "java");

        run(
                "mvn",
                "-q",
                "-B",
                "-pl",
                "models/images",
                "-am",
                "-Dtest=ImagesModelTest",
                "-Dsurefire.failIfNoSpecifiedTests=false",
                "verify");

        assertThat(checkout.home().resolve("models/images/target/surefire-reports/models.ImagesModelTest.txt"))
                .content()
                .contains("Tests run: 1, Failures: 0");
        assertPasses("images");
    }

    @Test
    void shouldWriteAPythonModelThatPasses() throws Exception {
        assumeTrue(Prerequisite.python(), "there is no python3 of 3.9 or newer on this machine");
        Path flats = folder.resolve("elsewhere/flats");

        init("flat-prices", "--runtime", "python", "--folder", flats.toString());

        run("python3", "-m", "unittest", "discover", flats + "/development");
        assertPasses(flats.toString());
    }

    private static void init(String... arguments) {
        Typed typed = Typed.slipway(
                Stream.concat(Stream.of("init"), Stream.of(arguments)).toArray(String[]::new));
        assertThat(typed.code()).as(typed.err()).isZero();
    }

    private static void assertPasses(String model) {
        Typed typed = Typed.slipway("check", model, "--runtime", "process");
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("FAIL 0");
    }

    private void run(String... command) throws Exception {
        Path log = folder.resolve("log");
        int status = new ProcessBuilder(command)
                .directory(checkout.home().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(status).as(Files.readString(log)).isZero();
    }
}
