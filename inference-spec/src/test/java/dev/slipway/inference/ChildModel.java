package dev.slipway.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The main class of child processes: models by the name in the variable {@code TEST_MODEL}. */
final class ChildModel {
    private ChildModel() {}

    public static void main(String[] args) {
        Model.main(named(System.getenv("TEST_MODEL")), args);
    }

    private static Model named(String name) {
        return switch (name) {
            case "doubling" -> Image.DOUBLING;
            case "hanging" -> new Hanging();
            case "stubborn" -> new Stubborn();
            case "noisy" -> new Noisy();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Says when it is in the middle, and stays there. */
    private static final class Hanging implements Model {
        private Path folder;

        @Override
        public void load(Path model, Manifest manifest) {
            folder = model;
        }

        @Override
        public void predict(Batch rows) throws IOException, InterruptedException {
            Files.createFile(folder.resolve("in-the-middle"));
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    /** Keeps the process busy after SIGTERM and goes on scoring meanwhile. */
    private static final class Stubborn implements Model {
        private Path folder;
        private volatile boolean stopping;

        @Override
        public void load(Path model, Manifest manifest) {
            folder = model;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                // Hooks run side by side: the signal counts from the moment at which the library's own has seen it.
                sleep(500);
                stopping = true;
                sleep(1500);
            }));
        }

        @Override
        public void predict(Batch rows) throws Exception {
            Files.createFile(folder.resolve("in-the-middle"));
            while (!stopping) {
                sleep(1);
            }
            Image.DOUBLING.predict(rows);
        }

        private static void sleep(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Prints wherever it can. */
    private static final class Noisy implements Model {
        @Override
        public void load(Path model, Manifest manifest) {
            System.out.println("loading");
        }

        @Override
        public void predict(Batch rows) throws Exception {
            System.out.println("scoring");
            Image.DOUBLING.predict(rows);
        }

        @Override
        public void close() {
            System.out.println("closing");
        }
    }
}
