package dev.slipway.job.runtime;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.job.engine.Executables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command that an image folder is started by: {@code entrypoint.json}, for example {@code ["python3","app/model.py"]}. */
record EntryPoint(Path folder, List<String> arguments) {
    static final String FILE = "entrypoint.json";

    /** Environment variables that the program needs, beside it; there need not be any. */
    static final String ENVIRONMENT = "environment.json";

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

    /**
     * The command with absolute paths: what starts with {@code app/} lies in the image, the program is on the path. Java
     * is told where temporary files belong, for it does not know TMPDIR.
     */
    List<String> command(String path, Path temporary) {
        List<String> command = new ArrayList<>();
        for (String argument : arguments) {
            command.add(inImage(argument));
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
        if (Path.of(program).endsWith("java")) {
            command.add(1, "-Djava.io.tmpdir=" + temporary);
        }
        return command;
    }

    /** The image's own variables, with absolute paths. */
    Map<String, String> environment() {
        Path file = folder.resolve(ENVIRONMENT);
        Map<String, String> environment = new LinkedHashMap<>();
        if (Files.exists(file)) {
            try {
                JSON.std
                        .mapFrom(Files.readString(file))
                        .forEach((name, value) -> environment.put(name, inImage((String) value)));
            } catch (IOException | ClassCastException unreadable) {
                throw wrong(
                        file + ": expected a JSON object of strings such as {\"PYTHONPATH\":\"app/lib\"}: "
                                + unreadable.getMessage(),
                        unreadable);
            }
        }
        return environment;
    }

    private String inImage(String text) {
        return text.startsWith("app/") ? folder.resolve(text).toString() : text;
    }

    private static InferenceException wrong(String message, Throwable cause) {
        return new InferenceException(ExitCode.BAD_CONFIGURATION, message, cause);
    }
}
