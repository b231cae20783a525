package dev.slipway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * From the start of an ONNX image's program to its first score: a predict of one row, by the files of an image from
 * scratch, until it says that the row is scored, against an image of the same program that has to unpack the native library from
 * its jar, with a class archive as well. For information also until it has ended, and, where an engine answers, in a container, beside a container that does
 * nothing.
 */
final class StartFigure implements Benchmarks.Figure {
    private static final String SCORED = "the first rows are scored";
    private static final String TO_EXIT = ", to its end";
    private static final String OURS = "image's program";
    private static final String UNPACKING = "with the library in its jar";

    @Override
    public void measure(Options options, Path work, Table table) throws Exception {
        Path tar = work.resolve("image.tar");
        ImageFigures.build(ForestFolder.write(work.resolve("forest")), tar);
        ImageFiles image = ImageFiles.unpack(tar, work.resolve("image"));
        ImageFiles unpacking = image.withLibraryInItsJar(Files.createDirectory(work.resolve("unpacking")));
        ForestData data = ForestData.write(memory(work).resolve("run"), 1);
        try {
            measure(options, image, unpacking, data, tar, table);
        } finally {
            if (!data.root().startsWith(work)) {
                Checkout.delete(data.root().getParent());
            }
        }
        table.print("an ONNX model's predict of one row, from its start to its first score");
        double wall = table.median(OURS).wall();
        table.figure("start to first score", wall, true, 0.25, " s");
        table.figure(
                "the same / with the library in its jar",
                wall / table.median(UNPACKING).wall(),
                true,
                0.6,
                "");
    }

    private static void measure(
            Options options, ImageFiles image, ImageFiles vendors, ForestData data, Path tar, Table table)
            throws Exception {
        Command ours = image.program("predict", data.environment());
        Command unpacking = vendors.program("predict", data.environment());
        try (Container container = Container.load(tar, data)) {
            for (int round = -1; round < options.rounds(11); round++) {
                Table into = round < 0 ? new Table(System.out) : table;
                for (Map.Entry<String, Command> run :
                        Map.of(OURS, ours, UNPACKING, unpacking).entrySet()) {
                    data.clear();
                    into.add(run.getKey(), firstScore(run.getValue()));
                    data.clear();
                    into.add(run.getKey() + TO_EXIT, run.getValue().run().cost());
                }
                for (Map.Entry<String, Command> run : container.commands().entrySet()) {
                    data.clear();
                    into.add(run.getKey(), run.getValue().run().cost());
                }
            }
        }
    }

    private static Cost firstScore(Command command) throws Exception {
        return new Cost(command.with(Map.of("SLIPWAY_VERBOSE", "true")).secondsUntil(SCORED), Double.NaN);
    }

    /** Files in memory where there are such: how long a disk takes to keep a file is no figure of ours. */
    private static Path memory(Path work) throws IOException {
        Path shared = Path.of("/dev/shm");
        return Files.isDirectory(shared) ? Files.createTempDirectory(shared, "slipway-benchmark") : work;
    }
}
