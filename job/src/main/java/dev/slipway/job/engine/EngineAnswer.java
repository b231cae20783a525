package dev.slipway.job.engine;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a container engine answers, and if none does, why.
 *
 * @param engine null where none answers
 * @param exitCode 75 for an engine that is away and may come back, 78 for one that is not there or not allowed
 * @param reason in one line; empty where an engine answers
 */
public record EngineAnswer(Engine engine, ExitCode exitCode, String reason) {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** @throws InferenceException with the reason where no engine answers */
    public Engine required() {
        if (engine == null) {
            throw new InferenceException(exitCode, "no container engine: " + reason);
        }
        return engine;
    }

    static EngineAnswer ask(Map<String, String> environment) {
        Optional<Path> program = Executables.find("docker", environment.getOrDefault("PATH", ""));
        if (program.isEmpty()) {
            return none(ExitCode.BAD_CONFIGURATION, "there is no docker on PATH");
        }
        Docker docker = new Docker(program.get().toString(), environment);
        Docker.Answer answer = docker.run(LIMIT, "info", "--format", "{{json .}}");
        String complaint = answer.err().strip();
        if (complaint.contains("permission denied")) {
            return none(
                    ExitCode.BAD_CONFIGURATION,
                    "docker may not open the engine's socket (permission denied); add your user to the group docker, or"
                            + " use an engine without root");
        }
        try {
            Map<String, Object> info = JSON.std.mapFrom(answer.out());
            return info.get("ServerVersion") instanceof String version && !version.isEmpty()
                    ? new EngineAnswer(engine(docker, version, info), ExitCode.DONE, "")
                    : none(ExitCode.TRY_AGAIN, answer.reason());
        } catch (IOException noJson) {
            return none(ExitCode.TRY_AGAIN, answer.reason());
        }
    }

    private static Engine engine(Docker docker, String version, Map<String, Object> info) {
        return new Engine(
                docker,
                version,
                String.valueOf(info.get("OSType")),
                architecture(String.valueOf(info.get("Architecture"))),
                info.get("MemTotal") instanceof Number bytes ? bytes.longValue() : 0,
                info.get("SecurityOptions") instanceof List<?> options
                        && options.stream().anyMatch(option -> option.toString().contains("rootless")));
    }

    /** The engine tells the machine's name of it, images have Go's. */
    private static String architecture(String machine) {
        return switch (machine) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> machine;
        };
    }

    private static EngineAnswer none(ExitCode code, String reason) {
        return new EngineAnswer(null, code, reason);
    }
}
