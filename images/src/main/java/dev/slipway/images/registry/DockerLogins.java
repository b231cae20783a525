package dev.slipway.images.registry;

import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.registry.credentials.DockerConfigCredentialRetriever;
import dev.slipway.inference.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The credentials that {@code docker login} has left: {@code auths}, {@code credHelpers} and {@code credsStore} of
 * {@code config.json}.
 *
 * @param config in {@code DOCKER_CONFIG}, or else in {@code .docker} of the home folder
 */
public record DockerLogins(Path config) {
    public static DockerLogins of(Map<String, String> environment) {
        String folder = environment.getOrDefault("DOCKER_CONFIG", "");
        return new DockerLogins(
                (folder.isEmpty() ? Path.of(System.getProperty("user.home"), ".docker") : Path.of(folder))
                        .resolve("config.json"));
    }

    /**
     * What there is for a host; empty for a registry that asks for none.
     *
     * @param remark takes what a credential helper complains about
     * @throws PushException 78 where the file cannot be read
     */
    public Optional<Login> find(String host, Consumer<String> remark) {
        if (!Files.exists(config)) {
            return Optional.empty();
        }
        List<LogEvent> log = new ArrayList<>();
        try {
            return DockerConfigCredentialRetriever.create(host, config)
                    .retrieve(log::add)
                    .map(found -> new Login(found.getUsername(), found.getPassword(), config.toString()));
        } catch (IOException | RuntimeException e) {
            // The library fails in many ways on what is no base64 or lacks the colon.
            throw new PushException(
                    ExitCode.BAD_CONFIGURATION,
                    config + ": cannot be read as Docker's configuration: " + e.getMessage(),
                    e);
        } finally {
            log.stream()
                    .filter(event -> event.getLevel() == LogEvent.Level.WARN)
                    .forEach(event -> remark.accept(
                            config + ": " + event.getMessage().strip().replaceAll("\\s+", " ")));
        }
    }

    /** For a message: where was looked. */
    public String tried() {
        return config + (Files.exists(config) ? " (auths, credHelpers, credsStore)" : " (there is no such file)");
    }
}
