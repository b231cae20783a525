package dev.slipway.infra;

import dev.slipway.images.BaseImage;
import dev.slipway.images.ImageBuild;
import dev.slipway.images.ImageTar;
import dev.slipway.images.TargetPlatform;
import dev.slipway.images.registry.Patience;
import dev.slipway.images.registry.Push;
import dev.slipway.images.registry.PushProgress;
import dev.slipway.images.registry.Pushed;
import dev.slipway.images.registry.RegistryAddress;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Java model of the repository as an image in a registry, on no base, because none can be had everywhere. */
record PushedModel(ModelFile model, String repository, String digest) implements AutoCloseable {
    /** @param registry host[:port]/prefix */
    static PushedModel push(String name, String registry, Path work) throws IOException {
        Path source = Checkout.HOME.resolve("models").resolve(name);
        ModelFile model = ModelFile.read(source);
        Path packed = work.resolve("packed");
        copy(source.resolve("model"), packed.resolve("model"));
        Files.writeString(
                packed.resolve("model/manifest.json"), model.toManifest().toJson());
        Files.copy(model.goldenFile(), packed.resolve("model/golden.csv"));
        copy(source.resolve("target/lib"), packed.resolve("app/lib"));
        Files.copy(source.resolve("target/" + name + ".jar"), packed.resolve("app/" + name + ".jar"));
        Files.writeString(packed.resolve("entrypoint.json"), "[\"java\",\"-jar\",\"app/" + name + ".jar\"]");
        Path tar = new ImageBuild(
                        packed,
                        "java",
                        BaseImage.SCRATCH,
                        TargetPlatform.ofThisMachine(),
                        null,
                        // The commands' own: their tests build the same model, and need not link its runtime again.
                        Checkout.HOME.resolve(".slipway/cache"))
                .build(work.resolve("image.tar"))
                .tar();
        try (ImageTar image = ImageTar.open(tar)) {
            Pushed pushed = new Push(
                            RegistryAddress.parse(registry), Optional.empty(), "", Patience.DEFAULT, PushProgress.NONE)
                    .push(image);
            return new PushedModel(model, registry + "/" + name, pushed.digest());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    /** Has the engine forget what it pulled. By name: it may hold the same image under another one, of somebody else. */
    @Override
    public void close() throws IOException {
        for (String name : List.of(repository + ":" + model.version(), repository + "@" + digest)) {
            new ProcessBuilder("docker", "rmi", name)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        }
    }
}
