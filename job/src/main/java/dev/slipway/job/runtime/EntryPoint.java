package dev.slipway.job.runtime;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that an image folder is started by: {@code entrypoint.json}, for example {@code ["python3","app/model.py"]}. */
record EntryPoint(Path folder, List<String> arguments) {
    static final String FILE = "entrypoint.json";

    /** Reads it; 78 with the file and what would be right where it is missing or something else. */
    static EntryPoint of(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file) || !Files.isDirectory(folder.resolve("model"))) {
            throw wrong(folder + ": expected an image folder with " + FILE + ", app/ and model/", null);
        }
        try {
            List<String> arguments = new ArrayList<>();
            for (Object argument : JSON.std.listFrom(Files.readString(file))) {
                arguments.add((String) argument);
            }
            if (arguments.isEmpty()) {
                throw wrong(file + ": expected a command, got an empty list", null);
            }
            return new EntryPoint(folder, List.copyOf(arguments));
        } catch (IOException | ClassCastException unreadable) {
            throw wrong(
                    file + ": expected a JSON list such as [\"java\",\"-jar\",\"app/model.jar\"]: "
                            + unreadable.getMessage(),
                    unreadable);
        }
    }

    /** The command with absolute paths: what starts with {@code app/} lies in the image, the program is on the path. */
    List<String> command(String path) {
        List<String> command = new ArrayList<>();
        for (String argument : arguments) {
            command.add(argument.startsWith("app/") ? folder.resolve(argument).toString() : argument);
        }
        String program = command.get(0);
        if (!program.contains("/")) {
            command.set(
                    0,
                    Executables.find(program, path)
                            .orElseThrow(() -> wrong(
                                    folder + ": " + FILE + " starts " + program
                                            + ", which this machine does not have: install it or extend PATH ("
                                            + path + ")",
                                    null))
                            .toString());
        }
        return command;
    }

    private static InferenceException wrong(String message, Throwable cause) {
        return new InferenceException(ExitCode.BAD_CONFIGURATION, message, cause);
    }
}
