package dev.slipway.job.engine;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Brings an image from its registry. What may pass is tried again, a few times; what will not is told at once. */
final class Pull {
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Pattern ABSENT = Pattern.compile(
            "manifest unknown|manifest for .* not found|repository .* not found|name unknown|not found");
    private static final Pattern REFUSED =
            Pattern.compile("unauthorized|denied|no basic auth credentials|authentication required|forbidden");
    private static final Pattern OTHER_PLATFORM = Pattern.compile("no matching manifest|does not match the specified");

    private final Engine engine;
    private final Docker docker;

    Pull(Engine engine, Docker docker) {
        this.engine = engine;
        this.docker = docker;
    }

    EngineImage pull(ImageReference reference) {
        Docker.Answer answer = docker.run(LIMIT, "pull", "--quiet", reference.toString());
        for (int tries = 1; !answer.ok() && !isFinal(answer) && tries < TRIES; tries++) {
            pause(PAUSE.multipliedBy(tries));
            answer = docker.run(LIMIT, "pull", "--quiet", reference.toString());
        }
        if (!answer.ok()) {
            throw failure(reference, answer);
        }
        return engine.inspect(reference.toString())
                .orElseThrow(() -> new InferenceException(
                        ExitCode.TRY_AGAIN, reference + ": was pulled, but the container engine has it no more"));
    }

    private static boolean isFinal(Docker.Answer answer) {
        String reason = answer.reason().toLowerCase(Locale.ROOT);
        return Stream.of(ABSENT, REFUSED, OTHER_PLATFORM)
                .anyMatch(pattern -> pattern.matcher(reason).find());
    }

    private InferenceException failure(ImageReference reference, Docker.Answer answer) {
        String reason = answer.reason().toLowerCase(Locale.ROOT);
        return Optional.<String>empty()
                .or(() -> meaning(OTHER_PLATFORM, reason, "has nothing for this engine's " + engine.platform()))
                .or(() -> meaning(
                        REFUSED,
                        reason,
                        "the registry refuses it; credentials are docker's own, and for ECR" + " the AWS SDK's"))
                .or(() -> meaning(
                        ABSENT,
                        reason,
                        "is not in the registry; push it first (slipway push), or name a" + " version that is there"))
                .map(meaning -> new InferenceException(
                        ExitCode.BAD_CONFIGURATION, reference + ": " + meaning + " (" + answer.reason() + ")"))
                .orElseGet(() -> new InferenceException(
                        ExitCode.TRY_AGAIN,
                        reference + ": the registry does not give it, tried " + TRIES + " times: " + answer.reason()));
    }

    private static Optional<String> meaning(Pattern pattern, String reason, String words) {
        return pattern.matcher(reason).find() ? Optional.of(words) : Optional.empty();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ExitCode.TERMINATED, "the pull was interrupted", asked);
        }
    }
}
