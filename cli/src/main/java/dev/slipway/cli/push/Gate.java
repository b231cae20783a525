package dev.slipway.cli.push;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.Tool;
import dev.slipway.cli.model.ModelImage;
import dev.slipway.cli.postgres.Folders;
import dev.slipway.cli.terminal.Console;
import dev.slipway.inference.ExitCode;
import dev.slipway.job.conformance.Conformance;
import dev.slipway.job.conformance.RuleResult;
import dev.slipway.job.conformance.RuleResult.Outcome;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.engine.EngineAnswer;
import dev.slipway.job.engine.EngineImage;
import dev.slipway.job.runtime.ContainerRuntime;
import dev.slipway.job.runtime.ProcessRuntime;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Lets an image through only if no rule of the specification fails: in a container where an engine answers. */
record Gate(Checkout checkout, Console console, Tool tool) {
    /** The rules that fail; none is what is wanted. */
    List<RuleResult> failures(Candidate candidate) {
        EngineAnswer answer = Engine.ask(System.getenv());
        List<RuleResult> results;
        if (answer.engine() != null) {
            console.remark("checking it in a container of the engine "
                    + answer.engine().version());
            results = inContainer(answer.engine(), candidate);
        } else {
            ModelFile model = candidate
                    .model()
                    .orElseThrow(() -> new CliException(
                            ExitCode.BAD_CONFIGURATION,
                            candidate.named() + " cannot be checked, and what is not checked is not pushed: "
                                    + answer.reason()
                                    + "; a model's folder can be checked without a container engine"));
            console.remark("checking its files as a process, for there is no container engine: " + answer.reason());
            results = asProcess(model);
        }
        return results.stream()
                .filter(result -> result.outcome() == Outcome.FAIL)
                .toList();
    }

    private List<RuleResult> inContainer(Engine engine, Candidate candidate) {
        String id = candidate.image().configDigest();
        Optional<EngineImage> before = engine.inspect(id);
        EngineImage image = before.orElseGet(() -> engine.load(candidate.tar()));
        try {
            return Conformance.check(ContainerRuntime.of(engine, image, candidate.named(), null));
        } finally {
            if (before.isEmpty()) {
                engine.remove(id);
            }
        }
    }

    private List<RuleResult> asProcess(ModelFile model) {
        try {
            Path work = Files.createTempDirectory("slipway-push");
            try {
                new ModelImage(checkout, tool).make(model, false, work.resolve("image"));
                return Conformance.check(new ProcessRuntime(work.resolve("image")));
            } finally {
                Folders.delete(work);
            }
        } catch (IOException e) {
            throw new CliException(ExitCode.TRY_AGAIN, "no temporary folder can be made: " + e, e);
        }
    }
}
