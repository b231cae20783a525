package dev.slipway.benchmarks;

import java.nio.file.Path;

/** How large images from scratch are: that of a Java model, and that of an ONNX model with ONNX Runtime in it. */
final class SizesFigure implements Benchmarks.Figure {
    @Override
    public void measure(Options options, Path work, Table table) throws Exception {
        Path java = Checkout.home().resolve("models/audience-forecast");
        print(table, "Java", ImageFigures.build(java, work.resolve("java.tar")), 55, 30);
        Path onnx = ForestFolder.write(work.resolve("forest"));
        print(table, "ONNX", ImageFigures.build(onnx, work.resolve("onnx.tar")), 85, 42);
    }

    private static void print(Table table, String kind, ImageFigures image, int unpacked, int pushed) {
        table.line("%s model from scratch", kind);
        table.figure("unpacked", image.unpackedMegabytes(), true, unpacked, " MB");
        table.figure("as pushed", image.pushedMegabytes(), true, pushed, " MB");
    }
}
