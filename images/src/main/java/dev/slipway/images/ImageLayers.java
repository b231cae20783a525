package dev.slipway.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A packed model's own layers, in the order in which they lie: what changes most rarely is the lowest. */
record ImageLayers(ImageLayer libraries, ImageLayer program, ImageLayer model) {
    static ImageLayers of(ImageFolder image) throws IOException {
        Path folder = image.folder();
        ImageLayer libraries = new ImageLayer("libraries")
                .withPrograms()
                .addTree(folder.resolve("app/lib"), "/opt/app/lib")
                .addTree(folder.resolve("app/native"), "/opt/app/native");
        // So that /opt of the image is an image folder itself.
        ImageLayer program = new ImageLayer("program")
                .addTree(folder.resolve("app"), "/opt/app", List.of("lib", "native"))
                .add(folder.resolve(ImageFolder.COMMAND), "/opt/" + ImageFolder.COMMAND);
        if (!image.environment().isEmpty()) {
            program.add(folder.resolve(ImageFolder.VARIABLES), "/opt/" + ImageFolder.VARIABLES);
        }
        return new ImageLayers(
                libraries, program, new ImageLayer("model").addTree(folder.resolve("model"), "/opt/model"));
    }

    List<Path> jars() {
        List<Path> jars = new ArrayList<>(program.filesEndingWith(".jar"));
        jars.addAll(libraries.filesEndingWith(".jar"));
        return jars;
    }

    /** Equal for equal layers. */
    String key() throws IOException {
        return libraries.key() + program.key() + model.key();
    }
}
