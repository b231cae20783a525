package dev.slipway.images.debian;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A base image with Python and named packages of Debian, such as {@code python3-sklearn}: no shell, no installer, no
 * compiler. Made of the packages' files alone, on Debian or Ubuntu, without root and without a container engine; the same
 * versions of the packages give the same bytes.
 *
 * @param cache a folder that keeps packages and images
 */
public record PythonBase(Path cache) {
    /** Counts up when the same packages shall give another image. */
    private static final String FORM = "4";

    public PythonBase {
        cache = cache.toAbsolutePath().normalize();
    }

    /** Answers the image's tar, which is made only where the packages have changed. */
    public Path make(List<String> packages) {
        List<String> names = new ArrayList<>(new TreeSet<>(packages));
        names.add("python3");
        for (String name : names) {
            if (!name.matches("[a-z0-9][a-z0-9+.-]+")) {
                throw new InferenceException(
                        ExitCode.USAGE, "expected the name of a Debian package such as python3-sklearn, got " + name);
            }
        }
        try {
            List<Path> files = new DebianPackages(cache.resolve("packages")).fetch(names);
            Path image = cache.resolve(key(files) + ".tar");
            if (!Files.exists(image)) {
                make(files, image);
            }
            return image;
        } catch (IOException failed) {
            throw new InferenceException(ExitCode.TRY_AGAIN, "the base cannot be made: " + failed, failed);
        }
    }

    private static String key(List<Path> files) {
        String text =
                FORM + files.stream().map(file -> file.getFileName().toString()).toList();
        return HexFormat.of()
                .formatHex(BaseTar.sha256().digest(text.getBytes(StandardCharsets.UTF_8)))
                .substring(0, 16);
    }

    private static void make(List<Path> packages, Path image) throws IOException {
        Path work = Files.createTempDirectory(image.getParent(), "new-");
        try {
            Path root = Files.createDirectory(work.resolve("root"));
            Commands debian = new Commands(work);
            for (Path file : packages) {
                debian.run(List.of("dpkg-deb", "-x", file.toString(), root.toString()), Map.of());
                // Where scanners look for what an image without dpkg is made of.
                String control = debian.run(List.of("dpkg-deb", "-f", file.toString()), Map.of());
                write(
                        root,
                        "var/lib/dpkg/status.d/" + file.getFileName().toString().split("_")[0],
                        control);
            }
            LinksInside.make(root);
            LeanRoot.make(root);
            SharedLibraries.prune(root);
            LinksInside.dropBroken(root);
            ByteCode.compile(root);
            write(root, "etc/passwd", "root:x:0:0::/:/none\nnonroot:x:65532:65532::/tmp:/none\n");
            write(root, "etc/group", "root:x:0:\nnonroot:x:65532:\n");
            Files.createDirectories(root.resolve("tmp"));
            Path fresh = work.resolve("image.tar");
            String architecture = debian.run(List.of("dpkg", "--print-architecture"), Map.of())
                    .strip();
            new BaseTar(root, architecture).write(fresh, "python-base:latest");
            Files.move(fresh, image, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(work);
        }
    }

    private static void write(Path root, String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
