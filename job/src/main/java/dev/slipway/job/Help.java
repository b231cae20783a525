package dev.slipway.job;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** What {@code --help} prints: the verbs, every variable with its default and an example, and the exit codes. */
final class Help {
    private Help() {}

    static void print(PrintStream out) {
        out.println("usage: java -jar slipway-job.jar fetch|predict|publish|run");
        out.println();
        out.println("  fetch     brings the input into in/ of SLIPWAY_WORK, and request.json with it");
        out.println("  predict   lets the image score in/ into out/");
        out.println("  publish   brings out/ into the analytics database");
        out.println("  run       all three");
        out.println();
        out.println("Everything else comes from the environment:");
        for (Variable variable : Variable.values()) {
            out.println();
            out.println("  " + variable.key() + need(variable));
            out.println("      " + variable.meaning());
            out.println("      Example: " + variable.example()
                    + variable.byDefault().map(text -> ". Default: " + text).orElse(""));
        }
        out.println();
        out.println("  " + ModelVariables.PREFIX + "…");
        out.println(
                "      A variable for the model, which sees it without " + ModelVariables.PREFIX + ", and no other.");
        out.println("      Example: " + ModelVariables.EXAMPLE + "=28. Default: none");
        out.println();
        out.println("S3 is opened by the variables of the AWS SDK: AWS_REGION, AWS_ENDPOINT_URL and its credentials.");
        out.println();
        out.println("Exit codes: 0 done, 64 usage, 65 bad data, 70 a defect, 75 try again, 78 bad configuration,");
        out.println("143 stopped by SIGTERM.");
    }

    private static String need(Variable variable) {
        List<String> verbs = Arrays.stream(Verb.values())
                .filter(variable::neededBy)
                .map(Verb::word)
                .toList();
        return verbs.isEmpty()
                ? ""
                : verbs.size() == Verb.values().length ? " (needed)" : " (needed by " + String.join(", ", verbs) + ")";
    }
}
