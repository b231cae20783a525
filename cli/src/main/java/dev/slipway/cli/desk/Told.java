package dev.slipway.cli.desk;

import dev.slipway.cli.terminal.Console;
import dev.slipway.cli.terminal.JsonLine;
import dev.slipway.cli.terminal.TextTable;
import java.util.Map;

/** What a command tells: as text for a person, or as one JSON object for a program. */
final class Told {
    private final Console console;
    private final boolean json;

    Told(boolean json) {
        this.json = json;
        this.console = Console.ofProcess(json, System.getenv());
    }

    /** Something that goes on; never part of the result. */
    void remark(String line) {
        console.remark(line);
    }

    /** A line for a person. */
    void line(String line) {
        if (!json) {
            console.results().println(line);
        }
    }

    /** A table for a person. */
    void table(TextTable table) {
        if (!json) {
            console.print(table);
        }
    }

    /** The whole of it for a program; members that are not known are there as null. */
    void json(Map<String, Object> object) {
        if (json) {
            System.out.println(JsonLine.of(object));
        }
    }
}
