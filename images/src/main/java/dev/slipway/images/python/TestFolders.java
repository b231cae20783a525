package dev.slipway.images.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Which folders named {@code test} or {@code tests} are of developers alone. The name does not tell: {@code django.test}
 * and {@code astropy.tests} run in production. So a folder goes where it holds test cases and no code outside such
 * folders imports it; of one that is imported only the cases go.
 */
public final class TestFolders {
    private static final Pattern NAME = Pattern.compile("tests?");
    private static final Pattern CASE = Pattern.compile("test_.*\\.py|.*_test\\.py|conftest\\.py");
    private static final Pattern IMPORT =
            Pattern.compile("\\s*(?:from\\s+(\\.*)([\\w.]*)\\s+import\\s+\\(?\\s*(\\w*)|import\\s+([\\w.]+)).*");

    private final Path root;
    private final Set<Path> imported = new HashSet<>();

    private TestFolders(Path root) {
        this.root = root;
    }

    /** Reads all imports below a folder of libraries. */
    public static TestFolders below(Path root) throws IOException {
        TestFolders folders = new TestFolders(root);
        List<Path> programs;
        try (Stream<Path> files = Files.walk(root)) {
            programs = files.filter(file -> file.toString().endsWith(".py") && !folders.isInside(file))
                    .filter(Files::isRegularFile)
                    .toList();
        }
        for (Path program : programs) {
            // Every byte is a character then; what matters is ASCII.
            Files.readString(program, StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> line.contains("test") && line.contains("import"))
                    .forEach(line -> folders.read(program, line));
        }
        return folders;
    }

    /** Whether a folder goes with all that is in it. */
    public boolean drops(Path folder) throws IOException {
        if (!NAME.matcher(folder.getFileName().toString()).matches() || imported.contains(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(TestFolders::isCase);
        }
    }

    /** Whether a file in one that stays goes. */
    public boolean dropsFile(Path file) {
        return isCase(file) && isInside(file);
    }

    private static boolean isCase(Path file) {
        return CASE.matcher(file.getFileName().toString()).matches();
    }

    private boolean isInside(Path file) {
        return StreamSupport.stream(root.relativize(file.getParent()).spliterator(), false)
                .anyMatch(part -> NAME.matcher(part.toString()).matches());
    }

    private void read(Path program, String line) {
        Matcher found = IMPORT.matcher(line);
        if (!found.matches()) {
            return;
        }
        Path base = root;
        String module = found.group(4);
        if (module == null) {
            module = found.group(2) + "." + found.group(3);
            int dots = found.group(1).length();
            for (base = dots == 0 ? root : program.getParent(); dots > 1 && !base.equals(root); dots--) {
                base = base.getParent();
            }
        }
        for (String part : module.replaceFirst("^\\.", "").split("\\.")) {
            base = base.resolve(part);
            if (NAME.matcher(part).matches()) {
                imported.add(base);
            }
        }
    }
}
