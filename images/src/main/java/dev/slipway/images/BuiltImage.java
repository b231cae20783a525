package dev.slipway.images;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An image on disk.
 *
 * @param tar what {@code docker load} takes and a push uploads
 * @param sbom the CycloneDX list of what is in it, the same as in the image
 * @param name {@code NAME:VERSION}, the tag in the tar
 * @param fresh false where nothing had changed since the tar was made
 * @param remark in one line what the image lacks that it should have; empty where nothing
 * @param layers as they were measured when the tar was made; empty where nobody did
 */
public record BuiltImage(Path tar, Path sbom, String name, boolean fresh, Optional<String> remark, List<Layer> layers) {
    /** Opens the tar; what is known of its layers is not measured again. A push opens it anew and reads every byte. */
    public ImageTar open() {
        return ImageTar.open(tar, layers);
    }
}
