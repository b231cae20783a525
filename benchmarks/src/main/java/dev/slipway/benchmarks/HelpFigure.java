package dev.slipway.benchmarks;

import dev.slipway.job.JavaProgram;
import java.io.IOException;
import java.nio.file.Path;

/**
 * {@code ./slipway --help} beside a jar that says hello, on the same JDK; for information also the help of a command,
 * which picocli lays out, and the launcher without its archive of classes.
 */
final class HelpFigure implements Benchmarks.Figure {
    private static final String OURS = "./slipway --help";
    private static final String HELLO = "java -jar hello.jar";

    @Override
    public void measure(Options options, Path work, Table table) throws Exception {
        Path home = Checkout.home();
        Command hello = Command.of(Checkout.java(), "-jar", hello(work).toString());
        Command ours = Command.slipway("--help");
        Command command = Command.slipway("help", "status");
        Command bare = Command.of(
                Checkout.java(),
                "-Dslipway.home=" + home,
                "-jar",
                home.resolve("cli/target/slipway.jar").toString(),
                "help",
                "status");
        for (int round = -1; round < options.rounds(21); round++) {
            Table into = round < 0 ? new Table(System.out) : table;
            into.add(HELLO, hello.run().cost());
            into.add(OURS, ours.run().cost());
            into.add("./slipway help status", command.run().cost());
            into.add("the same, no launcher, no archive", bare.run().cost());
        }
        table.print("the start of a command");
        table.figure(
                OURS + " / " + HELLO,
                table.median(OURS).wall() / table.median(HELLO).wall(),
                true,
                1.5,
                "");
    }

    private static Path hello(Path work) throws IOException {
        return JavaProgram.jar(work.resolve("hello.jar"), "Hello", """
                class Hello { public static void main(String[] arguments) { System.out.println("Hello, world"); } }
                """, work);
    }
}
