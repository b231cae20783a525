package dev.slipway.predictions;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link FaultWorker} as the test sees it: its process, what it answered, and a wire of its own to each database. */
final class FaultChild implements AutoCloseable {
    private static final Map<String, Object> ENDED = Map.of("answer", "ended");

    private final Process process;
    private final BlockingQueue<Map<String, Object>> answers = new LinkedBlockingQueue<>();
    private volatile boolean killed;
    private boolean ordered;

    /** @param errors where its standard error goes */
    FaultChild(List<String> command, Path errors) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
        Thread reader = new Thread(this::read, "fault-child");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(JSON.std.mapFrom(line));
            }
        } catch (IOException e) {
            // It was killed while it wrote.
        }
        answers.add(ENDED);
    }

    /** Whether it has had no order yet. */
    boolean isNew() {
        return !ordered;
    }

    void order(Map<String, Object> order) {
        ordered = true;
        try {
            process.getOutputStream().write((JSON.std.asString(order) + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next answer; {@code ended} where the process is gone, null where the time is over. */
    Map<String, Object> answer(long millis) throws InterruptedException {
        return answers.poll(millis, TimeUnit.MILLISECONDS);
    }

    /** Lets it end in good order. */
    void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }

    /** SIGKILL. */
    void kill() {
        killed = true;
        process.destroyForcibly();
    }

    boolean wasKilled() {
        return killed;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Map<String, Object> json(Database database) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("url", database.url());
        json.put("user", database.user());
        json.put("password", database.password());
        return json;
    }
}
