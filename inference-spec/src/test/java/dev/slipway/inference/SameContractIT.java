package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java library and {@code slipway.py} hold one contract: the same input leaves the same bytes. */
class SameContractIT {
    private static final String FIELDS = """
            [{"name":"id","type":"string"},{"name":"s","type":"string","nullable":true},
             {"name":"i","type":"int","nullable":true},{"name":"l","type":"long"},
             {"name":"b","type":"boolean","nullable":true},{"name":"d","type":"date","nullable":true},
             {"name":"t","type":"timestamp","nullable":true},{"name":"x","type":"double","nullable":true},
             {"name":"n","type":"double","nullable":true,"nonFinite":true}]""";

    /** Every output field is copied from the input, so that what was read is what is seen. */
    private static final String MANIFEST = """
            {"spec":"1.0","name":"echo","version":"1.0.0","key":["id"],"input":%s,"output":%s}""".formatted(FIELDS, FIELDS);

    /** Raises where {@code l} is 13, as {@link #THROWING} does. */
    private static final String MODEL = """
            import slipway

            def echo(row):
                if row["l"] == 13:
                    raise ValueError("unlucky")
                return {}

            slipway.main(lambda: None, lambda rows: [echo(row) for row in rows])
            """;

    private static final Model THROWING = rows -> {
        for (int row = 0; row < rows.size(); row++) {
            if (rows.getLong(row, rows.input("l")) == 13) {
                throw new IllegalArgumentException("unlucky");
            }
        }
    };

    private static final List<String> HEADER = List.of("id", "s", "i", "l", "b", "d", "t", "x", "n", "other");

    private static final List<String> CELLS = List.of(
            "",
            "a",
            "é",
            "\\.",
            "7",
            "-7",
            "+7",
            "007",
            "-0",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "9".repeat(5000),
            "1_000",
            " 1",
            "1 ",
            "\uFF11",
            "0x10",
            "0.5",
            ".5",
            "5.",
            ".",
            "1e3",
            "1e999",
            "-1e999",
            "1e-999",
            "1e",
            "0.5f",
            "0x1p3",
            "nan",
            "NaN",
            "Infinity",
            "-Infinity",
            "+Infinity",
            "inf",
            "true",
            "false",
            "True",
            "1",
            "2026-11-21",
            "2026-02-29",
            "2024-02-29",
            "0000-01-01",
            "9999-12-31",
            "2026-1-1",
            "2026-11-21T06:00:00Z",
            "2026-11-21T06:00:00+01:00",
            "2026-11-21T06:00:00.250000-05:30",
            "2026-11-21T06:00:00.0000001Z",
            "2026-11-21T06:00:00",
            "2026-11-21t06:00:00z",
            "2026-11-21T24:00:00Z",
            "0001-01-01T00:00:00+14:00",
            "x".repeat(100),
            "k".repeat(600),
            "\u0000",
            "a\uFEFFb",
            "\uD83D\uDE00",
            "\"",
            "\"\"",
            "\"a\"b",
            "\"a\"\"b\"",
            "\"a,b\"",
            "\"a\nb\"",
            "\"a\r\nb\r\"",
            "\r",
            "a\"b",
            "\"\"\"\"",
            ",",
            "\n",
            "N/A");

    /** Bytes that are no UTF-8, as ISO 8859-1. */
    private static final List<String> BROKEN =
            List.of("\u00FF", "\u00C3", "\u00E2\u0082", "\u00ED\u00A0\u0080", "\u00C0\u0080");

    @TempDir
    private Path root;

    @BeforeAll
    static void shouldFindPython() throws InterruptedException {
        Python.assumePresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void shouldReadTheSameRowsAndGiveTheSameReasons(int seed) throws Exception {
        byte[] data = table(new Random(seed));
        Path java = image("java", data);
        Path python = image("python", data);

        ExitCode javaCode =
                new Program(rows -> {}, environment(java), silent(), silent(), new Ending(status -> {})).run("predict");
        Python.Answer answer = Python.run(python, environment(python), "app/model.py", "predict");

        assertThat(answer.status()).as(answer.output()).isEqualTo(javaCode.code());
        if (javaCode == ExitCode.DONE) {
            assertSameLines(python, java, Success.REJECTS);
            assertSameLines(python, java, Success.PREDICTIONS);
        }
    }

    /** What the model throws has its own name in each language, so reasons are not compared. */
    @ParameterizedTest
    @CsvSource({
        // A long stretch after good rows, across batches of either language; bad lines in between do not count.
        "good:2500 bad:3 throw:1500 good:10 throw:1 good:700 throw:4200, 0",
        "throw:999 bad:5 good:1 throw:2000, 0",
        "bad:2000 good:1 throw:1, 0",
        // A broken model, found at the end of a short run or after its first rows.
        "throw:3, 70",
        "bad:1500 throw:999, 70",
        "throw:600 bad:700 throw:400 good:5000, 70",
        "throw:5000, 70",
    })
    void shouldRejectTheSameRowsThatMakeTheModelThrow(String stretches, int status) throws Exception {
        byte[] data = stretches(stretches).getBytes(StandardCharsets.UTF_8);
        Path java = image("java", data);
        Path python = image("python", data);

        ExitCode javaCode =
                new Program(THROWING, environment(java), silent(), silent(), new Ending(code -> {})).run("predict");
        Python.Answer answer = Python.run(python, environment(python), "app/model.py", "predict");

        assertThat(javaCode.code()).isEqualTo(status);
        assertThat(answer.status()).as(answer.output()).isEqualTo(status);
        if (status == 0) {
            List<String> rejects = withoutReasons(java);
            assertThat(rejects)
                    .filteredOn(reject -> reject.endsWith(",,model,"))
                    .hasSize(count(stretches, "throw"));
            assertThat(withoutReasons(python)).isEqualTo(rejects);
            assertSameLines(python, java, Success.PREDICTIONS);
        }
    }

    /** Rows as {@code throw:3 good:1} has it: three that make the model throw and a good one. */
    private static String stretches(String stretches) {
        StringBuilder rows = new StringBuilder("id,s,i,l,b,d,t,x,n\n");
        Map<String, String> values = Map.of("good", "1", "bad", "?", "throw", "13");
        for (String stretch : stretches.split(" ")) {
            String[] parts = stretch.split(":");
            String rest = ",,," + values.get(parts[0]) + ",,,,,\n";
            for (int i = Integer.parseInt(parts[1]); i > 0; i--) {
                rows.append('k').append(rows.length()).append(rest);
            }
        }
        return rows.toString();
    }

    private static int count(String stretches, String kind) {
        return Pattern.compile(kind + ":([0-9]+)")
                .matcher(stretches)
                .results()
                .mapToInt(stretch -> Integer.parseInt(stretch.group(1)))
                .sum();
    }

    /** File, line, field and code of each reject. */
    private static List<String> withoutReasons(Path image) throws Exception {
        return Files.readAllLines(image.resolve("out").resolve(Success.REJECTS)).stream()
                .map(reject -> reject.replaceFirst("^((?:[^,]*,){4}).*", "$1"))
                .toList();
    }

    /** Some hundred rows, most of them bad in some way. */
    private static byte[] table(Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String end = random.nextBoolean() ? "\n" : "\r\n";
        write(bytes, String.join(",", HEADER) + end);
        for (int row = 0; row < 400; row++) {
            List<String> cells = new ArrayList<>(
                    List.of("k" + row, "s", "1", "2", "true", "2026-11-21", "2026-11-21T06:00:00Z", "0.5", "NaN", "o"));
            for (int change = random.nextInt(3); change > 0; change--) {
                cells.set(random.nextInt(cells.size()), CELLS.get(random.nextInt(CELLS.size())));
            }
            write(bytes, String.join(",", cells));
            if (random.nextInt(20) == 0) {
                bytes.writeBytes(BROKEN.get(random.nextInt(BROKEN.size())).getBytes(StandardCharsets.ISO_8859_1));
            }
            write(bytes, random.nextInt(30) == 0 ? end + end : end);
        }
        return bytes.toByteArray();
    }

    private static void write(OutputStream bytes, String text) {
        try {
            bytes.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path image(String name, byte[] data) throws Exception {
        Path image = root.resolve(name);
        for (String folder : List.of("in", "out", "model", "app")) {
            Files.createDirectories(image.resolve(folder));
        }
        Files.writeString(image.resolve("model/manifest.json"), MANIFEST);
        Files.writeString(image.resolve("in/request.json"), """
                {"spec":"1.0","runId":"r","asOf":"2026-11-20T06:00:00Z","files":["data.csv"],"rejectLimit":"100%"}""");
        Files.write(image.resolve("in/data.csv"), data);
        Files.writeString(image.resolve("app/model.py"), MODEL);
        Files.copy(Python.REPOSITORY.resolve("inference-spec/python/slipway.py"), image.resolve("app/slipway.py"));
        return image;
    }

    private static Map<String, String> environment(Path image) {
        return Map.of(
                "SLIPWAY_IN", image.resolve("in").toString(),
                "SLIPWAY_OUT", image.resolve("out").toString(),
                "SLIPWAY_MODEL", image.resolve("model").toString());
    }

    private static PrintStream silent() {
        return new PrintStream(OutputStream.nullOutputStream());
    }

    private static void assertSameLines(Path python, Path java, String file) throws Exception {
        List<String> ours = Files.readAllLines(python.resolve("out").resolve(file));
        List<String> theirs = Files.readAllLines(java.resolve("out").resolve(file));
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            assertThat(numbers(ours.get(i))).as(file + " line " + (i + 1)).isEqualTo(numbers(theirs.get(i)));
        }
        assertThat(ours).hasSameSizeAs(theirs);
    }

    /** A line with its large and small doubles in one form: each language writes them in its own. */
    private static String numbers(String line) {
        return Pattern.compile("-?[0-9]+\\.[0-9]+([eE][-+]?[0-9]+)?")
                .matcher(line)
                .replaceAll(number -> Double.toString(Double.parseDouble(number.group())));
    }
}
