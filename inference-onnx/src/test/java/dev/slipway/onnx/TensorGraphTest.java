package dev.slipway.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.ContractRun;
import dev.slipway.inference.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs of numbers: one tensor or one input for each column, every type of element. */
class TensorGraphTest {
    private static final List<String> X = List.of("X");
    private static final List<String> Y = List.of("Y");

    @TempDir
    Path folder;

    @Test
    void shouldPutTheFieldsIntoOneTensorInOrder() {
        Scoring.of(folder, linear("N"), "a: double, b: int, c: long, d: boolean", "y: double")
                .shouldGive(
                        List.of("0.5,2,-3,true", "1e2,0,1,false"),
                        List.of(text(0.5f + 20 - 300 + 1000), text(100f + 100)));
    }

    @Test
    void shouldKeepTheFieldsOfManyRowsTogether() {
        List<String> rows = IntStream.range(0, 1000)
                .mapToObj(row -> row + ".5," + row % 7 + "," + -row + "," + (row % 3 == 0))
                .toList();
        List<String> sums = IntStream.range(0, 1000)
                .mapToObj(row -> text(row + 0.5f + row % 7 * 10 - row * 100 + (row % 3 == 0 ? 1000 : 0)))
                .toList();

        Scoring.of(folder, linear("N"), "a: double, b: int, c: long, d: boolean", "y: double")
                .shouldGive(rows, sums);
    }

    @Test
    void shouldGiveMissingNumbersAndBooleansAsNan() {
        ContractRun run = Scoring.of(folder, linear("N"), "a: double?, b: int?, c: long?, d: boolean?", "y: double")
                .run("1,1,1,true", ",1,1,true", "1,,1,true", "1,1,,true", "1,1,1,");

        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.predictions()).containsExactly("1,1111.0");
        assertThat(run.rejects()).hasSize(4).allSatisfy(line -> assertThat(line).contains("y,not-finite"));
    }

    @Test
    void shouldLetNonFiniteNumbersThroughWhereTheFieldsAllowThem() {
        Scoring.of(folder, linear("N"), "a: double~, b: int, c: long, d: boolean", "y: double~")
                .shouldGive(List.of("NaN,1,1,true", "-Infinity,1,1,true"), List.of("NaN", "-Infinity"));
    }

    @Test
    void shouldRejectANumberThatAFloatCannotHold() {
        ContractRun run = Scoring.of(folder, linear("N"), "a: double, b: int, c: long, d: boolean", "y: double")
                .run("1e300,0,0,false", "1e30,0,0,false");

        assertThat(run.predictions()).containsExactly("2," + text(1e30f));
        assertThat(run.rejects())
                .containsExactly("data.csv,2,,model,\"a: the graph's input X is float, which cannot hold 1.0E300\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void shouldFeedAGraphThatTakesAFixedNumberOfRows(int rows) {
        Graph graph = Graph.of(17, 0)
                .input("X", ElementType.FLOAT, rows, 2)
                .output("Y", ElementType.FLOAT, rows, 1)
                .floats("W", new float[] {1, 10}, 2, 1)
                .node("MatMul", List.of("X", "W"), Y);

        Scoring.of(folder, graph, "a: double, b: double", "y: double")
                .shouldGive(List.of("1,2", "3,4", "5,6", "7,8"), List.of("21.0", "43.0", "65.0", "87.0"));
    }

    @Test
    void shouldGiveEachColumnItsOwnInputByName() {
        Graph graph = Graph.of(17, 0)
                .input("Budget_USD", ElementType.DOUBLE, "N", 1)
                .input("year", ElementType.INT64, "N")
                .output("scaled", ElementType.DOUBLE, "N", 1)
                .output("next", ElementType.INT64, "N")
                .doubles("factor", new double[] {0.1}, 1)
                .longs("one", new long[] {1}, 1)
                .node("Mul", List.of("Budget_USD", "factor"), List.of("scaled"))
                .node("Add", List.of("year", "one"), List.of("next"));

        Scoring.of(folder, graph, "year: int, budget_usd: double", "next: int, scaled: double")
                .shouldGive(
                        List.of("2013,3.3", "-2147483648,1e-3"),
                        List.of("2014," + 3.3 * 0.1, "-2147483647," + 1e-3 * 0.1));
    }

    @Test
    void shouldKeepWholeNumbersOfEverySizeAndRejectThoseThatDoNotFit() {
        Graph graph = Graph.of(17, 0);
        for (String type : List.of("int8", "uint8", "int16", "int32", "int64")) {
            graph.input(type, ElementType.valueOf(type.toUpperCase()), "N")
                    .output("same_" + type, ElementType.valueOf(type.toUpperCase()), "N")
                    .node("Identity", List.of(type), List.of("same_" + type));
        }
        ContractRun run = Scoring.of(
                        folder,
                        graph,
                        "int8: int, uint8: int, int16: int, int32: long, int64: long",
                        "same_int8: int, same_uint8: int, same_int16: int, same_int32: int, same_int64: long")
                .run(
                        "-128,255,-32768,-2147483648,-9223372036854775808",
                        "127,0,32767,2147483647,9223372036854775807",
                        "128,0,0,0,0",
                        "0,-1,0,0,0",
                        "0,0,40000,0,0",
                        "0,0,0,2147483648,0");

        assertThat(run.predictions())
                .containsExactly(
                        "1,-128,255,-32768,-2147483648,-9223372036854775808",
                        "2,127,0,32767,2147483647,9223372036854775807");
        assertThat(run.rejects())
                .containsExactly(
                        "data.csv,4,,model,\"int8: the graph's input int8 is int8, which cannot hold 128\"",
                        "data.csv,5,,model,\"uint8: the graph's input uint8 is uint8, which cannot hold -1\"",
                        "data.csv,6,,model,\"int16: the graph's input int16 is int16, which cannot hold 40000\"",
                        "data.csv,7,,model,\"int32: the graph's input int32 is int32, which cannot hold 2147483648\"");
    }

    @Test
    void shouldTakeAndGiveHalfPrecision() {
        Graph graph = Graph.of(17, 0)
                .input("X", ElementType.FLOAT16, "N", 1)
                .output("Y", ElementType.FLOAT16, "N", 1)
                .node("Neg", X, Y);

        ContractRun run = Scoring.of(folder, graph, "x: double", "y: double").run("0.1", "65504", "70000");

        // 0.1 in half precision is 1638.4 / 16384, rounded to 1638.
        assertThat(run.predictions()).containsExactly("1," + -1638.0 / 16384, "2,-65504.0");
        assertThat(run.rejects()).hasSize(1).first().asString().contains("float16, which cannot hold 70000.0");
    }

    @Test
    void shouldTakeAndGiveBooleans() {
        Graph graph = Graph.of(17, 0)
                .input("is_live", ElementType.BOOL, "N")
                .input("is_premiere", ElementType.BOOL, "N")
                .output("both", ElementType.BOOL, "N")
                .output("none", ElementType.BOOL, "N")
                .node("And", List.of("is_live", "is_premiere"), List.of("both"))
                .node("Or", List.of("is_live", "is_premiere"), List.of("any"))
                .node("Not", List.of("any"), List.of("none"));

        Scoring.of(folder, graph, "is_premiere: boolean, is_live: boolean", "both: boolean, none: boolean")
                .shouldGive(
                        List.of("true,true", "true,false", "false,false"),
                        List.of("true,false", "false,false", "false,true"));
    }

    @Test
    void shouldTakeDatesAsDaysAndTimestampsAsMicroseconds() {
        Graph graph = Graph.of(17, 0)
                .input("day", ElementType.INT64, "N")
                .input("at", ElementType.INT64, "N")
                .output("days", ElementType.INT64, "N")
                .output("micros", ElementType.INT64, "N")
                .node("Identity", List.of("day"), List.of("days"))
                .node("Identity", List.of("at"), List.of("micros"));

        Scoring.of(folder, graph, "day: date, at: timestamp", "days: long, micros: long")
                .shouldGive(List.of("1970-02-01,1970-01-01T01:00:00.000001+01:00"), List.of("31,1"));
    }

    @Test
    void shouldTakeABooleanFromAClassOfZeroAndOne() {
        Graph graph = Graph.of(17, 0)
                .input("x", ElementType.INT64, "N")
                .output("leaves", ElementType.INT64, "N")
                .node("Identity", List.of("x"), List.of("leaves"));

        ContractRun run = Scoring.of(folder, graph, "x: int", "leaves: boolean").run("1", "0", "2");

        assertThat(run.predictions()).containsExactly("1,true", "2,false");
        assertThat(run.rejects()).hasSize(1).first().asString().contains("leaves: the graph gave 2, expected 0 or 1");
    }

    @Test
    void shouldTellWhenAnOutputHasNotARowForEachRow() {
        Graph graph = Graph.of(17, 0)
                .input("X", ElementType.FLOAT, "N", 1)
                .output("Y", ElementType.FLOAT, null, 1)
                .node("ReduceSum", X, Y, Graph.number("keepdims", 1));

        ContractRun run = Scoring.of(folder, graph, "x: double", "y: double").run("1", "2");

        assertThat(run.code()).isEqualTo(ExitCode.DEFECT);
        assertThat(run.error()).contains("output Y: float[?,1] came with the shape [1, 1] for 2 rows; expected [2,1]");
    }

    private static Graph linear(String rows) {
        return Graph.of(17, 0)
                .input("X", ElementType.FLOAT, rows, 4)
                .output("variable", ElementType.FLOAT, rows, 1)
                .floats("W", new float[] {1, 10, 100, 1000}, 4, 1)
                .node("MatMul", List.of("X", "W"), List.of("variable"));
    }

    /** A float as the contract writes it: the same number as a double. */
    private static String text(float value) {
        return Double.toString(value);
    }
}
