package dev.slipway.images.python;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code requirements.lock}: every distribution of an image, one version and the hashes of its files each. It is the form
 * that {@code pip-compile --generate-hashes} and {@code uv pip compile --generate-hashes} write.
 *
 * @param packages by name, only those that apply on the target
 */
record Lock(Path file, Map<Distribution, LockedPackage> packages) {
    /** The file's name in a model's folder. */
    static final String FILE = "requirements.lock";

    private static final String RIGHT =
            "expected NAME==VERSION --hash=sha256:…, as pip-compile --generate-hashes writes" + " it";
    private static final Pattern HASH = Pattern.compile("--hash[= ]\\s*(\\S+)");
    private static final Pattern SHA256 = Pattern.compile("sha256:([0-9a-f]{64})");

    /** Reads a lock for a target; throws 78 with every line that is wrong. */
    static Lock read(Path file, PythonTarget target) {
        Reading reading = new Reading(file, target);
        try {
            reading.lines(Files.readAllLines(file));
        } catch (MalformedInputException notText) {
            throw new InferenceException(ExitCode.BAD_CONFIGURATION, file + ": is not UTF-8 text; " + RIGHT, notText);
        } catch (IOException unreadable) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION, file + ": cannot be read: " + unreadable, unreadable);
        }
        if (!reading.problems.isEmpty()) {
            throw new InferenceException(ExitCode.BAD_CONFIGURATION, String.join("\n", reading.problems));
        }
        return new Lock(file, reading.packages);
    }

    /** Where an entry stands, for a message: {@code requirements.lock:12}. */
    String at(LockedPackage locked) {
        return file + ":" + locked.line();
    }

    /** The lock as pip takes it: without conditions, which pip would evaluate for its own machine. */
    String toPip() {
        StringBuilder text = new StringBuilder();
        for (LockedPackage locked : packages.values()) {
            text.append(locked.name()).append("==").append(locked.version());
            locked.hashes().forEach(hash -> text.append(" --hash=sha256:").append(hash));
            text.append('\n');
        }
        return text.toString();
    }

    private static final class Reading {
        private final Path file;
        private final PythonTarget target;
        private final List<String> problems = new ArrayList<>();
        private final Map<Distribution, LockedPackage> packages = new LinkedHashMap<>();

        Reading(Path file, PythonTarget target) {
            this.file = file;
            this.target = target;
        }

        /** Joins continued lines as pip does: a comment or a line without a backslash is an entry's last. */
        void lines(List<String> lines) {
            StringBuilder entry = new StringBuilder();
            int start = 1;
            for (int at = 0; at < lines.size(); at++) {
                String line = lines.get(at);
                if (at == 0 && line.startsWith("\ufeff")) {
                    line = line.substring(1);
                }
                boolean comment = line.strip().startsWith("#");
                String text = comment ? "" : line.replaceFirst("\\s#.*$", "").strip();
                start = entry.isEmpty() ? at + 1 : start;
                boolean goesOn = !comment && text.endsWith("\\") && at + 1 < lines.size();
                entry.append(' ').append(text.endsWith("\\") ? text.substring(0, text.length() - 1) : text);
                if (!goesOn) {
                    entry(entry.toString().strip(), start);
                    entry.setLength(0);
                }
            }
        }

        private void entry(String text, int line) {
            if (text.isEmpty()) {
                return;
            }
            String refusal = refusal(text);
            if (refusal != null) {
                problem(line, refusal, text);
                return;
            }
            try {
                requirement(text, line);
            } catch (IllegalArgumentException wrong) {
                problem(line, wrong.getMessage(), text);
            }
        }

        private static String refusal(String text) {
            if (text.startsWith("-e") || text.startsWith("--editable")) {
                return "an editable install is a folder of one machine; build a wheel of it, then " + RIGHT;
            } else if (text.startsWith("-r")
                    || text.startsWith("-c")
                    || text.matches("--(requirement|constraint)\\b.*")) {
                return "another file is not read, one lock names everything; " + RIGHT;
            } else if (text.startsWith("-")) {
                return "an option does not belong into the lock; set where pip looks with PIP_INDEX_URL or PIP_FIND_LINKS";
            } else if (text.matches("(?i)\\S+\\.(tar\\.gz|zip|tar\\.bz2|tgz)(\\s.*)?")) {
                return "a source distribution would need a compiler; " + RIGHT;
            } else if (text.matches("(?i)([a-z+]+:|\\.{0,2}/|[a-z]:\\\\).*|\\S+\\.whl(\\s.*)?")) {
                return "an address or a path is not taken; publish the wheel where pip looks, then " + RIGHT;
            }
            return null;
        }

        private void requirement(String text, int line) {
            List<String> hashes = new ArrayList<>();
            Matcher hash = HASH.matcher(text);
            int end = text.length();
            while (hash.find()) {
                end = Math.min(end, hash.start());
                Matcher sha256 = SHA256.matcher(hash.group(1));
                if (!sha256.matches()) {
                    problem(line, "expected a hash of the form sha256: and 64 hexadecimal digits", hash.group(1));
                    return;
                }
                hashes.add(sha256.group(1));
            }
            Requirement requirement = Requirement.parse(text.substring(0, end));
            String version = requirement.range().onlyVersion();
            if (requirement.url()) {
                problem(line, "an address is not taken; publish the wheel where pip looks, then " + RIGHT, text);
            } else if (version == null) {
                problem(line, "not one version; " + RIGHT, text);
            } else if (hashes.isEmpty()) {
                problem(line, "no hash; " + RIGHT, text);
            } else if (requirement.applies(target.environment(), Set.of())) {
                String name = text.split("[^A-Za-z0-9._-]", 2)[0];
                add(new LockedPackage(
                        name, requirement.distribution(), version, requirement.extras(), List.copyOf(hashes), line));
            }
        }

        private void add(LockedPackage locked) {
            Optional.ofNullable(packages.putIfAbsent(locked.distribution(), locked))
                    .ifPresent(first -> problem(
                            locked.line(),
                            "expected " + locked.distribution() + " once, but line " + first.line() + " has it too",
                            locked.name() + "==" + locked.version()));
        }

        private void problem(int line, String right, String received) {
            String cut = received.length() > 80 ? received.substring(0, 80) + "…" : received;
            problems.add(file + ":" + line + ": " + right + "; got " + cut);
        }
    }
}
