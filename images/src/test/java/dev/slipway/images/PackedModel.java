package dev.slipway.images;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** A small packed model: a Java program with two real libraries, and an artefact. */
record PackedModel(Path folder) {
    static final Manifest MANIFEST = new Manifest(
            Manifest.SPEC,
            new ModelName("tiny"),
            ModelVersion.parse("1.2.3"),
            "A tiny model.",
            List.of("id"),
            List.of(field("id", FieldType.STRING)),
            List.of(field("id", FieldType.STRING), field("score", FieldType.DOUBLE)),
            Map.of(),
            null,
            List.of(),
            0);

    /** @param classes what the program's jar lists for a {@link ClassArchive}, by their names; without any it has no list */
    static PackedModel in(Path folder, String... classes) throws IOException {
        Files.createDirectories(folder.resolve("app/lib"));
        Files.createDirectories(folder.resolve("model"));
        Files.copy(jar(JSON.class), folder.resolve("app/lib/jackson-jr-objects.jar"));
        Files.copy(jar(JsonFactory.class), folder.resolve("app/lib/jackson-core.jar"));
        writeProgram(folder.resolve("app/tiny.jar"), classes);
        Files.writeString(folder.resolve("model/manifest.json"), MANIFEST.toJson() + "\n");
        Files.writeString(folder.resolve("entrypoint.json"), "[\"java\",\"-jar\",\"app/tiny.jar\"]\n");
        return new PackedModel(folder).trained("first");
    }

    /** The artefact after another training. */
    PackedModel trained(String weights) throws IOException {
        Files.writeString(folder.resolve("model/weights.txt"), weights);
        return this;
    }

    /** The build on a base, with caches in a folder of their own. */
    ImageBuild build(BaseImage base, Path cache) {
        return new ImageBuild(folder, "java", base, TargetPlatform.LINUX_AMD64, null, cache);
    }

    private static void writeProgram(Path jar, String... classes) throws IOException {
        java.util.jar.Manifest manifest = new java.util.jar.Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Says.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "lib/jackson-jr-objects.jar lib/jackson-core.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            String name = Says.class.getName().replace('.', '/') + ".class";
            entry(out, "META-INF/MANIFEST.MF");
            manifest.write(out);
            entry(out, name);
            try (var bytes = Says.class.getResourceAsStream("/" + name)) {
                bytes.transferTo(out);
            }
            if (classes.length > 0) {
                entry(out, ClassArchive.LIST);
                out.write(String.join("\n", classes).replace('.', '/').getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void entry(JarOutputStream out, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        out.putNextEntry(entry);
    }

    static Path jar(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field field(String name, FieldType type) {
        return new Field(name, type, false, false);
    }
}
