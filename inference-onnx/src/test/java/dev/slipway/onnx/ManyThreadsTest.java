package dev.slipway.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.ContractRun;
import dev.slipway.inference.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many rows on several threads. */
class ManyThreadsTest {
    private static final int ROWS = 3 * 4096 + 777;

    @TempDir
    Path folder;

    @Test
    void shouldGiveTheSameBytesWhateverTheNumberOfThreads() throws IOException {
        String[] rows = rows();
        byte[] alone = predictions(1, rows);

        assertThat(alone.length).isGreaterThan(ROWS * 10);
        for (int threads : new int[] {2, 3, 7}) {
            assertThat(predictions(threads, rows)).isEqualTo(alone);
        }
    }

    @Test
    void shouldGiveEachRowItsOwnScoreAndRejectOnlyTheBadOnes() {
        ContractRun run = Scoring.of(
                        Path.of(folder.toString()), encoder(), "word: string, x: double", "code: double, twice: double")
                .run(new OnnxModel(3), wordRows());

        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.rejects()).hasSize(ROWS / 1000).allSatisfy(line -> assertThat(line)
                .contains("OneHotEncoder"));
        assertThat(run.predictions()).hasSize(ROWS - ROWS / 1000).allSatisfy(line -> {
            String[] cells = line.split(",");
            int id = Integer.parseInt(cells[0]);
            assertThat(Double.parseDouble(cells[1])).isEqualTo(id % 2 == 0 ? 1 : 0);
            assertThat(Double.parseDouble(cells[2])).isEqualTo(2.0 * id);
        });
    }

    private byte[] predictions(int threads, String... rows) throws IOException {
        Path run = Files.createDirectories(folder.resolve("threads-" + threads));
        ContractRun scored = Scoring.of(run, network(), "a: double, b: double, c: double", "y: double")
                .run(new OnnxModel(threads), rows);
        assertThat(scored.code()).isEqualTo(ExitCode.DONE);
        return Files.readAllBytes(scored.out().resolve("predictions.csv"));
    }

    private static Graph network() {
        Random random = new Random(7);
        float[] first = new float[3 * 64];
        float[] second = new float[64];
        for (int i = 0; i < first.length; i++) {
            first[i] = (float) random.nextGaussian();
            second[i % 64] = (float) random.nextGaussian();
        }
        return Graph.of(17, 0)
                .input("X", ElementType.FLOAT, "N", 3)
                .output("Y", ElementType.FLOAT, "N", 1)
                .floats("W1", first, 3, 64)
                .floats("W2", second, 64, 1)
                .node("MatMul", List.of("X", "W1"), List.of("h"))
                .node("Tanh", List.of("h"), List.of("t"))
                .node("MatMul", List.of("t", "W2"), List.of("Y"));
    }

    /** even → 1, odd → 0, any other word fails; and twice the number beside it. */
    private static Graph encoder() {
        return Graph.of(17, 3)
                .input("word", ElementType.STRING, "N", 1)
                .input("x", ElementType.FLOAT, "N", 1)
                .output("code", ElementType.FLOAT, "N", 1)
                .output("twice", ElementType.FLOAT, "N", 1)
                .longs("wide", new long[] {-1, 2}, 2)
                .floats("W", new float[] {0, 1}, 2, 1)
                .node(
                        "ai.onnx.ml:OneHotEncoder",
                        List.of("word"),
                        List.of("hot"),
                        Graph.texts("cats_strings", "odd", "even"),
                        Graph.number("zeros", 0))
                .node("Reshape", List.of("hot", "wide"), List.of("flat"))
                .node("MatMul", List.of("flat", "W"), List.of("code"))
                .node("Add", List.of("x", "x"), List.of("twice"));
    }

    private static String[] rows() {
        Random random = new Random(42);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(String.format(
                    Locale.ROOT, "%.6f,%.3f,%d", random.nextGaussian(), random.nextDouble(), random.nextInt(10)));
        }
        return rows.toArray(String[]::new);
    }

    private static String[] wordRows() {
        String[] rows = new String[ROWS];
        for (int id = 1; id <= ROWS; id++) {
            String word = id % 2 == 0 ? "even" : "odd";
            rows[id - 1] = (id % 1000 == 500 && id / 1000 < ROWS / 1000 ? "neither" : word) + "," + id;
        }
        return rows;
    }
}
