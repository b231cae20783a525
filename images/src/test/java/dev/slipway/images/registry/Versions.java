package dev.slipway.images.registry;

import dev.slipway.images.TinyImages;

/** Tiny images that say which version of a model they are. */
final class Versions {
    private Versions() {}

    /** @param trained stands for the artefact, which is all of the last layer that changes */
    static TinyImages of(String version, String trained) {
        return labelled(manifest(version), trained);
    }

    /** Of a model that has this golden set. */
    static TinyImages golden(String version, String sha256) {
        return labelled(manifest(version).replaceFirst("}$", ",\"goldenSha256\":\"" + sha256 + "\"}"), "");
    }

    private static TinyImages labelled(String manifest, String trained) {
        return TinyImages.script("exit 64")
                .file("/opt/model/manifest.json", manifest)
                .file("/opt/model/trained.txt", trained)
                .label("dev.slipway.manifest", manifest);
    }

    static String manifest(String version) {
        return """
                {"spec":"1.0","name":"tiny-model","version":"%s","key":["id"],\
                "input":[{"name":"id","type":"string"}],\
                "output":[{"name":"id","type":"string"},{"name":"score","type":"double"}]}""".formatted(version);
    }
}
