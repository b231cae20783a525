package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.ModelName;
import dev.slipway.releases.Environment;
import dev.slipway.releases.EnvironmentFile;
import dev.slipway.releases.ModelCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code init} writes, prints and refuses; {@code InitIT} runs the models. */
class InitTest {
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
    void shouldTellWhatItWroteAndWhatComesNext() {
        Typed typed = Typed.slipway("init", "flat-prices", "--runtime", "python");

        assertThat(typed.err()).isEmpty();
        assertThat(typed.code()).isZero();
        assertThat(typed.out().lines())
                .startsWith("models/flat-prices/ is written, a model that works:")
                .contains(
                        "  model/weights.json         what training leaves",
                        "  ./slipway check flat-prices",
                        "  ./slipway rehearse flat-prices --input models/flat-prices/golden.csv",
                        "  ./slipway build flat-prices");
    }

    @Test
    void shouldPrintLinesThatCanBePastedIntoAnEnvironment() throws IOException {
        Typed typed = Typed.slipway("init", "flat-prices", "--runtime", "python");
        String lines = typed.out().substring(typed.out().indexOf("  flat-prices:"));
        Path dev = checkout.home().resolve("environments/dev.yaml");
        Files.writeString(dev, Files.readString(dev).replaceFirst("\nmodels:\n(?s:.*)", "\nmodels:\n" + lines));

        Environment environment =
                EnvironmentFile.read(dev, ModelCatalog.in(checkout.home().resolve("models")));

        assertThat(environment.release(new ModelName("flat-prices")))
                .hasValueSatisfying(release ->
                        assertThat(release.copy().orElseThrow().fields()).containsExactly("flat_id", "price"));
    }

    @Test
    void shouldAddOneLineToTheListOfJavaModels() throws IOException {
        List<String> before = Files.readAllLines(checkout.home().resolve("models/pom.xml"));

        Typed typed = Typed.slipway("init", "flat-prices", "--runtime", "java");

        assertThat(typed.code()).as(typed.err()).isZero();
        List<String> after = Files.readAllLines(checkout.home().resolve("models/pom.xml"));
        assertThat(after).contains("    <module>flat-prices</module>").hasSize(before.size() + 1);
        assertThat(after.stream().filter(line -> !line.contains("flat-prices"))).isEqualTo(before);
        assertThat(typed.out()).contains("models/pom.xml lists it among the Java models.\n");
    }

    @Test
    void shouldNotMindWhatAKilledCallLeft() throws IOException {
        Path left = Files.createDirectory(checkout.home().resolve("models/.flat-prices.new"));
        Files.writeString(left.resolve("model.yaml"), "name: half");

        assertThat(Typed.slipway("init", "flat-prices", "--runtime", "python").code())
                .isZero();

        try (Stream<Path> models = Files.list(left.getParent())) {
            assertThat(models.filter(model -> model.toString().endsWith(".new")))
                    .containsExactly(left);
        }
        assertThat(Checkout.find().models()).contains("flat-prices").noneMatch(name -> name.startsWith("."));
    }

    @Test
    void shouldLeaveAFolderThatIsThere() throws IOException {
        Path notes = checkout.home().resolve("models/flat-prices/notes.txt");
        Files.createDirectories(notes.getParent());
        Files.writeString(notes, "mine");

        refused(
                64,
                notes.getParent() + " is there already and was left as it is; choose another name or folder",
                "flat-prices",
                "--runtime",
                "java");

        assertThat(notes.getParent()).isDirectoryNotContaining("glob:**.yaml");
        assertThat(notes).hasContent("mine");
    }

    @Test
    void shouldRefuseANameThatNoServiceWouldTake() {
        refused(
                64,
                "NAME: expected lower-case words joined by hyphens, at most 32 characters, such as audience-forecast,"
                        + " got \"../Flats\"",
                "../Flats",
                "--runtime",
                "python");
    }

    @Test
    void shouldRefuseAJavaModelThatMavenWouldNotFind() {
        refused(
                64,
                "--folder: a Java model is compiled together with Slipway, so expected a folder in " + checkout.home()
                        + ", got " + folder.resolve("flats"),
                "flat-prices",
                "--runtime",
                "java",
                "--folder",
                folder.resolve("flats").toString());
    }

    @Test
    void shouldLeaveNothingWhereTheListOfJavaModelsIsNotFound() throws IOException {
        Path pom = Files.writeString(checkout.home().resolve("models/pom.xml"), "<project/>\n");

        refused(
                78,
                pom + ": expected a line </modules>, the end of the list of Java models",
                "flat-prices",
                "--runtime",
                "java");
    }

    @Test
    void shouldLeaveNothingWhereTheFolderCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        Typed typed = Typed.slipway("init", "flat-prices", "--runtime", "python", "--folder", file + "/flats");

        assertThat(typed.code()).isEqualTo(75);
        assertThat(typed.err())
                .isEqualTo("slipway: " + file + "/flats cannot be written: " + file + " is there already\n");
    }

    @Test
    void shouldAskForARuntimeItKnows() {
        assertThat(Typed.slipway("init", "flat-prices").err())
                .startsWith("slipway: Missing required option: '--runtime=RUNTIME'\n");
        assertThat(Typed.slipway("init", "flat-prices", "--runtime", "pyhton").err())
                .contains("expected java, python, onnx or image, got \"pyhton\"\n");
        assertThat(Typed.slipway("init", "flat-prices", "--runtime", "java", "--onnx", "x.onnx")
                        .err())
                .startsWith("slipway: --onnx: expected --runtime onnx or none beside it\n");
    }

    private void refused(int code, String told, String... arguments) {
        Typed typed = Typed.slipway(
                Stream.concat(Stream.of("init"), Stream.of(arguments)).toArray(String[]::new));

        assertThat(typed.err()).isEqualTo("slipway: " + told + "\n");
        assertThat(typed.code()).isEqualTo(code);
        assertThat(typed.out()).isEmpty();
        assertThat(checkout.home().resolve("models")).isDirectoryNotContaining("glob:**/{.flat-prices,Flats}*");
        assertThat(folder.resolve("flats")).doesNotExist();
    }
}
