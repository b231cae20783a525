package dev.slipway.images;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A packed model, what an image is made of: {@code app/} with the program and its libraries, {@code model/},
 * {@code entrypoint.json} and, where the program needs variables, {@code environment.json}.
 *
 * @param entryPoint the command without the verb; arguments that start with {@code app/} lie in the folder
 */
public record ImageFolder(Path folder, List<String> entryPoint, Map<String, String> environment, Manifest manifest) {
    static final String COMMAND = "entrypoint.json";
    static final String VARIABLES = "environment.json";

    /** @throws InferenceException 78 with the file where it is no image folder */
    public static ImageFolder read(Path folder) {
        Path command = folder.resolve(COMMAND);
        Path manifest = folder.resolve("model").resolve(Manifest.FILE);
        if (!Files.isRegularFile(command) || !Files.isDirectory(folder.resolve("app")) || !Files.exists(manifest)) {
            throw wrong(
                    folder + ": expected a packed model with " + COMMAND + ", app/ and model/" + Manifest.FILE, null);
        }
        try {
            List<String> entryPoint = JSON.std.listFrom(Files.readString(command)).stream()
                    .map(String.class::cast)
                    .toList();
            if (entryPoint.isEmpty()) {
                throw wrong(command + ": expected a command, got an empty list", null);
            }
            return new ImageFolder(
                    folder,
                    entryPoint,
                    variables(folder.resolve(VARIABLES)),
                    Manifest.parse(Files.readString(manifest)));
        } catch (IOException | ClassCastException e) {
            throw wrong(
                    command + ": expected a JSON list of texts such as [\"java\",\"-jar\",\"app/model.jar\"]: "
                            + e.getMessage(),
                    e);
        }
    }

    private static Map<String, String> variables(Path file) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (Files.exists(file)) {
            try {
                JSON.std.mapFrom(Files.readString(file)).forEach((name, value) -> variables.put(name, (String) value));
            } catch (IOException | ClassCastException e) {
                throw wrong(
                        file + ": expected a JSON object of texts such as {\"PYTHONPATH\":\"app/lib\"}: "
                                + e.getMessage(),
                        e);
            }
        }
        return variables;
    }

    /** A path of the folder as the image has it. */
    static String inImage(String argument) {
        return argument.startsWith("app/") ? "/opt/" + argument : argument;
    }

    private static InferenceException wrong(String message, Throwable cause) {
        return new InferenceException(ExitCode.BAD_CONFIGURATION, message, cause);
    }
}
