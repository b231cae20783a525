package dev.slipway.predictions;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The process that the fault harness kills: takes an order per line of its input, publishes or copies by the product's
 * own classes, and answers in lines. It ends with its input, so that it never outlives the test.
 */
final class FaultWorker {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private FaultWorker() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        answer(Map.of("answer", "ready"));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            obey(JSON.std.mapFrom(order), Path.of(arguments[0]));
        }
        // A driver's thread may be in a read that never ends.
        System.exit(0);
    }

    private static void obey(Map<String, Object> order, Path folder) throws IOException {
        Map<String, Object> answer = new LinkedHashMap<>();
        try {
            if (order.get("do").equals("publish")) {
                publish(order, folder, answer);
            } else {
                copy(order, answer);
            }
        } catch (PublishException e) {
            answer.put("answer", "failed");
            answer.put("code", e.exitCode().code());
            answer.put("message", e.getMessage());
        } catch (RuntimeException | IOException | Error e) {
            answer.put("answer", "broke");
            answer.put("message", e.toString());
            e.printStackTrace();
        }
        answer(answer);
    }

    private static void publish(Map<String, Object> order, Path folder, Map<String, Object> answer) throws IOException {
        MadeRun run = MadeRun.of(map(order, "run"));
        Path out = new Runs(null, folder).out(run.id(), run.csv());
        Database analytics = database(order, "analytics");
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(((Number) order.get("skewHours")).longValue()));
        Instant deadline = clock.instant().plusMillis(((Number) order.get("deadlineMillis")).longValue());
        Attempt attempt = new Ledger(analytics, clock)
                .begin(new RunStart(run.id(), run.manifest(), run.asOf(), deadline, "made"));
        answer(Map.of("answer", "began", "attempt", attempt.id()));
        Published published =
                new Publisher(analytics, line -> {}, PATIENCE).publish(attempt, run.manifest(), out, run.limits());
        answer.put("answer", "published");
        answer.put("current", published.current());
        answer.put("already", published.already());
        answer.put("rows", published.rows());
        answer.put("duplicates", published.duplicates());
        answer.put("held", published.heldReason());
    }

    private static void copy(Map<String, Object> order, Map<String, Object> answer) {
        CopySize size = new CopySize(
                ((Number) order.get("leafRows")).longValue(), ((Number) order.get("chunkRows")).longValue());
        int looks = ((Number) order.get("looks")).intValue();
        AtomicInteger left = new AtomicInteger(looks);
        LongSupplier clock = () -> looks == 0 || left.decrementAndGet() > 0 ? 900_000 : 0;
        CopyOutcome outcome = new Copier(database(order, "analytics"), database(order, "application"), size, PATIENCE)
                .copy(CopySpec.parse((String) order.get("spec")), clock);
        answer.put("answer", "copied");
        answer.put("complete", outcome.complete());
        answer.put("rows", outcome.rows());
        answer.put("run", outcome.runId());
        answer.put("seq", outcome.seq());
        answer.put("notes", outcome.notes());
    }

    private static Database database(Map<String, Object> order, String key) {
        Map<String, Object> database = map(order, key);
        return new Database(
                (String) database.get("url"), (String) database.get("user"), (String) database.get("password"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> json, String key) {
        return (Map<String, Object>) json.get(key);
    }

    private static synchronized void answer(Map<String, Object> answer) throws IOException {
        System.out.println(JSON.std.asString(answer));
        System.out.flush();
    }
}
