package dev.slipway.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of what an image's start loads, by which its class archive is made. */
class ClassListTest {
    @Test
    void shouldNameTheProgramsClassesAsTheyAreNow() throws IOException {
        List<String> ours = names().stream()
                .filter(name -> name.matches("(dev/slipway|ai/onnxruntime|com/fasterxml)/.*"))
                .map(name -> name.replace('/', '.'))
                .toList();

        assertThat(ours)
                .contains(OnnxModel.class.getName(), Worker.class.getName(), "ai.onnxruntime.OrtSession")
                .allSatisfy(
                        name -> assertThatCode(() -> Class.forName(name, false, ClassListTest.class.getClassLoader()))
                                .as("list the classes anew, as the list's first lines say")
                                .doesNotThrowAnyException());
    }

    @Test
    void shouldBeSortedAndWithoutRepeats() throws IOException {
        assertThat(names()).isSorted().doesNotHaveDuplicates();
    }

    private static List<String> names() throws IOException {
        try (InputStream list = OnnxModel.class.getResourceAsStream("/META-INF/slipway/classes.lst")) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.matches("[^#@].*"))
                    .toList();
        }
    }
}
