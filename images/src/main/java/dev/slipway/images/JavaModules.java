package dev.slipway.images;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.spi.ToolProvider;

/** The JDK's own tools, of the very Java that runs here. */
final class JavaModules {
    private JavaModules() {}

    /**
     * The JDK's modules that programs refer to, as {@code jdeps} finds them in their jars; it takes seconds, so what it
     * said of the same jars is kept.
     */
    static SortedSet<String> of(Collection<Path> jars, Path cache) throws IOException {
        Hash key = new Hash().text(Runtime.version().toString());
        for (Path jar : jars) {
            key.text(Hash.of(jar));
        }
        Path known = cache.resolve(key.hex().substring(0, 32));
        if (!Files.exists(known)) {
            Files.createDirectories(cache);
            Path fresh = Files.writeString(cache.resolve("fresh"), String.join(",", ask(jars)));
            Files.move(fresh, known, StandardCopyOption.ATOMIC_MOVE);
        }
        return new TreeSet<>(List.of(Files.readString(known).split(",")));
    }

    private static SortedSet<String> ask(Collection<Path> jars) {
        List<String> files = jars.stream().map(Path::toString).sorted().toList();
        List<String> arguments = new ArrayList<>(List.of(
                "--print-module-deps",
                "--ignore-missing-deps",
                "--multi-release",
                String.valueOf(Runtime.version().feature()),
                "--class-path",
                String.join(File.pathSeparator, files)));
        arguments.addAll(files);
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        int status = tool("jdeps").run(writer, writer, arguments.toArray(String[]::new));
        writer.flush();
        if (status != 0) {
            throw failed("jdeps", "the modules that the program needs are not known", status, output.toString());
        }
        SortedSet<String> modules = new TreeSet<>();
        // Warnings come first; the modules are the last line.
        String last = output.toString().strip().lines().reduce("", (before, line) -> line);
        modules.addAll(List.of(last.strip().split(",")));
        modules.add("java.base");
        return modules;
    }

    /**
     * Makes a runtime of modules: one virtual machine, nothing to read or to compile with. In a process of its own,
     * because jlink bakes in classes that depend on what its virtual machine has done before.
     *
     * @param compressed smaller, for a program that reads few classes from it. Otherwise they are left as they are: a layer
     *     is compressed anyway, better than class by class, and nothing is unpacked at a start
     */
    static void link(Collection<String> modules, boolean compressed, Path output) throws IOException {
        tool("jlink");
        boolean zip = Runtime.version().feature() >= 21;
        String level = compressed ? (zip ? "zip-6" : "2") : (zip ? "zip-0" : "0");
        Process jlink = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
                        "--add-modules",
                        String.join(",", modules),
                        "--strip-java-debug-attributes",
                        "--compress=" + level,
                        "--no-man-pages",
                        "--no-header-files",
                        "--vm=server",
                        "--output",
                        output.toString())
                .redirectErrorStream(true)
                .start();
        jlink.getOutputStream().close();
        try {
            String said = new String(jlink.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (jlink.waitFor() != 0) {
                throw failed("jlink", "no runtime can be made", jlink.exitValue(), said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ExitCode.TERMINATED, "jlink was interrupted", e);
        } finally {
            jlink.destroy();
        }
    }

    private static ToolProvider tool(String name) {
        return ToolProvider.findFirst(name)
                .orElseThrow(() -> new InferenceException(
                        ExitCode.BAD_CONFIGURATION,
                        "--base scratch needs " + name + ", which the Java in " + System.getProperty("java.home")
                                + " lacks: it is a JRE. Install a JDK (Debian: openjdk-17-jdk-headless) or set"
                                + " JAVA_HOME; or build on a base image"));
    }

    private static InferenceException failed(String tool, String consequence, int status, String output) {
        return new InferenceException(
                ExitCode.DEFECT, consequence + ": " + tool + " ended with " + status + ": " + output.strip());
    }
}
