package dev.slipway.predictions;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An act of a plan that a child process does, over wires of its own where its mischief happens. */
final class FaultDeed implements AutoCloseable {
    private static final long DEADLINE_MILLIS = 60_000;
    private static final long BLACK_HOLE_MILLIS = 1_500;
    private static final long LONGEST_MILLIS = 60_000;

    private final FaultPlan.Act act;
    private final FaultChild child;
    private final Wire analytics;
    private final Wire application;
    private Long attempt;
    private Map<String, Object> answer;

    FaultDeed(FaultPlan.Act act, FaultChild child, TestRuns databases) throws IOException {
        this.act = act;
        this.child = child;
        analytics = new Wire(databases.analytics().as(Role.ETL));
        application = new Wire(databases.application().as(Role.ETL));
        Wire troubled =
                act.mischief().atAnalytics() || act.deed() instanceof FaultPlan.Publish ? analytics : application;
        troubled.make(trouble(act.mischief()));
        child.order(order(databases));
    }

    private Trouble trouble(FaultPlan.Mischief mischief) {
        int position = mischief.position();
        return switch (mischief.kind()) {
            case NONE, KILLED_AFTER_MILLIS -> Trouble.NONE;
            case KILLED_AT_BYTE -> Mishap.tell(position, child::kill);
            case TRUNCATED -> Mishap.truncate(position, 1);
            case RESET -> Mishap.reset(position);
            case BLACK_HOLE -> Mishap.blackHole(position);
            case SLOW -> Trouble.slow(position);
            case COMMIT_LOST -> Mishap.commit(Mishap.Commit.LOST, position);
            case COMMIT_UNHEARD -> Mishap.commit(Mishap.Commit.UNHEARD, position);
            case COMMIT_LATE -> Mishap.commit(Mishap.Commit.LATE, position);
        };
    }

    private Map<String, Object> order(TestRuns databases) {
        Map<String, Object> order = new LinkedHashMap<>();
        if (act.deed() instanceof FaultPlan.Publish publish) {
            order.put("do", "publish");
            order.put("run", publish.run().toJson());
            order.put("deadlineMillis", DEADLINE_MILLIS);
            order.put("skewHours", publish.skewHours());
            order.put(
                    "analytics",
                    FaultChild.json(analytics.database(databases.analytics().as(Role.JOB))));
        } else if (act.deed() instanceof FaultPlan.Copy copy) {
            order.put("do", "copy");
            order.put("spec", spec(copy.table(), copy.share()).toJson());
            order.put("leafRows", copy.leafRows());
            order.put("chunkRows", copy.chunkRows());
            order.put("looks", copy.looks());
            order.put("analytics", FaultChild.json(analytics.database()));
            order.put("application", FaultChild.json(application.database()));
        }
        return order;
    }

    static CopySpec spec(FaultPlan.Table table, boolean share) {
        List<String> fields = new java.util.ArrayList<>(MadeRun.FIELDS);
        if (share) {
            fields.add(MadeRun.SHARE);
        }
        return new CopySpec(
                new dev.slipway.inference.ModelName(FaultPlan.MODEL),
                table.major,
                table.view(),
                table.mode,
                fields,
                List.of(List.of("weight")));
    }

    /** Until the child has answered or is dead. */
    void await() throws InterruptedException {
        long begun = System.nanoTime();
        while (answer == null) {
            long millis = (System.nanoTime() - begun) / 1_000_000;
            if (act.mischief().kind() == FaultPlan.Mischief.Kind.KILLED_AFTER_MILLIS
                    && millis >= act.mischief().position()) {
                child.kill();
            }
            if (millis > BLACK_HOLE_MILLIS) {
                analytics.mend();
                application.mend();
            }
            if (millis > LONGEST_MILLIS) {
                throw new AssertionError("no answer in " + millis + " ms from " + act);
            }
            Map<String, Object> next = child.answer(5);
            if (next != null && next.get("answer").equals("began")) {
                attempt = ((Number) next.get("attempt")).longValue();
            } else if (next != null) {
                answer = next;
            }
        }
        if (!answer.get("answer").equals("ended")) {
            // A kill that came too late for this act must not meet the next one.
            analytics.close();
            application.close();
        }
    }

    FaultPlan.Act act() {
        return act;
    }

    FaultChild child() {
        return child;
    }

    /** What the child said; {@code ended} where it was killed. */
    Map<String, Object> answer() {
        return answer;
    }

    boolean was(String word) {
        return answer.get("answer").equals(word);
    }

    /** The attempt's number, where the child came to tell it. */
    Long attempt() {
        return attempt;
    }

    @Override
    public void close() {
        analytics.close();
        application.close();
    }

    @Override
    public String toString() {
        return act + " -> " + answer;
    }
}
