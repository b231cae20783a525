package dev.slipway.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;

/**
 * Loads what commands load, so that {@code scripts/archive-classes} can keep it: the help of each, and what asks AWS,
 * which here is a server on this machine.
 */
final class Training {
    private static final Map<String, String> NOWHERE = Map.of(
            "aws.accessKeyId", "none",
            "aws.secretAccessKey", "none",
            "aws.region", "eu-central-1",
            "aws.disableEc2Metadata", "true");

    private static final int LONGEST_MILLIS = 60_000;

    private Training() {}

    public static void main(String[] arguments) throws IOException {
        String cloud = TrainingCloud.start();
        new Timer(true)
                .schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                Runtime.getRuntime().halt(1);
                            }
                        },
                        LONGEST_MILLIS);
        NOWHERE.forEach(System::setProperty);
        System.setProperty("aws.endpointUrl", cloud);
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        System.setErr(System.out);
        commands();
        // Ends also what a command left under way.
        System.exit(0);
    }

    private static void commands() throws IOException {
        Main.main(new String[] {"--help"});
        Commands.NAMES.forEach(command -> Slipway.execute(command, "--help"));
        Slipway.execute("status");
        Slipway.execute("plan");
        for (String environment : Checkout.find().environments()) {
            Slipway.execute("runs", "-e", environment, "--json");
            Slipway.execute("secrets", "list", "-e", environment);
            Slipway.execute("copy", "-e", environment);
        }
    }
}
