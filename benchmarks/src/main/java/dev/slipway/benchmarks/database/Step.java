package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Command;

/**
 * Something that is measured again and again.
 *
 * @param prepare makes the databases as they have to be, unmeasured
 * @param command is measured
 * @param check throws where the work was not done
 */
record Step(String name, Action prepare, Command command, Action check) {
    /** Anything that may fail. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    Effort measure(Lab lab) throws Exception {
        prepare.run();
        lab.settle();
        double before = lab.analytics.cpu() + lab.application.cpu();
        Command.Run run = command.run();
        double server = lab.analytics.cpu() + lab.application.cpu() - before;
        check.run();
        double wall = run.cost().wall();
        return new Effort(wall, Done.work(run.out()).orElse(wall), run.cost().cpu(), server);
    }
}
