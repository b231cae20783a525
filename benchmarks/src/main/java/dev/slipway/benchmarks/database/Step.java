package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Command;
import java.util.Optional;

/**
 * Something that is measured again and again.
 *
 * @param prepare makes the databases as they have to be, unmeasured
 * @param command is measured; empty where its program is not installed
 * @param check throws where the work was not done
 */
record Step(String name, Action prepare, Optional<Command> command, Action check) {
    private static final long ENDING_MILLIS = 100;

    static Step java(String name, Action prepare, Command command, Action check) {
        return new Step(name, prepare, Optional.of(command), check);
    }

    /** Anything that may fail. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    Effort measure(Lab lab) throws Exception {
        prepare.run();
        lab.settle();
        double before = lab.analytics.cpu() + lab.application.cpu();
        Command.Run run = command.orElseThrow().run();
        // A server's process ends a moment after its client, and only then is its time told.
        Thread.sleep(ENDING_MILLIS);
        double server = lab.analytics.cpu() + lab.application.cpu() - before;
        check.run();
        double wall = run.cost().wall();
        double client = Done.cpu(run.out()).orElse(run.cost().cpu());
        return new Effort(wall, Done.work(run.out()).orElse(wall), client, server);
    }
}
