package dev.slipway.images;

import com.fasterxml.jackson.jr.ob.JSON;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.image.json.OciManifestTemplate;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.DigestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An image in a tar as {@code docker load} takes it, made by {@code slipway build} or by {@code docker save} of any
 * version. What it answers is what a registry will hold after a push: an OCI manifest, and layers compressed with gzip.
 *
 * <p>Opening reads the JSON only. {@link #layers} and all that needs a digest read every byte once and compare it with
 * what the configuration says, so a damaged file is noticed before anything is sent. Close it: layers that come
 * uncompressed lie compressed in temporary files. Failures are {@link BadImageException}, 65.
 */
public final class ImageTar implements AutoCloseable {
    /** The label that holds the manifest of the model. */
    public static final String MANIFEST_LABEL = "dev.slipway.manifest";

    private static final String INDEX = "manifest.json";

    private final Path file;
    private final TarEntries tar;
    private final List<String> names;
    private final ImageConfig config;
    private final List<LayerFile> files;
    private List<Layer> layers;

    private ImageTar(Path file, TarEntries tar, List<String> names, ImageConfig config, List<LayerFile> files) {
        this.file = file;
        this.tar = tar;
        this.names = names;
        this.config = config;
        this.files = files;
    }

    /** @throws BadImageException where the file is not a tar of exactly one image */
    public static ImageTar open(Path file) {
        return open(file, List.of());
    }

    /** @param known what these very bytes were measured as before; empty: measured when it is asked for */
    static ImageTar open(Path file, List<Layer> known) {
        try {
            TarEntries tar = TarEntries.open(file);
            try {
                ImageTar image = read(file, tar);
                image.layers = known.isEmpty() ? null : known;
                return image;
            } catch (RuntimeException | IOException e) {
                tar.close();
                throw e;
            }
        } catch (IOException e) {
            throw new BadImageException(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    private static ImageTar read(Path file, TarEntries tar) throws IOException {
        if (!tar.has(INDEX)) {
            throw new BadImageException(
                    file,
                    tar.has("index.json")
                            ? "is an OCI layout without the " + INDEX + " that 'docker load' takes"
                            : "is no image: there is no " + INDEX + " in it, as 'docker save' would write it");
        }
        List<Object> images;
        try {
            images = JSON.std.listFrom(tar.bytes(INDEX));
        } catch (IOException e) {
            throw new BadImageException(file, INDEX + " is no JSON list: " + e.getMessage(), e);
        }
        if (images.size() != 1) {
            throw new BadImageException(file, "holds " + images.size() + " images, expected one");
        }
        if (!(images.get(0) instanceof Map<?, ?> image
                && image.get("Config") instanceof String config
                && image.get("Layers") instanceof List<?> layers)) {
            throw new BadImageException(file, INDEX + " does not name a Config and Layers");
        }
        ImageConfig read = ImageConfig.parse(file.toString(), tar.bytes(config));
        if (read.diffIds().size() != layers.size()) {
            throw new BadImageException(
                    file,
                    "has " + layers.size() + " layers, but its configuration names "
                            + read.diffIds().size());
        }
        List<LayerFile> files = layers.stream()
                .map(name -> new LayerFile(file, tar, String.valueOf(name)))
                .toList();
        // Told now rather than in mid-push.
        layers.forEach(name -> tar.size(String.valueOf(name)));
        List<String> names = image.get("RepoTags") instanceof List<?> tags
                ? tags.stream().map(String::valueOf).toList()
                : List.of();
        return new ImageTar(file, tar, names, read, files);
    }

    /** What an engine calls it when it has loaded the tar, {@code name:tag}; empty where the tar has no name for it. */
    public List<String> names() {
        return names;
    }

    /** The OCI manifest as it is pushed; the same bytes that jib would send. */
    public byte[] manifestBytes() {
        try {
            OciManifestTemplate manifest = new OciManifestTemplate();
            manifest.setContainerConfiguration(config.bytes().length, DescriptorDigest.fromDigest(configDigest()));
            for (Layer layer : layers()) {
                manifest.addLayer(layer.size(), DescriptorDigest.fromDigest(layer.digest()));
            }
            return JsonTemplateMapper.toByteArray(manifest);
        } catch (IOException | DigestException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@code sha256:…} of {@link #manifestBytes}: the image's digest in a registry. */
    public String digest() {
        return digest(manifestBytes());
    }

    /** {@code sha256:…} of {@link #configBytes}: the image's id in an engine. */
    public String configDigest() {
        return digest(config.bytes());
    }

    public byte[] configBytes() {
        return config.bytes().clone();
    }

    /** The configuration's JSON. */
    public Map<String, Object> config() {
        return config.json();
    }

    public Map<String, String> labels() {
        return config.labels();
    }

    /** {@code linux/amd64}. */
    public String platform() {
        return config.platform();
    }

    /** Who it runs as, {@code 65532:65532}; empty where the image names nobody, which means root. */
    public String user() {
        return config.user();
    }

    public List<String> entrypoint() {
        return config.entrypoint();
    }

    /** What the image's label says of the model. */
    public Manifest model() {
        String label = labels().get(MANIFEST_LABEL);
        if (label == null) {
            throw new BadImageException(
                    file,
                    "has no label " + MANIFEST_LABEL + ", so it is no inference image; './slipway build' sets it");
        }
        try {
            return Manifest.parse(label);
        } catch (InferenceException e) {
            throw new BadImageException(file, "label " + MANIFEST_LABEL + " is broken: " + e.getMessage(), e);
        }
    }

    /** @throws BadImageException where the image is for another platform */
    public ImageTar require(String platform) {
        if (!platform().equals(platform)) {
            throw new BadImageException(file, "is for " + platform() + ", expected " + platform);
        }
        return this;
    }

    /** From the base upwards. */
    public synchronized List<Layer> layers() {
        if (layers == null) {
            read((index, tar) -> {});
        }
        return layers;
    }

    /** What looks into the layers of an image. */
    interface LayerReader {
        /** @param tar the layer at this place from the base upwards, unpacked; it need not be read to its end */
        void read(int index, InputStream tar) throws IOException;
    }

    /** Hands out every layer; measures them on the way if they were not before. */
    synchronized void read(LayerReader reader) {
        List<Layer> measured = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            int index = i;
            LayerFile.Reader one = tar -> reader.read(index, tar);
            try {
                if (layers == null) {
                    measured.add(files.get(i).measure(config.diffIds().get(i), one));
                } else {
                    files.get(i).unpack(one);
                }
            } catch (IOException e) {
                throw new BadImageException(file, "cannot be read: " + e.getMessage(), e);
            }
        }
        layers = layers == null ? List.copyOf(measured) : layers;
    }

    /** The compressed bytes of a layer; the caller closes it. */
    public InputStream layer(int index) throws IOException {
        layers();
        return files.get(index).read();
    }

    private static String digest(byte[] bytes) {
        var digest = LayerFile.sha256();
        digest.update(bytes);
        return LayerFile.digest(digest);
    }

    @Override
    public void close() {
        files.forEach(LayerFile::close);
        try {
            tar.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
