package dev.slipway.job.engine;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A container engine that answers. Every method throws {@link InferenceException} with a reason in one line. */
public final class Engine {
    static final Duration SHORT = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofMinutes(15);
    private static final Pattern LOADED = Pattern.compile("Loaded image(?: ID)?: (\\S+)");

    private final Docker docker;
    private final String version;
    private final String os;
    private final String architecture;
    private final long memory;
    private final boolean rootless;

    Engine(Docker docker, String version, String os, String architecture, long memory, boolean rootless) {
        this.docker = docker;
        this.version = version;
        this.os = os;
        this.architecture = architecture;
        this.memory = memory;
        this.rootless = rootless;
    }

    /** The engine that the environment names ({@code PATH}, {@code DOCKER_HOST}, {@code DOCKER_CONTEXT}), if it answers. */
    public static Optional<Engine> find(Map<String, String> environment) {
        return Optional.ofNullable(ask(environment).engine());
    }

    /** The same, with the reason where none answers. */
    public static EngineAnswer ask(Map<String, String> environment) {
        return EngineAnswer.ask(environment);
    }

    public String version() {
        return version;
    }

    /** What it runs natively, {@code linux/amd64}. */
    public String platform() {
        return os + "/" + architecture;
    }

    /** Bytes of memory of the engine's machine, which may be a virtual one; 0 where it does not say. */
    public long memory() {
        return memory;
    }

    /** Whether its root is the user that started it. */
    public boolean rootless() {
        return rootless;
    }

    /** Its containers. */
    public Containers containers() {
        return new Containers(docker);
    }

    /**
     * Loads an image from a tar that a build or {@code docker save} made; 78 where it is none.
     *
     * @return the image; where the tar names a tag, an older image of that tag loses it
     */
    public EngineImage load(Path tar) {
        Docker.Answer answer = docker.run(LONG, "load", "--input", tar.toString());
        Matcher loaded = LOADED.matcher(answer.out());
        if (!answer.ok() || !loaded.find()) {
            throw failed(tar + ": the container engine cannot load it: " + answer.reason());
        }
        return inspect(loaded.group(1))
                .orElseThrow(() -> failed(tar + ": was loaded, but the container engine has no " + loaded.group(1)));
    }

    /** Writes an image that the engine holds to a tar, as {@link #load} takes it. */
    public void save(String reference, Path tar) {
        Docker.Answer answer = docker.run(LONG, "save", "--output", tar.toString(), reference);
        if (!answer.ok()) {
            throw failed(reference + ": the container engine cannot write it to " + tar + ": " + answer.reason());
        }
    }

    /** An image that the engine holds already, by reference or id; empty where it holds none. */
    public Optional<EngineImage> inspect(String reference) {
        Docker.Answer answer = docker.run(SHORT, "image", "inspect", "--format", "{{json .}}", reference);
        if (!answer.ok()) {
            if (answer.err().toLowerCase(Locale.ROOT).contains("no such image")) {
                return Optional.empty();
            }
            throw failed(reference + ": " + answer.reason());
        }
        try {
            return Optional.of(EngineImage.of(JSON.std.mapFrom(answer.out())));
        } catch (IOException noJson) {
            throw failed(reference + ": expected the container engine to describe it as JSON: " + noJson.getMessage());
        }
    }

    /** Gives an image one more name. */
    public void tag(EngineImage image, String reference) {
        Docker.Answer answer = docker.run(SHORT, "tag", image.id(), reference);
        if (!answer.ok()) {
            throw failed(reference + ": " + answer.reason());
        }
    }

    /** Writes an image into a tar, as {@code docker save} does. */
    public void save(EngineImage image, Path tar) {
        Docker.Answer answer = docker.run(LONG, "save", "--output", tar.toString(), image.id());
        if (!answer.ok()) {
            throw new InferenceException(
                    ExitCode.TRY_AGAIN,
                    image.id() + ": the container engine cannot save it to " + tar + ": " + answer.reason());
        }
    }

    /** Removes a tag, or an image that has no other; answers whether it did. Never one that a container uses. */
    public boolean remove(String reference) {
        return docker.run(SHORT, "image", "rm", reference).ok();
    }

    /**
     * Pulls an image with the credentials that the user's docker has; tried a few times.
     *
     * @throws InferenceException 78 where the registry does not have it or refuses, 75 where the registry is away
     */
    public EngineImage pull(ImageReference reference) {
        return new Pull(this, docker).pull(reference);
    }

    /** The same with credentials of one's own. */
    public EngineImage pull(ImageReference reference, RegistryLogin login) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory(
                    "slipway-docker-" + ProcessHandle.current().pid() + "-");
            return new Pull(this, login.using(docker, folder)).pull(reference);
        } catch (IOException failed) {
            throw new InferenceException(
                    ExitCode.TRY_AGAIN, "no folder for temporary files can be made: " + failed, failed);
        } finally {
            if (folder != null) {
                delete(folder);
            }
        }
    }

    private static void delete(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve("config.json"));
            Files.delete(folder);
        } catch (IOException left) {
            throw new InferenceException(
                    ExitCode.TRY_AGAIN, folder + " holds a registry's password and cannot be deleted: " + left, left);
        }
    }

    private static InferenceException failed(String message) {
        return new InferenceException(ExitCode.BAD_CONFIGURATION, message);
    }
}
