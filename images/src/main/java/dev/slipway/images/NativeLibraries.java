package dev.slipway.images;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The libraries of this machine that programs are linked against, and the loader that starts them. */
final class NativeLibraries {
    private static final Pattern FOUND = Pattern.compile("\\s*(?:\\S+ => )?(/\\S+) \\(0x[0-9a-f]+\\)");
    private static final Pattern MISSING = Pattern.compile("\\s*(\\S+) => not found");

    private NativeLibraries() {}

    /**
     * Finds them as the loader would.
     *
     * @param programs programs and libraries; those that they bring themselves are not among the result
     * @return path where the loader looks, to the file that lies there
     */
    static SortedMap<String, Path> of(Collection<Path> programs) throws IOException {
        Set<String> own =
                programs.stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        Set<String> paths = programs.stream().map(Path::toString).collect(Collectors.toSet());
        SortedMap<String, Path> libraries = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        for (String line : ldd(programs)) {
            Matcher found = FOUND.matcher(line);
            Matcher absent = MISSING.matcher(line);
            if (found.matches() && !paths.contains(found.group(1))) {
                String name = Path.of(found.group(1)).getFileName().toString();
                if (!own.contains(name)) {
                    libraries.put(found.group(1), Path.of(found.group(1)).toRealPath());
                }
            } else if (absent.matches() && !own.contains(absent.group(1)) && !own.contains(plain(absent.group(1)))) {
                missing.add(absent.group(1));
            }
        }
        if (!missing.isEmpty()) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    "the program's native libraries need " + String.join(", ", new TreeSet<>(missing))
                            + ", which this machine does not have: install it, or build on a base image");
        }
        return libraries;
    }

    /** A library is needed by the name inside it, {@code libx.so.1}, and may lie in a file {@code libx.so}. */
    private static String plain(String name) {
        return name.replaceFirst("\\.so(\\.\\d+)+$", ".so");
    }

    private static List<String> ldd(Collection<Path> programs) throws IOException {
        List<String> command = new ArrayList<>(List.of("ldd"));
        programs.forEach(program -> command.add(program.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("LC_ALL", "C");
        environment.remove("LD_LIBRARY_PATH");
        environment.remove("LD_PRELOAD");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    "--base scratch needs ldd, which does not run here: " + e.getMessage(),
                    e);
        }
        process.getOutputStream().close();
        try (var output = process.inputReader()) {
            return output.lines().toList();
        }
    }
}
