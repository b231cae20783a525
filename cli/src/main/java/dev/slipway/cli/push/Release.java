package dev.slipway.cli.push;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.Tool;
import dev.slipway.cli.check.Check;
import dev.slipway.cli.check.CheckOutcome;
import dev.slipway.cli.model.BuildOptions;
import dev.slipway.cli.model.RuntimeAsked;
import dev.slipway.cli.terminal.Console;
import dev.slipway.cli.terminal.Figures;
import dev.slipway.cli.terminal.Progress;
import dev.slipway.images.registry.GoldenMetrics;
import dev.slipway.images.registry.Push;
import dev.slipway.images.registry.PushProgress;
import dev.slipway.images.registry.Pushed;
import dev.slipway.images.registry.RegistryAddress;
import dev.slipway.inference.ExitCode;
import dev.slipway.job.engine.Engine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One call of {@code slipway push}. What is cheap and may refuse comes first: the image's own words, the registry, then
 * the rules, then the bytes.
 */
public final class Release {
    private static final int FAILED = 1;

    private final Checkout checkout;
    private final Console console;
    private final BuildOptions options;
    private final Map<String, String> variables;
    private final boolean verbose;

    /** @param variables the model's own, for the check */
    public Release(
            Checkout checkout, Console console, BuildOptions options, Map<String, String> variables, boolean verbose) {
        this.checkout = checkout;
        this.console = console;
        this.options = options;
        this.variables = variables;
        this.verbose = verbose;
    }

    /** What it ended with, and the same as JSON. */
    public record End(int code, Map<String, Object> json) {}

    /** Pushes what is named by {@code MODEL|TAR|REF}. */
    public End run(String named, RegistryAddress registry) {
        Tool tool = new Tool(verbose ? console.remarks() : null);
        try (Candidate candidate = new Candidates(checkout, console, tool, options).find(named)) {
            Progress progress = new Progress(console);
            Push push = new Target(registry, System.getenv()).push(shown(progress));
            Optional<Pushed> before = push.find(candidate.image());
            if (before.isPresent() && !lacksGolden(before.get())) {
                return told(before.get(), 0);
            }
            CheckOutcome check = check(candidate);
            if (!check.passed()) {
                return refused(candidate, check);
            }
            progress.start("push");
            try {
                Pushed pushed = push.push(candidate.image(), check.golden());
                double seconds = progress.end(Figures.bytes(pushed.bytesSent()));
                return told(pushed, seconds);
            } catch (RuntimeException e) {
                progress.fail();
                throw e;
            }
        }
    }

    /** Also where an earlier push was cut off after the image: what it scored is written by the check. */
    private static boolean lacksGolden(Pushed there) {
        return !there.model().metrics().isEmpty() && there.golden().isEmpty();
    }

    private PushProgress shown(Progress progress) {
        return new PushProgress() {
            @Override
            public void sent(long bytes, long total) {
                if (console.live()) {
                    progress.advance(bytes, total, Figures::bytes, "");
                }
            }

            @Override
            public void remark(String text) {
                progress.remark(text);
            }
        };
    }

    /** As {@code slipway check} does it, in a container where an engine answers: on the very tar that is pushed. */
    private CheckOutcome check(Candidate candidate) {
        boolean built = candidate.model().isPresent();
        boolean engine = Engine.find(System.getenv()).isPresent();
        String named = built && engine ? Console.shown(candidate.tar()).toString() : candidate.named();
        return new Check(checkout, console, RuntimeAsked.NOTHING, variables, verbose).run(named);
    }

    private End refused(Candidate candidate, CheckOutcome check) {
        List<String> failed = check.failed();
        console.results().println("Not pushed, for it fails " + String.join(", ", failed));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", candidate.image().model().name().value());
        json.put("version", candidate.image().model().version().toString());
        json.put("pushed", false);
        json.put("failed", failed);
        List.of("image", "digest", "bytesSent", "bytesTotal", "seconds", "golden", "staging")
                .forEach(of -> json.put(of, null));
        return new End(FAILED, json);
    }

    private static Optional<String> golden(Pushed pushed) {
        return pushed.golden()
                .map(golden -> golden.isOf(pushed.digest(), pushed.model().goldenSha256())
                        ? golden.metrics().entrySet().stream()
                                .map(metric -> metric.getKey() + " " + Figures.number(metric.getValue()))
                                .collect(Collectors.joining(", "))
                        : GoldenMetrics.tag(pushed.model().version()) + " is of another image, " + golden.image()
                                + ": 'slipway plan' has nothing to compare");
    }

    private End told(Pushed pushed, double seconds) {
        Bump bump = Bump.of(checkout, pushed.model());
        console.results().println("image   " + pushed.reference());
        console.results().println("digest  " + pushed.digest());
        console.results()
                .println(
                        pushed.already()
                                ? "sent    nothing to push: this image is there already"
                                : "sent    " + Figures.bytes(pushed.bytesSent()) + " of "
                                        + Figures.bytes(pushed.bytesTotal()) + " in " + Figures.seconds(seconds));
        golden(pushed).ifPresent(line -> console.results().println("golden  " + line));
        console.results().println();
        console.results().println(bump.where());
        console.results().println(bump.line());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", pushed.model().name().value());
        json.put("version", pushed.model().version().toString());
        json.put("pushed", !pushed.already());
        json.put("failed", List.of());
        json.put("image", pushed.reference());
        json.put("digest", pushed.digest());
        json.put("bytesSent", pushed.bytesSent());
        json.put("bytesTotal", pushed.bytesTotal());
        json.put("seconds", Math.round(seconds * 1000) / 1e3);
        json.put("golden", pushed.golden().map(GoldenMetrics::metrics).orElse(null));
        json.put("staging", bump.json());
        return new End(ExitCode.DONE.code(), json);
    }
}
