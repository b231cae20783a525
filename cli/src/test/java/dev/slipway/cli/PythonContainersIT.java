package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.images.ImageContents;
import dev.slipway.images.ImageTar;
import dev.slipway.images.Layer;
import dev.slipway.images.LocalRegistry;
import dev.slipway.images.debian.BasePush;
import dev.slipway.images.debian.PythonBase;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Success;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Python models in containers, on a base that is made here of Debian's packages: with scikit-learn, without a shell. */
class PythonContainersIT {
    private static final Path HOME = Checkout.find().home();

    private static LocalRegistry registry;
    private static String base;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeBase() {
        assumeTrue(Prerequisite.engine(), "no container engine answers");
        registry = LocalRegistry.start();
        try {
            // The cache of the command itself: the packages are fetched once for a checkout.
            Path tar = new PythonBase(HOME.resolve(".slipway/bases")).make(List.of("python3-sklearn"));
            base = new BasePush(shared.resolve("pushed")).push(tar, registry.host() + "/bases/sklearn:1.2.1");
        } catch (InferenceException failed) {
            if (!failed.getMessage().contains("does not run here")
                    && !failed.getMessage().contains("is the network there")) {
                throw failed;
            }
            System.out.println("SKIPPED: no base can be made here: " + failed.getMessage());
            abort(failed.getMessage());
        }
    }

    @AfterAll
    static void stopRegistry() {
        if (registry != null) {
            registry.close();
        }
    }

    @Test
    void shouldBuildImagesThatHoldNothingOfDevelopers() throws IOException {
        for (String model : List.of("film-gross", "film-worldwide")) {
            Path tar = folder.resolve(model + ".tar");

            Typed typed = Typed.slipway("build", model, "--base", base, "--tar", tar.toString());

            assertThat(typed.code()).as(typed.err()).isZero();
            assertThat(typed.out()).containsPattern("\nbase +\\d").doesNotContain("null");
            try (ImageTar image = ImageTar.open(tar)) {
                assertThat(ImageContents.scan(image)).isEmpty();
                List<Layer> layers = image.layers();
                long all = layers.stream().mapToLong(Layer::size).sum();
                long ours = all - layers.get(0).size();
                System.out.printf(
                        "%s: %.1f MB as pushed, of them %.3f MB the model and its program%n",
                        model, all / 1e6, ours / 1e6);
                assertThat(all).isLessThan(100_000_000);
                assertThat(ours).isLessThan(300_000);
            }
        }
    }

    @Test
    void shouldKeepTheContractWithScikitLearnInAContainer() throws IOException {
        Typed typed = Typed.slipway("check", "film-worldwide", "--base", base, "--runtime", "container", "--json");

        assertThat(typed.code()).as(typed.out() + typed.err()).isZero();
        List<?> rules = (List<?>) JSON.std.mapFrom(typed.out()).get("rules");
        assertThat(rules)
                .hasSizeGreaterThan(50)
                .anySatisfy(rule -> assertThat(((Map<?, ?>) rule).get("name") + " " + ((Map<?, ?>) rule).get("outcome"))
                        .isEqualTo("hermetic.no-network pass"))
                .noneSatisfy(
                        rule -> assertThat(((Map<?, ?>) rule).get("outcome")).isEqualTo("FAIL"));
    }

    @Test
    void shouldRehearseOnInventedFilms() {
        Typed typed = Typed.slipway(
                "rehearse",
                "film-worldwide",
                "--base",
                base,
                "--runtime",
                "container",
                "--rows",
                "300",
                "--json",
                "--work",
                folder.resolve("work").toString());

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.err()).contains("in a container, as Docker ");
    }

    @Test
    void shouldPredictWithPythonAloneInAContainer() {
        Path golden = HOME.resolve("models/film-gross/golden.csv");
        Path output = folder.resolve("out");

        Typed typed = Typed.slipway(
                "predict",
                "film-gross",
                "--base",
                base,
                "--runtime",
                "container",
                "--input",
                golden.toString(),
                "--output",
                output.toString());

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.err()).contains("in a container, as Docker ");
        assertThatCode(() -> Success.verify(output)).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseAnotherScikitLearnThanTheOneThatTrained() throws IOException {
        Path model = copy(HOME.resolve("models/film-worldwide"), folder.resolve("film-worldwide"));
        Path artefact = model.resolve("model/worldwide.json");
        Files.writeString(artefact, Files.readString(artefact).replace("\"1.2.1\"", "\"1.3.0\""));
        Path input = Files.writeString(
                folder.resolve("in.csv"), "imdb,title,year,budget_2013$,domgross,domgross_2013$\na,A,2000,1,1,1\n");

        Typed typed = Typed.slipway(
                "predict",
                model.toString(),
                "--base",
                base,
                "--runtime",
                "container",
                "--input",
                input.toString(),
                "--output",
                folder.resolve("out").toString());

        assertThat(typed.code()).isEqualTo(78);
        assertThat(typed.err()).contains("was trained with scikit-learn 1.3.0, but this is 1.2.1");
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }
}
