package dev.slipway.benchmarks;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.images.BaseImage;
import dev.slipway.images.ImageBuild;
import dev.slipway.images.TargetPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
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

    /** The program as the image starts it, in its model's folder, with the variables of the run as well. */
    Command program(String verb, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(variables);
        all.putAll(environment);
        all.put("SLIPWAY_MODEL", root.resolve("opt/model").toString());
        List<String> words = new ArrayList<>(command);
        words.add(verb);
        return new Command(words, all, root.resolve("opt/model"));
    }

    /** The image of the same program with the vendor's jar as it comes, built as this one was. */
    ImageFiles withLibraryInItsJar(Path work) throws IOException, InterruptedException {
        Path packed = Files.createDirectories(work.resolve("packed"));
        for (String part : List.of("app", "model", "entrypoint.json", "environment.json")) {
            Command.of("cp", "-r", root.resolve("opt").resolve(part).toString(), packed.toString())
                    .run();
        }
        Command.of("chmod", "-R", "u+w", packed.toString()).run();
        Checkout.delete(packed.resolve("app/native"));
        Path jar = Path.of(ai.onnxruntime.OrtEnvironment.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Files.copy(jar, packed.resolve("app/lib").resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        Path tar = work.resolve("image.tar");
        new ImageBuild(
                        packed,
                        "onnx",
                        BaseImage.SCRATCH,
                        TargetPlatform.ofThisMachine(),
                        null,
                        Checkout.home().resolve(".slipway/cache"))
                .build(tar);
        return unpack(tar, work.resolve("image"));
    }

    private static String here(Path root, String word) {
        return word.startsWith("/opt/") ? root + word : word.replace("=/opt/", "=" + root + "/opt/");
    }
}
