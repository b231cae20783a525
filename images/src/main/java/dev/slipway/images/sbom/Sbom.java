package dev.slipway.images.sbom;

import dev.slipway.inference.Manifest;
import dev.slipway.releases.PinnedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.Metadata;

/**
 * The list of what is in an image. It holds no time and no name of a machine, and its serial number comes from its
 * content: the same image has the same list.
 */
public final class Sbom {
    /** Where an image has it. */
    public static final String PATH = "/opt/sbom.cdx.json";

    private final Bom bom = new Bom();
    private final Component model;

    /** Of the image of a model. */
    public Sbom(Manifest manifest) {
        model = Part.of(
                Component.Type.MACHINE_LEARNING_MODEL,
                null,
                manifest.name().value(),
                manifest.version().toString());
        if (!manifest.description().isEmpty()) {
            model.setDescription(manifest.description());
        }
        Part.named(model, "generic", Map.of());
        Metadata metadata = new Metadata();
        metadata.setTimestamp(null);
        metadata.setComponent(model);
        bom.setMetadata(metadata);
    }

    /** The vendor's image that it stands on; what is in there the vendor's own list says. */
    public Sbom base(PinnedImage base) {
        String repository = base.name().replaceFirst(":[^/]*$", "");
        Component part = Part.of(
                Component.Type.CONTAINER, null, repository.substring(repository.lastIndexOf('/') + 1), base.digest());
        bom.addComponent(Part.named(part, "oci", Map.of("repository_url", repository)));
        return this;
    }

    /** Somebody's own image, by its configuration's digest and its layers; what is in there its maker knows. */
    public Sbom image(String configDigest, List<String> diffIds) {
        Component image = Part.of(Component.Type.CONTAINER, null, model.getName() + "-image", configDigest);
        image.setBomRef(image.getName() + "@" + configDigest);
        for (String diffId : diffIds) {
            Component layer = Part.of(Component.Type.FILE, null, "layer " + diffId, null);
            layer.addHash(new Hash(Hash.Algorithm.SHA_256, diffId.substring("sha256:".length())));
            image.addComponent(layer);
        }
        bom.addComponent(image);
        return this;
    }

    /** The runtime of an image from scratch, and this machine's libraries by their path in the image. */
    public Sbom runtime(Iterable<String> modules, Map<String, Path> libraries) throws IOException {
        bom.addComponent(SystemParts.java(modules));
        SystemParts.libraries(libraries).forEach(bom::addComponent);
        return this;
    }

    /** The program's jars and native libraries by their path in the image. */
    public Sbom program(Map<String, Path> files) throws IOException {
        for (Map.Entry<String, Path> file : files.entrySet()) {
            if (file.getKey().endsWith(".jar")) {
                bom.addComponent(JarParts.of(file.getKey(), file.getValue()));
            } else if (file.getKey().startsWith("/opt/app/native/")
                    || file.getKey().matches("/opt/app/[^/]+[.]py")) {
                bom.addComponent(Part.file(file.getKey(), file.getValue()));
            }
        }
        return this;
    }

    /** Python's packages in a folder. */
    public Sbom python(Path libraries) throws IOException {
        PythonParts.of(libraries).forEach(bom::addComponent);
        return this;
    }

    /** The trained artefact and the golden set by their path in the image. */
    public Sbom model(Map<String, Path> files) throws IOException {
        for (Map.Entry<String, Path> file : files.entrySet()) {
            model.addComponent(Part.file(file.getKey(), file.getValue()));
        }
        return this;
    }

    /** CycloneDX 1.6 in JSON. */
    public String toJson() {
        bom.setSerialNumber(null);
        UUID content = UUID.nameUUIDFromBytes(json().getBytes(StandardCharsets.UTF_8));
        bom.setSerialNumber("urn:uuid:" + content);
        return json() + "\n";
    }

    private String json() {
        try {
            return BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString();
        } catch (GeneratorException e) {
            throw new IllegalStateException(e);
        }
    }
}
