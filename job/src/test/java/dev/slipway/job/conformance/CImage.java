package dev.slipway.job.conformance;

import dev.slipway.images.CProgram;
import dev.slipway.images.TinyImages;
import dev.slipway.job.TestEngine;
import dev.slipway.job.TestImages;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.engine.EngineImage;
import dev.slipway.job.runtime.AskedLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An image in a language that Slipway has no library for: the doubling model in C, made from SPEC.md alone. */
record CImage(TestEngine engine, Path folder) {
    private static final String TITLE = "org.opencontainers.image.title";
    private static final String VERSION = "org.opencontainers.image.version";

    /** Compiles the program into a folder; where there is no compiler the test is skipped, visibly. */
    static CImage compiled(TestEngine engine, Path folder) {
        CProgram.compiled(folder);
        return new CImage(engine, folder);
    }

    /** A good image; the variable {@code DEFECT} of the image makes it break a promise. */
    TinyImages good() {
        Path files = TestImages.java(folder.resolve("doubling"));
        return TinyImages.script("exec /opt/app/model \"$@\"")
                .entrypoint("/opt/app/model")
                .copy("/opt/app/model", folder.resolve("model"))
                .copy("/opt/model/golden.csv", files.resolve("model/golden.csv"))
                .file("/opt/model/manifest.json", TestImages.manifest())
                .openFolder("/cache")
                .label(ImageRules.MANIFEST, TestImages.manifest())
                .label(TITLE, "doubling")
                .label(VERSION, "1.2.3");
    }

    /** The program as if it were for ARM. */
    Path forArm() {
        try {
            byte[] bytes = Files.readAllBytes(folder.resolve("model"));
            bytes[18] = (byte) 183;
            return Files.write(folder.resolve("model-arm"), bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What the specification's Dockerfile makes of the program. */
    ContainerImage byTheDockerfileOfTheSpecification() {
        Path files = TestImages.java(folder.resolve("doubling"));
        String reference = "slipway-test/doubling:1.2.3-" + UUID.randomUUID();
        try {
            Path context = Files.createDirectories(folder.resolve("context"));
            Files.copy(folder.resolve("model"), context.resolve("model"));
            for (String name : List.of("manifest.json", "golden.csv")) {
                Files.copy(files.resolve("model").resolve(name), context.resolve(name));
            }
            String specification = Files.readString(Path.of("../inference-spec/SPEC.md"));
            int start = specification.indexOf("```dockerfile\n") + "```dockerfile\n".length();
            Files.writeString(
                    context.resolve("Dockerfile"), specification.substring(start, specification.indexOf("```", start)));
            engine.forget(reference);
            String said = TestEngine.output(
                    "docker",
                    "build",
                    "--tag",
                    reference,
                    "--build-arg",
                    "MANIFEST=" + TestImages.manifest().strip(),
                    "--build-arg",
                    "NAME=doubling",
                    "--build-arg",
                    "VERSION=1.2.3",
                    context.toString());
            EngineImage built = engine.engine().inspect(reference).orElseThrow(() -> new IllegalStateException(said));
            return new ContainerImage(
                    engine.engine(), built, "doubling", "1.2.3", Optional.of(List.of()), AskedLimits.NONE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The image as the check sees it; gone from the engine when the {@link TestEngine} is closed. */
    ContainerImage load(TinyImages image) {
        return load(image, null, List.of());
    }

    ContainerImage load(TinyImages image, String tag, List<String> unwanted) {
        Engine answering = engine.engine();
        EngineImage loaded = engine.load(image, folder);
        return new ContainerImage(answering, loaded, "doubling", tag, Optional.of(unwanted), AskedLimits.NONE);
    }
}
