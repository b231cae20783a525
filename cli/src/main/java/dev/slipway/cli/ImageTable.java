package dev.slipway.cli;

import dev.slipway.cli.terminal.Console;
import dev.slipway.cli.terminal.Figures;
import dev.slipway.cli.terminal.TextTable;
import dev.slipway.images.BuiltImage;
import dev.slipway.images.ImageTar;
import dev.slipway.images.Layer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a build made: the image's digest, its sizes, and its layers. */
record ImageTable(BuiltImage built, ImageTar image) {
    void print(Console console) {
        TextTable table = new TextTable(List.of("layer", ">unpacked", ">pushed", "digest"));
        List<Layer> layers = image.layers();
        List<String> names = names();
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            table.row(List.of(
                    names.get(i),
                    Figures.bytes(layer.unpackedSize()),
                    Figures.bytes(layer.size()),
                    layer.digest().substring(0, 19)));
        }
        table.row(List.of("in all", Figures.bytes(unpacked()), Figures.bytes(pushed()), ""));
        console.print(table);
        console.results().println();
        console.results()
                .println("image   " + built.name() + " for " + image.platform() + (built.fresh() ? "" : ", unchanged"));
        console.results().println("digest  " + image.digest());
        console.results().println("tar     " + Console.shown(built.tar()));
        console.results().println("SBOM    " + Console.shown(built.sbom()));
        built.remark().ifPresent(remark -> console.results().println("note    " + remark));
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("image", built.name());
        json.put("platform", image.platform());
        json.put("digest", image.digest());
        json.put("tar", built.tar().toString());
        json.put("sbom", String.valueOf(built.sbom()));
        json.put("fresh", built.fresh());
        built.remark().ifPresent(remark -> json.put("note", remark));
        json.put("unpackedBytes", unpacked());
        json.put("pushedBytes", pushed());
        List<Object> layers = new ArrayList<>();
        List<String> names = names();
        for (Layer layer : image.layers()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", names.get(layers.size()));
            entry.put("digest", layer.digest());
            entry.put("unpackedBytes", layer.unpackedSize());
            entry.put("pushedBytes", layer.size());
            layers.add(entry);
        }
        json.put("layers", layers);
        return json;
    }

    private long unpacked() {
        return image.layers().stream().mapToLong(Layer::unpackedSize).sum();
    }

    private long pushed() {
        return image.layers().stream().mapToLong(Layer::size).sum();
    }

    /** What each layer holds: a model's are named in the image's history, all others are its base. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        if (image.config().get("history") instanceof List<?> history) {
            for (Object entry : history) {
                if (entry instanceof Map<?, ?> layer && !Boolean.TRUE.equals(layer.get("empty_layer"))) {
                    boolean ours = String.valueOf(layer.get("created_by")).startsWith("slipway");
                    names.add(ours && layer.get("comment") instanceof String name ? name : "base");
                }
            }
        }
        while (names.size() < image.layers().size()) {
            names.add(0, "base");
        }
        return names;
    }
}
