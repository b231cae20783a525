package dev.slipway.images;

import dev.slipway.images.python.BaseBrings;
import dev.slipway.images.sbom.Sbom;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        refuseTarget(tar);
        try (CacheLock lock = CacheLock.take(cache)) {
            return build(image, tar, lock.folder());
        } catch (IOException e) {
            throw new InferenceException(ExitCode.TRY_AGAIN, tar + " cannot be written: " + BuildFailure.words(e), e);
        }
    }

    /** What lies where the image is to go is replaced, so it must be a file: not a folder, and not a device. */
    static void refuseTarget(Path tar) {
        if (Files.isDirectory(tar)) {
            throw wrong(
                    tar + " is a folder; expected a file to write the image to, such as " + tar.resolve("image.tar"));
        }
        if (Files.exists(tar) && !Files.isRegularFile(tar)) {
            throw wrong(tar + " is no file that may be replaced by an image; expected one such as image.tar");
        }
    }

    private BuiltImage build(ImageFolder image, Path tar, Path work) throws IOException {
        String name = image.manifest().name() + ":" + image.manifest().version();
        ImageLayers layers = ImageLayers.of(image);
        Optional<ClassArchive> archive = base.isScratch() ? ClassArchive.of(image) : Optional.empty();
        ScratchRuntime java = base.isScratch() ? scratch(layers, archive.isPresent()) : null;
        Optional<String> remark =
                archive.isPresent() ? add(archive.get(), java, layers.program(), work) : Optional.empty();
        List<String> command = command(image);
        Map<String, String> environment = environment(image);
        Map<String, String> labels = ImageLabels.of(image.manifest(), runtime, base, revision);
        String key = new Hash()
                .text(Program.version())
                .text(base + " " + platform + " " + command + " " + environment + " " + labels)
                .text(java == null ? "" : java.key())
                .text(layers.key())
                .hex();
        Path sbom = sbom(tar);
        BuildMark mark = new BuildMark(cache.resolve("built"), tar.toAbsolutePath(), sbom.toAbsolutePath());
        List<Layer> known = mark.layers(key);
        if (!known.isEmpty()) {
            return new BuiltImage(tar, sbom, name, false, remark, known);
        }
        OldLayers.remove(cache.resolve("layers"));
        Path list = Files.writeString(work.resolve("sbom.cdx.json"), list(image, layers, java));
        JibImage jib = new JibImage(base, platform, cache, work);
        if (java != null) {
            jib.addInPlace(java.layer(Files.createDirectory(work.resolve("empty"))));
        }
        jib.add(layers.libraries());
        jib.add(layers.program());
        jib.add(layers.model().add(list, Sbom.PATH));
        jib.describe(command, environment, labels);
        List<Layer> made = jib.write(name, tar, BaseBrings.of(folder.resolve("app")));
        Files.copy(list, sbom, StandardCopyOption.REPLACE_EXISTING);
        mark.write(key, made);
        return new BuiltImage(tar, sbom, name, true, remark, made);
    }

    /** The list beside a tar: {@code x.tar} has {@code x.cdx.json}. */
    static Path sbom(Path tar) {
        return tar.resolveSibling(tar.getFileName().toString().replaceFirst("\\.tar$", "") + ".cdx.json");
    }

    private ScratchRuntime scratch(ImageLayers layers, boolean archived) throws IOException {
        return ScratchRuntime.make(
                JavaModules.of(layers.jars(), cache.resolve("modules")),
                archived,
                layers.libraries().filesEndingWith(".so"),
                cache.resolve("runtimes"));
    }

    /** To the program's layer: another program has another one, beside the same runtime. */
    private Optional<String> add(ClassArchive archive, ScratchRuntime java, ImageLayer program, Path work)
            throws IOException {
        ClassArchive.Made made = archive.make(java.java(), cache.resolve("archives"), work);
        if (made.file() == null) {
            return Optional.of("no archive of its classes could be made, so the image starts more slowly and its digest"
                    + " is not that of one with an archive: " + made.reason());
        }
        program.add(made.file(), ClassArchive.PATH);
        return Optional.empty();
    }

    private String list(ImageFolder image, ImageLayers layers, ScratchRuntime java) throws IOException {
        Sbom sbom = new Sbom(image.manifest());
        if (java == null) {
            sbom.base(base.pinned());
        } else {
            sbom.runtime(java.modules(), java.libraries());
        }
        return sbom.program(layers.program().files())
                .program(layers.libraries().files())
                .python(folder.resolve("app/lib"))
                .model(layers.model().files())
                .toJson();
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
