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
            set -eu
            if [ "$1" = describe ]; then cat /opt/model/manifest.json; exit; fi
            if [ -n "${SCRIPT:-}" ]; then set +e; eval "$SCRIPT"; exit; fi
            cd /run/out
            in=$(ls /run/in/*.csv)
            run=$(sed -n 's/.*"runId":"\\([^"]*\\)".*/\\1/p' /run/in/request.json)
            awk -F, 'NR == 1 { print "id,day,score" } NR > 1 { print $1 "," $2 "," FACTOR * $3 }' $in > predictions.csv
            echo 'file,line,field,code,reason' > rejects.csv
            rows=$(($(wc -l < predictions.csv) - 1))
            now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
            echo '{"spec":"1.0","verb":"predict","model":"doubling","version":"1.2.3","runId":"'$run'","started":"'$now'",
              "ended":"'$now'","rowsRead":'$rows',"rowsPredicted":'$rows',"rowsRejected":0,"rejects":{},
              "ignoredColumns":[],"metrics":{},"passed":true}' > report.json
            sha() { sha256sum $1 | cut -c1-64; }
            echo '{"spec":"1.0","runId":"'$run'","files":{
              "predictions.csv":{"sha256":"'$(sha predictions.csv)'","rows":'$rows'},
              "rejects.csv":{"sha256":"'$(sha rejects.csv)'","rows":0},
              "report.json":{"sha256":"'$(sha report.json)'"}}}' > _SUCCESS
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

    /** An image that is the doubling model, but does what its variable {@code SCRIPT} says where that is set. */
    public static TinyImages scripted() {
        return multiplying(2).label("dev.slipway.manifest", TestImages.manifest());
    }

    /** The doubling model with another factor, and without labels. */
    public static TinyImages multiplying(int factor) {
        return TinyImages.script(SCRIPT.replace("FACTOR", String.valueOf(factor)))
                .file("/opt/model/manifest.json", TestImages.manifest());
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
        return leftOf(ProcessHandle.current().pid());
    }

    /** The same of another process. */
    public static List<String> leftOf(long pid) {
        return output(
                        "docker",
                        "ps",
                        "--all",
                        "--filter",
                        "label=dev.slipway.pid=" + pid,
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
