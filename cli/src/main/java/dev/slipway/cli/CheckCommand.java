package dev.slipway.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.cli.rehearsal.ModelCheck;
import dev.slipway.cli.terminal.Console;
import dev.slipway.inference.ExitCode;
import dev.slipway.job.conformance.RuleResult;
import dev.slipway.job.conformance.RuleResult.Outcome;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Tries on a model whatever the specification asks of an inference image, offline.",
            "A rule passes, FAILs, does not apply, or is NOT CHECKED where this machine cannot observe it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no rule failed", "1:a rule failed", "64, 70, 78:as of all commands, see 'slipway --help'"},
        footerHeading = "%nExample:%n",
        footer = "  slipway check audience-forecast")
final class CheckCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Parameters(paramLabel = "MODEL", description = "Name below models/ or path of the model's folder.")
    private String model;

    @Option(names = "--json", description = "Print one JSON object on standard output, everything else on error.")
    private boolean json;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        Checkout checkout = Checkout.find();
        Console console = Console.ofProcess(json, System.getenv());
        ModelFile file = ModelFile.read(checkout.modelFolder(model));
        List<RuleResult> results = new ModelCheck(checkout, console, common.verbose).run(file);
        console.results().println(counts(results));
        boolean passed = results.stream().noneMatch(result -> result.outcome() == Outcome.FAIL);
        if (json) {
            System.out.println(json(file, results, passed));
        }
        return passed ? ExitCode.DONE.code() : FAILED;
    }

    private static String counts(List<RuleResult> results) {
        return Stream.of(Outcome.values())
                .map(outcome -> outcome.word() + " "
                        + results.stream()
                                .filter(result -> result.outcome() == outcome)
                                .count())
                .collect(Collectors.joining(", "));
    }

    private static String json(ModelFile model, List<RuleResult> results, boolean passed) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", model.name().value());
        json.put("version", model.version().toString());
        json.put("passed", passed);
        json.put(
                "rules",
                results.stream()
                        .map(result -> {
                            Map<String, Object> rule = new LinkedHashMap<>();
                            rule.put("name", result.name());
                            rule.put("sentence", result.sentence());
                            rule.put("outcome", result.outcome().word());
                            rule.put("reason", result.reason());
                            return rule;
                        })
                        .toList());
        return JSON.std.asString(json);
    }
}
