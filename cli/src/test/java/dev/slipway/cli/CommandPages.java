package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** {@code docs/cli.md}: the help of every command, and what it printed in the month. */
record CommandPages(Transcript transcript) {
    /** What works on this machine alone prints nothing that is the same everywhere. */
    private static final List<String> WITHOUT_EXAMPLES =
            List.of("init", "rehearse", "predict", "check", "build", "push", "python-base");

    private static final String HEAD = """
            # The commands

            Each is told by its own help, by what it printed in the month that `MonthIT` tells, and by the same for a program.
            This page is written by that test and compared with what commands print in every build:
            `mvn verify -pl cli -am -Dtest=MonthIT -Dsurefire.failIfNoSpecifiedTests=false -Dslipway.docs=true` writes it anew.

            With `--json` a command prints one JSON object on standard output, in one line (here in several), and everything else
            on standard error. Its members are always there, in this order; what is not known, or does not apply, is null.
            Moments are UTC, sizes bytes, durations seconds, costs US dollars. A command that cannot do what it is asked prints
            nothing there, a sentence on standard error, and ends with the code that `slipway --help` tells.

            Colours and lines that are redrawn are for terminals alone; `NO_COLOR` switches colours off there, too.

            """;

    @Override
    public String toString() {
        StringBuilder page = new StringBuilder(HEAD).append(block("slipway --help", help()));
        for (String command : Commands.NAMES) {
            page.append("\n## slipway ")
                    .append(command)
                    .append("\n\n")
                    .append(block(command + " --help", help(command)));
            CommandLine line = Slipway.commandLine().getSubcommands().get(command);
            for (String each : line.getSubcommands().keySet()) {
                page.append(block(command + " " + each + " --help", help(command, each)));
            }
            if (!WITHOUT_EXAMPLES.contains(command)) {
                examples(command)
                        .forEach(example -> page.append(block(example.getKey(), Transcript.shown(example.getValue()))));
            }
        }
        return page.toString();
    }

    /** The first that a person reads, the first that is refused or fails, the first for a program. */
    private List<Entry<String, Typed>> examples(String command) {
        List<Entry<String, Typed>> all = transcript.typed().entrySet().stream()
                .filter(typed -> typed.getKey().startsWith("slipway " + command + " ")
                        || typed.getKey().equals("slipway " + command))
                .toList();
        Stream<Entry<String, Typed>> first = all.stream().filter(typed -> isText(typed, 0));
        Stream<Entry<String, Typed>> refused = all.stream()
                .filter(typed -> isText(typed, typed.getValue().code())
                        && typed.getValue().code() != 0);
        Stream<Entry<String, Typed>> json = all.stream().filter(typed -> isJson(typed));
        assertThat(all).as(command).anyMatch(typed -> isText(typed, 0)).anyMatch(CommandPages::isJson);
        return Stream.of(first, refused, json).flatMap(each -> each.limit(1)).collect(Collectors.toList());
    }

    private static boolean isText(Entry<String, Typed> typed, int code) {
        return typed.getValue().code() == code && !isJson(typed);
    }

    private static boolean isJson(Entry<String, Typed> typed) {
        return typed.getKey().endsWith(" --json");
    }

    private static String help(String... command) {
        Typed help = Typed.slipway(
                Stream.concat(Stream.of(command), Stream.of("--help")).toArray(String[]::new));
        assertThat(help.code()).isZero();
        return help.out();
    }

    private static String block(String line, String printed) {
        String typed = line.startsWith("slipway") ? line : "slipway " + line;
        return "```text\n$ " + typed + "\n" + printed + "```\n\n";
    }
}
