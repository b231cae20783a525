package dev.slipway.job.conformance;

import dev.slipway.inference.InProcess;
import dev.slipway.job.DoublingModel;
import dev.slipway.job.runtime.ImageCall;
import dev.slipway.job.runtime.ImageEnd;
import dev.slipway.job.runtime.ImageRun;
import dev.slipway.job.runtime.ImageRuntime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An image that keeps the contract but for one defect. It is the contract's own program and runs in this Java: some
 * sixty defects, each tried by some eighty calls, would take an hour as processes.
 */
record BrokenRuntime(Path folder, Defect defect) implements ImageRuntime {
    @Override
    public String image() {
        return folder + ", " + defect.rule();
    }

    @Override
    public Optional<Path> golden() {
        return Optional.of(folder.resolve("model/golden.csv")).filter(Files::exists);
    }

    @Override
    public ImageRun start(ImageCall call) {
        Visit visit = new Visit(call);
        defect.before().accept(visit);
        if (visit.status < 0) {
            // A thread would wait for each deadline.
            visit.request(request -> request.remove("deadline"));
            run(visit);
            defect.after().accept(visit);
        }
        ImageEnd end = new ImageEnd(
                visit.status,
                ImageEnd.Stopped.NO,
                false,
                visit.stdout,
                visit.stderr.lines().toList(),
                visit.stderr.lines().reduce((first, last) -> last).orElse(null),
                0);
        return new ImageRun() {
            @Override
            public ImageEnd await(Duration limit) {
                return end;
            }

            @Override
            public void stop() {}
        };
    }

    private void run(Visit visit) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> environment = Map.of(
                "SLIPWAY_MODEL", folder.resolve("model").toString(),
                "SLIPWAY_IN", String.valueOf(visit.call.in()),
                "SLIPWAY_OUT", String.valueOf(visit.call.out()));
        visit.status = InProcess.run(
                new DoublingModel(),
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                visit.call.arguments().toArray(String[]::new));
        visit.stdout = out.toString(StandardCharsets.UTF_8);
        visit.stderr = err.toString(StandardCharsets.UTF_8);
    }

    /** A way to break one rule. */
    record Defect(String rule, Consumer<Visit> before, Consumer<Visit> after) {
        static final Defect NONE = new Defect("none", visit -> {}, visit -> {});

        /** Ends with a status of its own, without doing anything, where the condition holds. */
        static Defect ends(String rule, int status, Predicate<Visit> where) {
            return new Defect(
                    rule,
                    visit -> {
                        if (visit.any(where)) {
                            visit.status = status;
                            visit.stderr = "a defect";
                        }
                    },
                    visit -> {});
        }

        static Defect before(String rule, Consumer<Visit> change) {
            return new Defect(rule, change, visit -> {});
        }

        static Defect after(String rule, Consumer<Visit> change) {
            return new Defect(rule, visit -> {}, change);
        }

        /** Gives rejects that hold a text another code. */
        static Defect recodes(String rule, String from, String to, Predicate<Visit> where) {
            return after(rule, visit -> {
                if (where.test(visit)) {
                    visit.out("rejects.csv", text -> text.replace("," + from + ",", "," + to + ","));
                }
            });
        }

        @Override
        public String toString() {
            return rule;
        }
    }
}
