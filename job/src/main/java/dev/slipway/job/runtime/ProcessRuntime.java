package dev.slipway.job.runtime;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import dev.slipway.job.engine.Executables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs an image's files as a process of this machine, where there is no container engine. The process gets a clean
 * environment, a home of its own and a process group of its own; its network and the machine's files stay open to it,
 * so {@link #sealed()} is false.
 *
 * <p>The image is a folder: {@code model/}, {@code app/} and {@code entrypoint.json}.
 */
public final class ProcessRuntime implements ImageRuntime {
    private final Path folder;

    public ProcessRuntime(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public String image() {
        return folder.toString();
    }

    @Override
    public Optional<Path> golden() {
        return Optional.of(folder.resolve("model").resolve(Manifest.GOLDEN)).filter(Files::isRegularFile);
    }

    @Override
    public ImageRun start(ImageCall call) {
        String path = path();
        List<String> command = new ArrayList<>();
        // A session of its own: Ctrl-C in a terminal reaches the job, which then stops the image in good order; and
        // what the image leaves behind can be ended by its group. Where setsid is missing the tree has to do.
        boolean ownGroup = Executables.find("setsid", path)
                .map(setsid -> command.add(setsid.toString()))
                .orElse(false);
        EntryPoint entryPoint = EntryPoint.of(folder);
        Path home = null;
        try {
            home = Files.createTempDirectory("slipway-home-");
            command.addAll(entryPoint.command(path, home));
            command.addAll(call.arguments());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.resolve("model").toFile());
            environment(builder.environment(), entryPoint.environment(), call, path, home);
            return new ProcessRun(builder.start(), ownGroup, home, call.out(), call.log());
        } catch (InferenceException refused) {
            Trees.delete(home);
            throw refused;
        } catch (IOException failed) {
            if (home != null) {
                Trees.delete(home);
            }
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION, folder + ": cannot be started: " + failed.getMessage(), failed);
        }
    }

    /** The job's own Java first, so that an image in Java runs on what the job was tried with. */
    private static String path() {
        String inherited = System.getenv("PATH");
        return Path.of(System.getProperty("java.home"), "bin")
                + (inherited == null || inherited.isEmpty() ? "" : ":" + inherited);
    }

    private void environment(
            Map<String, String> environment, Map<String, String> ofImage, ImageCall call, String path, Path home) {
        environment.clear();
        environment.putAll(ofImage);
        environment.putAll(call.variables());
        environment.put("PATH", path);
        environment.put("HOME", home.toString());
        environment.put("TMPDIR", home.toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("ORT_DISABLE_TELEMETRY", "1");
        environment.put("SLIPWAY_MODEL", folder.resolve("model").toString());
        put(environment, "SLIPWAY_IN", call.in());
        put(environment, "SLIPWAY_OUT", call.out());
        put(environment, "SLIPWAY_SHARED", call.shared());
    }

    private static void put(Map<String, String> environment, String name, Path folder) {
        if (folder != null) {
            environment.put(name, folder.toAbsolutePath().toString());
        }
    }
}
