package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was typed and what it printed, day by day, as a person would copy it from a terminal. */
final class Transcript {
    private final StringBuilder text = new StringBuilder();
    private final Map<String, Typed> typed = new LinkedHashMap<>();
    private final Path folder;
    private String day = "";

    /** @param folder of the test, which is another one each time */
    Transcript(Path folder) {
        this.folder = folder;
    }

    void day(String date) {
        day = date;
        text.append("\n══ ").append(date).append('\n');
    }

    /** Something that happened and that nobody typed. */
    void note(String what) {
        text.append("\n# ").append(what).append('\n');
    }

    Typed add(int code, Typed typedNow, String... arguments) {
        String line = here(line(arguments));
        Typed answer = new Typed(typedNow.code(), here(typedNow.out()), here(typedNow.err()));
        text.append("\n$ ").append(line).append('\n').append(shown(answer));
        typed.putIfAbsent(line, answer);
        assertThat(answer.code())
                .as("%s: %s%n%s%s", day, line, answer.out(), answer.err())
                .isEqualTo(code);
        return answer;
    }

    private String here(String told) {
        return told.replace(folder.toString(), "/home/ann");
    }

    private static String line(String... arguments) {
        return Stream.concat(Stream.of("slipway"), Stream.of(arguments))
                .map(word -> word.contains(" ") ? '"' + word + '"' : word)
                .collect(Collectors.joining(" "));
    }

    /** Both streams, and the exit code where it is not 0; JSON in lines. */
    static String shown(Typed answer) {
        String out = answer.out().startsWith("{") ? pretty(answer.out()) : answer.out();
        return answer.err() + out + (answer.code() == 0 ? "" : "[exit code " + answer.code() + "]\n");
    }

    /** What command lines printed, each the first time that it was typed. */
    Map<String, Typed> typed() {
        return typed;
    }

    private static String pretty(String json) {
        try {
            return JSON.std
                            .with(JSON.Feature.PRETTY_PRINT_OUTPUT, JSON.Feature.WRITE_NULL_PROPERTIES)
                            .asString(JSON.std.mapFrom(json))
                    + "\n";
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public String toString() {
        return text.toString().stripLeading();
    }
}
