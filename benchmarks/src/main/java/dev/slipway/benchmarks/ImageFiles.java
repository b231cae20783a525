package dev.slipway.benchmarks;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files of an image from scratch, unpacked, and the command that starts its program. */
record ImageFiles(Path root, List<String> command, Map<String, String> variables) {
    static ImageFiles unpack(Path tar, Path folder) throws IOException, InterruptedException {
        Path parts = Files.createDirectories(folder.resolve("parts"));
        Path root = Files.createDirectories(folder.resolve("root"));
        Command.of("tar", "-xf", tar.toString(), "-C", parts.toString()).run();
        Map<?, ?> manifest = (Map<?, ?>) JSON.std
                .listFrom(Files.readString(parts.resolve("manifest.json")))
                .get(0);
        for (Object layer : (List<?>) manifest.get("Layers")) {
            Command.of("tar", "-xf", parts.resolve(layer.toString()).toString(), "-C", root.toString())
                    .run();
        }
        Map<String, Object> config = JSON.std.mapFrom(
                Files.readString(parts.resolve(manifest.get("Config").toString())));
        Map<?, ?> run = (Map<?, ?>) config.get("config");
        Map<String, String> variables = new HashMap<>();
        for (Object variable : (List<?>) run.get("Env")) {
            String[] pair = variable.toString().split("=", 2);
            variables.put(pair[0], here(root, pair[1]));
        }
        List<String> command = ((List<?>) run.get("Entrypoint"))
                .stream().map(word -> here(root, word.toString())).toList();
        return new ImageFiles(root, command, variables);
    }

    /** The program, with the variables of the image and of the run. Its model is the image's own. */
    Command program(String verb, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(variables);
        all.putAll(environment);
        all.put("SLIPWAY_MODEL", root.resolve("opt/model").toString());
        List<String> words = new java.util.ArrayList<>(command);
        words.add(verb);
        return new Command(words, all);
    }

    /** The same program as it would be with the vendor's jar as it comes. */
    ImageFiles withLibraryInItsJar() throws IOException, InterruptedException {
        Path app = root.resolve("opt/app");
        Path copy = root.resolve("opt/app-unpacking");
        Command.of("cp", "-r", app.toString(), copy.toString()).run();
        Command.of("chmod", "-R", "u+w", copy.toString()).run();
        Checkout.delete(copy.resolve("native"));
        Path jar = Path.of(ai.onnxruntime.OrtEnvironment.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Path slim = copy.resolve("lib").resolve(jar.getFileName());
        Files.delete(slim);
        Files.copy(jar, slim);
        return new ImageFiles(
                root,
                command.stream()
                        .map(word -> word.replace(app.toString(), copy.toString()))
                        .toList(),
                variables);
    }

    private static String here(Path root, String word) {
        return word.startsWith("/opt/") ? root + word : word.replace("=/opt/", "=" + root + "/opt/");
    }
}
