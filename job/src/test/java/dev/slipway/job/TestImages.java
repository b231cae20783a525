package dev.slipway.job;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Image folders for tests, each a real image that runs as a child process. */
public final class TestImages {
    private static final String GOLDEN = "id,day,size,count,note,truth\n"
            + IntStream.range(0, 40)
                    .mapToObj(n -> String.format(
                            "row-%02d,2026-11-%02d,%d.5,%s,%s,%d.0",
                            n, 1 + n % 28, n, n % 4 == 0 ? "" : n, n % 3 == 0 ? "" : "\"note, " + n + "\"", 2 * n + 1))
                    .collect(Collectors.joining("\n"))
            + "\n";

    private TestImages() {}

    /** The doubling model in Java. */
    public static Path java(Path folder) {
        return java(folder, DoublingModel.class);
    }

    /** The same files with another program. */
    public static Path java(Path folder, Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return write(folder, command);
    }

    /** The same files with a shell script that gets the verb as its first argument. */
    public static Path shell(Path folder, String script) {
        Path image = write(folder, List.of("sh", "app/model.sh"));
        put(image.resolve("app/model.sh"), "set -eu\n" + describing() + script);
        return image;
    }

    /** The doubling model in Java, started by a shell script: {@code $JAVA} is the command without the verb. */
    public static Path wrapped(Path folder, String script) {
        Path image = write(folder, List.of("sh", "app/model.sh"));
        put(
                image.resolve("app/model.sh"),
                "set -eu\nJAVA='java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "
                        + System.getProperty("java.class.path") + " " + DoublingModel.class.getName() + "'\n" + script);
        return image;
    }

    /** Whether this machine can run a model in Python. */
    public static boolean hasPython() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
    }

    /** The doubling model in Python. */
    public static Path python(Path folder) {
        Path image = write(folder, List.of("python3", "app/model.py"));
        put(image.resolve("app/slipway.py"), read(Path.of("../inference-spec/python/slipway.py")));
        put(image.resolve("app/model.py"), """
                import slipway


                def load():
                    pass


                def predict(rows):
                    return [{"id": row["id"], "day": row["day"], "score": 2 * row["size"]} for row in rows]


                if __name__ == "__main__":
                    slipway.main(load, predict)
                """);
        return image;
    }

    private static String describing() {
        return "if [ \"$1\" = describe ]; then cat \"$SLIPWAY_MODEL/manifest.json\"; exit 0; fi\n";
    }

    private static Path write(Path folder, List<String> command) {
        try {
            Files.createDirectories(folder.resolve("model"));
            Files.createDirectories(folder.resolve("app"));
            put(folder.resolve("entrypoint.json"), JSON.std.asString(command));
            put(folder.resolve("model/golden.csv"), GOLDEN);
            put(folder.resolve("model/manifest.json"), manifest());
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The manifest of the doubling model. */
    public static String manifest() {
        return """
                {"spec":"1.0","name":"doubling","version":"1.2.3","description":"Twice the size","key":["id","day"],\
                "input":[{"name":"id","type":"string"},{"name":"day","type":"date"},{"name":"size","type":"double"},\
                {"name":"count","type":"int","nullable":true},{"name":"note","type":"string","nullable":true}],\
                "output":[{"name":"id","type":"string"},{"name":"day","type":"date"},{"name":"score","type":"double"}],\
                "actuals":{"score":"truth"},"goldenSha256":"%s",\
                "metrics":[{"metric":"rmse","field":"score","max":0.1}],"tolerance":0}
                """.formatted(sha256(GOLDEN));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void put(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
