package dev.slipway.job;

import dev.slipway.images.TinyImages;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.engine.EngineAnswer;
import dev.slipway.job.engine.EngineImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;

/** The container engine of this machine; where none answers the test is skipped, visibly. */
public final class TestEngine implements AutoCloseable {
    private static final String SCRIPT = """
            case $1 in
              describe) cat /opt/model/manifest.json;;
              *) eval "$SCRIPT";;
            esac
            """;

    private final Engine engine;
    private final Set<String> tags = new TreeSet<>();

    private TestEngine(Engine engine) {
        this.engine = engine;
    }

    public static TestEngine required() {
        EngineAnswer answer = Engine.ask(System.getenv());
        if (answer.engine() == null) {
            System.out.println("SKIPPED: no container engine: " + answer.reason());
            Assumptions.abort(answer.reason());
        }
        return new TestEngine(answer.engine());
    }

    public Engine engine() {
        return engine;
    }

    /** An image that describes itself as the doubling model and else does what its variable {@code SCRIPT} says. */
    public static TinyImages scripted() {
        return TinyImages.script(SCRIPT).file("/opt/model/manifest.json", TestImages.manifest());
    }

    /** Loads an image under a tag of its own, which is gone after the test. */
    public EngineImage load(TinyImages image, Path folder) {
        String tag = "slipway-test/job:" + UUID.randomUUID();
        EngineImage loaded = engine.load(image.tar(tag, folder.resolve("image.tar")));
        tags.add(tag);
        return loaded;
    }

    /** Also has this image removed at the end. */
    public void forget(String reference) {
        tags.add(reference);
    }

    /** Containers of this test that are still there. */
    public static List<String> left() {
        return output(
                        "docker",
                        "ps",
                        "--all",
                        "--filter",
                        "label=dev.slipway.pid=" + ProcessHandle.current().pid(),
                        "--format",
                        "{{.ID}} {{.Status}}")
                .lines()
                .toList();
    }

    /** Runs a command to its end and answers what it printed. */
    public static String output(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text.strip();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        tags.forEach(engine::remove);
    }
}
