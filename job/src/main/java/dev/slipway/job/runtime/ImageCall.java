package dev.slipway.job.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What an image is started with.
 *
 * @param arguments the verb; more or none only to try the image's behaviour
 * @param in the input folder, mounted read-only; null where the verb needs none
 * @param out the output folder, or null
 * @param shared the folder that survives runs, or null
 * @param variables the model's own environment variables
 * @param log receives each line that the image prints, until there are too many; called by one thread at a time
 */
public record ImageCall(
        List<String> arguments, Path in, Path out, Path shared, Map<String, String> variables, Consumer<String> log) {
    public ImageCall {
        arguments = List.copyOf(arguments);
        variables = Map.copyOf(variables);
    }

    /** A call of {@code describe}, which needs no folder. */
    public static ImageCall describe() {
        return new ImageCall(List.of("describe"), null, null, null, Map.of(), line -> {});
    }

    /** Folders for a call, with no variables and nobody listening. */
    public static ImageCall folders(Path in, Path out, Path shared) {
        return new ImageCall(List.of(), in, out, shared, Map.of(), line -> {});
    }

    /** The same call with the model's own variables. */
    public ImageCall with(Map<String, String> given) {
        return new ImageCall(arguments, in, out, shared, given, log);
    }

    /** The same call with other arguments. */
    public ImageCall with(List<String> arguments) {
        return new ImageCall(arguments, in, out, shared, variables, log);
    }
}
