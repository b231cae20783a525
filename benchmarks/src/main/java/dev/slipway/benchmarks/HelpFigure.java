package dev.slipway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;

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
        Path source = Files.writeString(work.resolve("Hello.java"), """
                class Hello { public static void main(String[] arguments) { System.out.println("Hello, world"); } }
                """);
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", work.toString(), source.toString()) != 0) {
            throw new IllegalStateException("the compiler refuses " + source);
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Hello");
        Path jar = work.resolve("hello.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("Hello.class"));
            Files.copy(work.resolve("Hello.class"), out);
        }
        return jar;
    }
}
