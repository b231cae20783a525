package dev.slipway.desk.plan;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import dev.slipway.releases.WrittenRelease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The environments' files as a commit has them.
 *
 * @param home a folder within git's working tree, the one that holds {@code environments/}
 * @param commit the commit's id
 */
public record GitState(Path home, String commit) {
    /**
     * Looks a commit up.
     *
     * @param ref whatever names a commit: a branch, a tag, an id
     * @throws InferenceException 64 where git knows no such commit, 78 where there is no git or no repository
     */
    public static GitState of(Path home, String ref) {
        // The rest of what a revision may be is a range or an option.
        Answer id = git(home, "rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}");
        if (id.code != 0 && !id.err.isBlank()) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION, "git, asked for " + ref + ", answers: " + id.err.strip());
        }
        if (id.code != 0) {
            throw new InferenceException(
                    ExitCode.USAGE,
                    "--against: expected a commit such as origin/main, got \"" + ref
                            + "\", which git does not know here; 'git fetch' may bring it");
        }
        return new GitState(home, id.out.strip());
    }

    /** What an environment's file said; nothing where there was none. */
    public Map<ModelName, WrittenRelease> releases(String environment) {
        Answer file = git(home, "show", commit + ":./environments/" + environment + ".yaml");
        return file.code == 0 ? WrittenRelease.all(file.out.replaceFirst("^\uFEFF", "")) : Map.of();
    }

    private record Answer(int code, String out, String err) {}

    private static Answer git(Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", home.toString()));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            process.getOutputStream().close();
            // What it says on error is a line or two, which a pipe holds.
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), out, err);
        } catch (IOException missing) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION, "git does not run: " + missing.getMessage(), missing);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ExitCode.TERMINATED, "stopped", stopped);
        }
    }
}
