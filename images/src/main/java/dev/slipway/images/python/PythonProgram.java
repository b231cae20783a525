package dev.slipway.images.python;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a Python model is started, the same in a container and as a process: {@code model.py} sees the standard library, the
 * program's own folder and the libraries of its lock. What a laptop has installed is out of sight ({@code -S}), so an
 * import that the lock does not name fails here as it would there. Only a model that names what its base image brings
 * ({@code requirements.base}) sees the installed ones.
 *
 * @param folder the model's source folder
 */
public record PythonProgram(Path folder) {
    private static final String VERSION = ".python-version";

    /** The command of {@code entrypoint.json}. */
    public List<String> command() {
        return List.of("python3", usesBase() ? "-s" : "-S", "app/model.py");
    }

    /** The variables of {@code environment.json}; sets of strings keep their order from one run to the next. */
    public Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        environment.put("PYTHONHASHSEED", "0");
        if (hasLock()) {
            environment.put("PYTHONPATH", "app/lib");
        }
        return environment;
    }

    /**
     * Installs the lock, where there is one, into {@code app/lib}; what the base has to bring is noted beside it.
     *
     * @throws InferenceException 78 and 75, see {@link PythonLibraries#install}
     */
    public void install(Path lib, String platform, PythonLibraries libraries) {
        PythonTarget target = target(platform);
        BasePackages base = BasePackages.of(folder, target);
        base.note(lib.getParent());
        if (hasLock()) {
            libraries.install(folder.resolve(PythonLibraries.LOCK), lib, target, base);
        }
    }

    /** Python's program that says whether this machine's Python can stand in for the image's. */
    public String probe(String platform) {
        return BasePackages.of(folder, target(platform)).probe();
    }

    private PythonTarget target(String platform) {
        Path file = folder.resolve(VERSION);
        try {
            return PythonTarget.of(
                    platform, Files.exists(file) ? Files.readString(file).strip() : PythonTarget.DEBIAN_12);
        } catch (IOException unreadable) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION, file + ": cannot be read: " + unreadable, unreadable);
        } catch (InferenceException wrong) {
            throw new InferenceException(
                    wrong.exitCode(), (Files.exists(file) ? file : folder) + ": " + wrong.getMessage(), wrong);
        }
    }

    private boolean hasLock() {
        return Files.isRegularFile(folder.resolve(PythonLibraries.LOCK));
    }

    private boolean usesBase() {
        return Files.isRegularFile(folder.resolve(BasePackages.FILE));
    }
}
