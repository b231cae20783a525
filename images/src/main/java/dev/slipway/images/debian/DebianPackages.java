package dev.slipway.images.debian;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Packages that some others need, from the mirrors that apt of this machine knows; apt checks their signatures. Needs no
 * root, and nothing is installed.
 *
 * @param cache a folder that keeps what was downloaded
 */
record DebianPackages(Path cache) {
    /** What packages depend on for installing, compiling and reading, none of it for running. */
    private static final Pattern OF_DEVELOPERS = Pattern.compile(".*-(dev|dev-bin|doc)|(gcc|g\\+\\+|cpp)(-[0-9]+)?"
            + "|linux-libc-dev|rpcsvc-proto|binutils.*|(lib)?perl.*|.*-perl|libjs-.*|dpkg|tar|usrmerge|debconf|procps"
            + "|init-system-helpers|media-types|readline-common|libcc1-.*|lib[alt]san.*|libubsan.*|libg?profng.*"
            + "|python3-(pip|setuptools|wheel|pkg-resources|distutils|lib2to3|all|dev|venv|pythran|gast|beniget)");

    private static final Pattern INSTALL = Pattern.compile("(?m)^Inst (\\S+) \\((\\S+) .*\\[([a-z0-9]+)\\]\\)");

    /** Files of all packages that are needed, by name; those asked for are among them whatever they are. */
    List<Path> fetch(List<String> names) throws IOException {
        Files.createDirectories(cache);
        Commands apt = new Commands(cache);
        List<String> ask = new ArrayList<>(List.of("apt-get", "install", "--simulate", "-q"));
        ask.addAll(List.of("-o", "Dir::State::status=/dev/null", "-o", "APT::Install-Recommends=false"));
        ask.addAll(names);
        Matcher install = INSTALL.matcher(apt.run(ask, Map.of()));
        Set<Path> files = new TreeSet<>();
        Set<String> missing = new TreeSet<>();
        while (install.find()) {
            String name = install.group(1);
            String version = install.group(2).replace(":", "%3a");
            if (names.contains(name) || !OF_DEVELOPERS.matcher(name).matches()) {
                Path file = cache.resolve(name + "_" + version + "_" + install.group(3) + ".deb");
                files.add(file);
                if (!Files.exists(file)) {
                    missing.add(name);
                }
            }
        }
        if (!missing.isEmpty()) {
            List<String> download = new ArrayList<>(List.of("apt-get", "download", "-q"));
            download.addAll(missing);
            apt.run(download, Map.of());
        }
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw new InferenceException(
                        ExitCode.TRY_AGAIN, file.getFileName() + ": apt-get download brought another version; again?");
            }
        }
        return List.copyOf(files);
    }
}
