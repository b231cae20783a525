package dev.slipway.releases;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The models of a product: the folders in {@code models/} that hold a {@code model.yaml}. Each is read at most once. */
public final class ModelCatalog {
    private final Path folder;
    private final Map<ModelName, ModelFile> read = new HashMap<>();

    private ModelCatalog(Path folder) {
        this.folder = folder;
    }

    /** The models in a folder; a folder that is not there has none. */
    public static ModelCatalog in(Path modelsFolder) {
        return new ModelCatalog(modelsFolder);
    }

    public boolean has(ModelName name) {
        return Files.isRegularFile(folder.resolve(name.value()).resolve(ModelFile.FILE));
    }

    /** The models' names, in order. */
    public List<String> names() {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(each -> Files.isRegularFile(each.resolve(ModelFile.FILE)))
                    .map(each -> each.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException absent) {
            return List.of();
        }
    }

    /**
     * The model's file as it is in its folder.
     *
     * @throws ReleaseFileException where it is wrong, not there, or names another model than its folder does
     */
    public ModelFile get(ModelName name) {
        return read.computeIfAbsent(name, this::load);
    }

    /**
     * The model's file, where the folder holds exactly this version. Empty where it holds another one: then nobody here
     * can know the fields of the version asked for.
     *
     * @throws ReleaseFileException as {@link #get} does
     */
    public Optional<ModelFile> at(ModelName name, ModelVersion version) {
        return Optional.of(get(name)).filter(model -> model.version().equals(version));
    }

    private ModelFile load(ModelName name) {
        ModelFile model = ModelFile.read(folder.resolve(name.value()));
        if (!model.name().equals(name)) {
            throw new ReleaseFileException(List.of(new Violation(
                    name + "/" + ModelFile.FILE,
                    1,
                    "name",
                    "expected the folder's name " + name + ", got \"" + model.name() + '"')));
        }
        return model;
    }
}
