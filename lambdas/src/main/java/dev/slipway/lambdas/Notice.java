package dev.slipway.lambdas;

import dev.slipway.inference.ExitCode;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What a person on call reads, on a telephone: a first line that says it all, then what is needed to go on.
 *
 * @param facts of {@code run.json}; empty where the run left none, because its job never began or was killed
 * @param place where the run's files are
 */
record Notice(EndedBuild build, String environment, Map<String, Object> facts, String place) {
    private static final int LONGEST_SUBJECT = 100;
    private static final int LONGEST_REASON = 1_000;

    /** Whether anybody should hear of it. */
    boolean due() {
        return !build.succeeded() || held();
    }

    private boolean held() {
        return "held".equals(facts.get("state"));
    }

    String headline() {
        String version = text("version") == null ? build.version() : text("version");
        return (build.succeeded() ? "HELD" : build.status().replace('_', ' ')) + " " + build.model()
                + (version == null ? "" : " " + version) + " in " + environment + ": " + what();
    }

    /** Mail takes 100 ASCII characters. */
    String subject() {
        String ascii = headline().replaceAll("[^\\x20-\\x7e]+", "?");
        return ascii.length() <= LONGEST_SUBJECT ? ascii : ascii.substring(0, LONGEST_SUBJECT - 3) + "...";
    }

    String message() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(headline()).add("");
        lines.add("Run: " + build.runId());
        add(lines, "Step: ", text("step"));
        add(lines, "As of: ", text("asOf"));
        add(lines, "Reason: ", cut(reason()));
        add(lines, "Log: ", build.log());
        add(lines, "Files: ", facts.isEmpty() ? null : place);
        lines.add("").add("What to do: " + advice());
        return lines.toString();
    }

    private String what() {
        if (build.succeeded()) {
            return "published, but not current";
        }
        Optional<Integer> status = exitStatus();
        if (status.isPresent()) {
            return (text("step") == null ? "the run" : text("step")) + " ended with " + status.get() + " ("
                    + ExitCode.of(status.get()).meaning() + ")";
        }
        return switch (build.status()) {
            case "TIMED_OUT" -> "the build took longer than it may";
            case "STOPPED" -> "the build was stopped";
            default -> build.trouble() == null ? "the build ended badly" : cut(build.trouble(), LONGEST_SUBJECT);
        };
    }

    /** What the job says itself, or else what CodeBuild saw of it. */
    private Optional<Integer> exitStatus() {
        return facts.get("exitCode") instanceof Number code && code.intValue() != 0
                ? Optional.of(code.intValue())
                : build.exitStatus();
    }

    private String reason() {
        String said = held() ? text("heldReason") : text("reason");
        return said == null ? build.trouble() : said;
    }

    private String advice() {
        if (build.succeeded()) {
            return "Readers still see the run before. If the rows of this one are right, make it current: roll back"
                    + " to run " + build.runId() + ".";
        }
        if (exitStatus().isEmpty()) {
            return build.status().equals("STOPPED")
                    ? "Start the run again if it was not meant to be stopped."
                    : "Read the log; if it says nothing of Slipway, CodeBuild itself did not get so far: start the run"
                            + " again.";
        }
        return switch (ExitCode.of(exitStatus().get())) {
            case BAD_DATA -> "Look at rejects.csv and report.json, mend the input, start the run again.";
            case TRY_AGAIN -> "Start the run again with the same as-of; if it ends the same way, read the log.";
            case BAD_CONFIGURATION ->
                "Mend what the reason names, in environments/" + environment
                        + ".yaml or among the secrets, deploy, and start the run again.";
            case TERMINATED -> "Start the run again if it was not meant to be stopped.";
            default ->
                "The same run will end the same way. Read the log; if this version is new, go back to the one"
                        + " before in environments/" + environment + ".yaml.";
        };
    }

    private String text(String key) {
        return facts.get(key) instanceof String text && !text.isBlank() ? text : null;
    }

    private static void add(StringJoiner lines, String name, String value) {
        if (value != null) {
            lines.add(name + value);
        }
    }

    private static String cut(String text) {
        return text == null ? null : cut(text, LONGEST_REASON);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
