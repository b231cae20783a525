package dev.slipway.cli.desk.local;

import dev.slipway.desk.Registry;
import dev.slipway.desk.Released;
import dev.slipway.desk.RunFacts;
import dev.slipway.desk.RunFiles;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.releases.ModelCatalog;
import dev.slipway.releases.ModelFile;
import java.util.Optional;
import java.util.stream.Stream;

/** Models' folders in place of images: the version that a folder has now, and those that were rehearsed before. */
record LocalRegistry(RunFiles runs, ModelCatalog models) implements Registry {
    @Override
    public Optional<Released> find(ModelName model, ModelVersion version) {
        return models.at(model, version)
                .map(ModelFile::toManifest)
                .or(() -> rehearsed(model, version))
                .map(manifest -> new Released(version, "folder", manifest, Optional.of(true), Optional.empty()));
    }

    private Optional<Manifest> rehearsed(ModelName model, ModelVersion version) {
        try (Stream<RunFacts> newest = runs.newest(model)) {
            return newest.filter(
                            facts -> facts.version().filter(version::equals).isPresent())
                    .flatMap(facts -> facts.manifest().stream())
                    .findFirst();
        }
    }

    @Override
    public String reference(ModelName model, ModelVersion version) {
        return "models/" + model + " " + version;
    }

    @Override
    public String remedy(ModelName model, ModelVersion version) {
        return "write version: " + version + " into models/" + model + "/model.yaml, or another one into the"
                + " environment's file";
    }
}
