package dev.slipway.images;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a container image of a packed model, without a container engine.
 *
 * @param runtime {@code java}, {@code python} or {@code onnx}
 * @param revision of the source, for a label; null where it is not known
 * @param cache a folder for runtimes and layers of earlier builds; it may be deleted at any time
 */
public record ImageBuild(
        Path folder, String runtime, BaseImage base, TargetPlatform platform, String revision, Path cache) {
    private static final String JAVA = "java";

    /**
     * Builds the image, unless the tar is already of the same parts.
     *
     * @param tar where to write; it is there as a whole or not at all
     * @throws InferenceException 78 where something is missing or set up wrongly, 75 where a disk is full or a registry away
     */
    public BuiltImage build(Path tar) {
        ImageFolder image = ImageFolder.read(folder);
        if (base.isScratch()) {
            refuseScratch(image);
        }
        try (CacheLock lock = CacheLock.take(cache)) {
            return build(image, tar, lock.folder());
        } catch (IOException e) {
            throw new InferenceException(ExitCode.TRY_AGAIN, tar + " cannot be written: " + e, e);
        }
    }

    private BuiltImage build(ImageFolder image, Path tar, Path work) throws IOException {
        String name = image.manifest().name() + ":" + image.manifest().version();
        ImageLayer libraries = new ImageLayer("libraries")
                .withPrograms()
                .addTree(folder.resolve("app/lib"), "/opt/app/lib")
                .addTree(folder.resolve("app/native"), "/opt/app/native");
        ImageLayer program = new ImageLayer("program")
                .addTree(folder.resolve("app"), "/opt/app", List.of("lib", "native"))
                .add(folder.resolve("entrypoint.json"), "/opt/entrypoint.json");
        if (!image.environment().isEmpty()) {
            program.add(folder.resolve("environment.json"), "/opt/environment.json");
        }
        ImageLayer model = new ImageLayer("model").addTree(folder.resolve("model"), "/opt/model");
        JibImage jib = new JibImage(base, platform, cache, work);
        if (base.isScratch()) {
            List<Path> jars = new ArrayList<>(program.filesEndingWith(".jar"));
            jars.addAll(libraries.filesEndingWith(".jar"));
            ScratchRuntime java = ScratchRuntime.make(
                    JavaModules.of(jars), libraries.filesEndingWith(".so"), cache.resolve("runtimes"));
            jib.addInPlace(java.layer(Files.createDirectory(work.resolve("empty"))));
        }
        jib.add(libraries);
        jib.add(program);
        jib.add(model);
        jib.describe(command(image), environment(image), ImageLabels.of(image.manifest(), runtime, base, revision));
        jib.write(name, tar);
        return new BuiltImage(tar, null, name, true);
    }

    private List<String> command(ImageFolder image) {
        List<String> command = new ArrayList<>(
                image.entryPoint().stream().map(ImageFolder::inImage).toList());
        if (command.get(0).equals(JAVA)) {
            command.set(0, base.isScratch() ? ScratchRuntime.PROGRAM : JAVA);
            command.addAll(1, JavaOptions.beside(command));
        }
        return command;
    }

    private static Map<String, String> environment(ImageFolder image) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOME", "/tmp");
        environment.put("TMPDIR", "/tmp");
        environment.put("LANG", "C.UTF-8");
        environment.put("ORT_DISABLE_TELEMETRY", "1");
        image.environment().forEach((name, value) -> environment.put(name, ImageFolder.inImage(value)));
        return environment;
    }

    private void refuseScratch(ImageFolder image) {
        if (!image.entryPoint().get(0).equals(JAVA)) {
            throw wrong("--base scratch is for models of the runtimes java and onnx, this one's is " + runtime
                    + ": build on a base image");
        }
        if (!System.getProperty("os.name").equals("Linux")) {
            throw wrong("--base scratch takes the C library of this machine, which is no Linux: build on a base image,"
                    + " or on Linux");
        }
        if (!platform.isThisMachine()) {
            throw wrong("--base scratch takes the runtime of this machine, which is " + TargetPlatform.ofThisMachine()
                    + ", not " + platform + ": build on a base image, or on such a machine");
        }
    }

    private static InferenceException wrong(String message) {
        return new InferenceException(ExitCode.BAD_CONFIGURATION, message);
    }
}
