package dev.slipway.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** How long {@code slipway build} takes where nothing has changed, and how much it makes anew where an artefact has. */
final class BuildFigure implements Benchmarks.Figure {
    @Override
    public void measure(Options options, Path work, Table table) throws Exception {
        Path model = ForestFolder.write(work.resolve("forest"));
        Path tar = work.resolve("forest.tar");
        List<String> before = ImageFigures.build(model, tar).layers();
        for (int round = 0; round < options.rounds(5); round++) {
            table.add("build, nothing changed", ImageFigures.build(model, tar).cost());
        }
        // Behind the graph a protocol buffer may have fields that nobody knows.
        Files.write(model.resolve("model.onnx"), new byte[] {(byte) 0xF8, 0x3F, 1}, StandardOpenOption.APPEND);
        ImageFigures retrained = ImageFigures.build(model, tar);
        table.add("build, the artefact changed", retrained.cost());
        long rewritten = retrained.layers().stream()
                .filter(layer -> !before.contains(layer))
                .count();
        table.print("slipway build of an ONNX model from scratch");
        table.figure(
                "wall, nothing changed", table.median("build, nothing changed").wall(), true, 2, " s");
        table.figure("layers made anew, the artefact changed", rewritten, true, 1, "");
    }
}
