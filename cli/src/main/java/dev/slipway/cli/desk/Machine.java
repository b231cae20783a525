package dev.slipway.cli.desk;

import dev.slipway.desk.doctor.Finding;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.engine.EngineAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this machine has of what the commands use. */
record Machine(Map<String, String> environment) {
    private static final int LEAST_NODE = 20;
    private static final Pattern NODE = Pattern.compile("v(\\d+)\\.\\d+\\.\\d+");

    List<Finding> examine() {
        return List.of(java(), engine(), node());
    }

    /** The launcher has refused older ones. */
    private static Finding java() {
        return Finding.ok("java", System.getProperty("java.version") + ", " + System.getProperty("java.home"));
    }

    /** Models run as processes without one; images of others do not. */
    private Finding engine() {
        EngineAnswer answer = Engine.ask(environment);
        return answer.engine() == null
                ? Finding.missing(
                        "engine",
                        "no container engine answers: " + answer.reason(),
                        "install Docker or start it; without one models are rehearsed as processes")
                : Finding.ok("engine", "answers");
    }

    private static Finding node() {
        String version = version();
        Matcher matcher = NODE.matcher(version);
        String mend = "install Node " + LEAST_NODE + " or newer; CDK runs on it, so it is for deployments alone";
        if (!matcher.matches()) {
            return Finding.missing("node", "'node --version' does not answer", mend);
        }
        return Integer.parseInt(matcher.group(1)) >= LEAST_NODE
                ? Finding.ok("node", version)
                : Finding.missing("node", version, mend);
    }

    /** Empty where there is none. */
    private static String version() {
        try {
            Process node = new ProcessBuilder("node", "--version")
                    .redirectErrorStream(true)
                    .start();
            node.getOutputStream().close();
            String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return node.waitFor(10, TimeUnit.SECONDS) && node.exitValue() == 0 ? version : "";
        } catch (IOException none) {
            return "";
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
