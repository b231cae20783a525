package dev.slipway.images.sbom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.license.Expression;

/**
 * The parts of this machine that an image from scratch takes along: the JDK's runtime and the C library's kin. Where
 * {@code dpkg} knows whose a file is, the part is Debian's package; elsewhere the file stands for itself.
 */
final class SystemParts {
    private SystemParts() {}

    /** The runtime, with the modules that were linked into it. */
    static Component java(Iterable<String> modules) throws IOException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "java");
        Package owner = owners(List.of(program)).get(program);
        String version = System.getProperty("java.runtime.version");
        Component java = owner == null
                ? Part.named(Part.of(Component.Type.PLATFORM, null, "openjdk", version), "generic", Map.of())
                : owner.component(Component.Type.PLATFORM);
        java.setDescription("Java runtime " + version + " of the modules " + String.join(", ", modules));
        LicenseChoice license = new LicenseChoice();
        license.setExpression(new Expression("GPL-2.0-only WITH Classpath-exception-2.0"));
        java.setLicenses(license);
        return java;
    }

    /** @param libraries files of this machine by their path in the image */
    static List<Component> libraries(Map<String, Path> libraries) throws IOException {
        Map<Path, Package> owners = owners(libraries.values());
        Map<String, Component> parts = new TreeMap<>();
        for (Map.Entry<String, Path> library : libraries.entrySet()) {
            Component file = Part.file(library.getKey(), library.getValue());
            Package owner = owners.get(library.getValue());
            if (owner == null) {
                parts.put(library.getKey(), file);
            } else {
                if (!parts.containsKey(owner.name)) {
                    parts.put(owner.name, owner.component(Component.Type.LIBRARY));
                }
                parts.get(owner.name).addComponent(file);
            }
        }
        return List.copyOf(parts.values());
    }

    private record Package(String name, String version, String architecture) {
        Component component(Component.Type type) throws IOException {
            Map<String, String> system = system();
            String vendor = system.getOrDefault("ID", "debian");
            Map<String, String> qualifiers = new TreeMap<>(Map.of("arch", architecture));
            if (system.containsKey("VERSION_ID")) {
                qualifiers.put("distro", vendor + "-" + system.get("VERSION_ID"));
            }
            return Part.named(Part.of(type, vendor, name, version), "deb", qualifiers);
        }
    }

    private static Map<Path, Package> owners(Iterable<Path> files) {
        Map<String, Path> asked = new LinkedHashMap<>();
        for (Path file : files) {
            asked.put(file.toString(), file);
            // Since the merge of /usr a package's list may have a file under its old name.
            asked.put(file.toString().replaceFirst("^/usr/", "/"), file);
        }
        Map<Path, Package> owners = new LinkedHashMap<>();
        List<String> search = new ArrayList<>(List.of("dpkg-query", "-S"));
        search.addAll(asked.keySet());
        for (String line : lines(search)) {
            int colon = line.lastIndexOf(": ");
            Path file = colon < 0 ? null : asked.get(line.substring(colon + 2));
            if (file != null) {
                String name = line.substring(0, colon);
                for (String found :
                        lines(List.of("dpkg-query", "-W", "-f", "${Package} ${Version} ${Architecture}\\n", name))) {
                    String[] words = found.split(" ");
                    owners.put(file, new Package(words[0], words[1], words[2]));
                }
            }
        }
        return owners;
    }

    /** What a program prints; nothing where it is not there. */
    private static List<String> lines(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            try (var output = process.inputReader()) {
                return output.lines().toList();
            }
        } catch (IOException absent) {
            return List.of();
        }
    }

    private static Map<String, String> system() throws IOException {
        Path file = Path.of("/etc/os-release");
        Map<String, String> fields = new LinkedHashMap<>();
        if (Files.exists(file)) {
            Files.readAllLines(file).stream()
                    .map(line -> Arrays.asList(line.split("=", 2)))
                    .filter(field -> field.size() == 2)
                    .forEach(field -> fields.put(field.get(0), field.get(1).replace("\"", "")));
        }
        return fields;
    }
}
