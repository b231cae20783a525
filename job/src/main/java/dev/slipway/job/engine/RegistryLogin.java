package dev.slipway.job.engine;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/**
 * User and password for one registry, for one pull. They go through a configuration folder that only this user may read
 * and that is gone afterwards: never on a command line, and not by {@code docker login}, which might put them into the
 * user's keychain.
 */
public record RegistryLogin(String host, String user, String password) {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Writes the folder and answers the command that uses it. */
    Docker using(Docker docker, Path folder) {
        String pair = user + ":" + password;
        String auth = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        try {
            Files.writeString(
                    folder.resolve("config.json"),
                    JSON.std.asString(Map.of("auths", Map.of(host, Map.of("auth", auth)))));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Docker other = docker.with("DOCKER_CONFIG", folder.toString());
        // The user's context lies in the configuration that is not read any more.
        Docker.Answer context = docker.run(LIMIT, "context", "inspect", "--format", "{{.Endpoints.docker.Host}}");
        return context.ok() && !docker.environment().containsKey("DOCKER_HOST")
                ? other.with("DOCKER_HOST", context.out().strip())
                : other;
    }

    /** Without the password: records are printed by accident. */
    @Override
    public String toString() {
        return user + " at " + host;
    }
}
