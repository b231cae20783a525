package dev.slipway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code npx cdk synth} beside the same app started by Maven, with twenty models beside one, and with mistakes. */
final class SynthFigure implements Benchmarks.Figure {
    private static final int MANY = 20;

    @Override
    public void measure(Options options, Path work, Table table) throws Exception {
        require("node_modules/.bin/cdk", "npm ci");
        Command.of(Checkout.home().resolve("scripts/build-infra").toString()).run();
        SynthFolder checkout = SynthFolder.byScript(folder(work, "script"));
        Command ours = checkout.synth();
        Command maven = SynthFolder.byMaven(folder(work, "maven")).synth();
        maven.run(); // compiles
        ours.run(); // writes its archive of classes, and unpacks CDK where this machine has not yet
        Command one = checkout.like(folder(work, "one")).models(1, "1.0.0").synth();
        Command many = checkout.like(folder(work, "many")).models(MANY, "1.0.0").synth();
        Command wrong =
                checkout.like(folder(work, "wrong")).models(MANY, "v1.0").failing();
        for (int round = 0; round < options.rounds(5); round++) {
            table.add("scripts/synth-infra", ours.run().cost());
            table.add("mvn -e -q compile exec:java", maven.run().cost());
            table.add("one model", one.run().cost());
            table.add(MANY + " models", many.run().cost());
            Command.Run failed = wrong.run();
            long listed = failed.out()
                    .lines()
                    .filter(line -> line.contains("staging.yaml:") && line.contains("version: expected"))
                    .count();
            if (listed != MANY) {
                throw new IllegalStateException(listed + " of " + MANY + " mistakes were listed:\n" + failed.out());
            }
            table.add(MANY + " mistakes in each file", failed.cost());
        }
        table.print("npx cdk synth of all environments, validator off");
        double wall = table.median("scripts/synth-infra").wall();
        table.figure(
                "script / Maven",
                wall / table.median("mvn -e -q compile exec:java").wall(),
                true,
                0.6,
                "");
        table.figure(
                MANY + " models / one model",
                table.median(MANY + " models").wall()
                        / table.median("one model").wall(),
                true,
                2,
                "");
        table.figure(
                MANY + " mistakes in each file, all listed",
                table.median(MANY + " mistakes in each file").wall(),
                true,
                3,
                " s");
    }

    private static Path folder(Path work, String name) throws IOException {
        return Files.createDirectory(work.toRealPath().resolve(name));
    }

    private static void require(String file, String command) {
        if (!Files.exists(Checkout.home().resolve(file))) {
            throw new IllegalStateException("there is no " + file + "; call " + command + " before");
        }
    }
}
