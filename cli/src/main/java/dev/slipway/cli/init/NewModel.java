package dev.slipway.cli.init;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.Tool;
import dev.slipway.cli.postgres.Folders;
import dev.slipway.cli.rehearsal.AtEnd;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.ModelName;
import dev.slipway.releases.ModelFile;
import dev.slipway.releases.ModelRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A model that is to be: writes its folder, whole or not at all.
 *
 * @param folder the model's folder, which must not be there yet
 * @param onnx the trained graph to make it of; null for an example
 */
public record NewModel(Checkout checkout, ModelName name, ModelRuntime runtime, Path folder, Path onnx, Tool tool) {
    private static final Duration CHILD_LIMIT = Duration.ofSeconds(10);
    private static final Duration MOMENT = Duration.ofMillis(200);

    /** What was written: the files with what they are for, and what a person has to decide. */
    public record Written(ModelFile model, Map<String, String> files, List<String> notes) {}

    public NewModel {
        folder = folder.toAbsolutePath().normalize();
        if (Files.exists(folder)) {
            throw new CliException(
                    ExitCode.USAGE, folder + " is there already and was left as it is; choose another name or folder");
        }
        if (runtime == ModelRuntime.JAVA && !folder.startsWith(checkout.home())) {
            throw new CliException(
                    ExitCode.USAGE,
                    "--folder: a Java model is compiled together with Slipway, so expected a folder in "
                            + checkout.home() + ", got " + folder);
        }
    }

    /**
     * Writes the folder; a Java model becomes a module of {@code models/pom.xml} too.
     *
     * @throws CliException 75 where something cannot be written; then nothing is left behind
     */
    public Written write() {
        ModelsPom pom = new ModelsPom(checkout.home().resolve("models/pom.xml"));
        boolean java = runtime == ModelRuntime.JAVA;
        String modules = java ? pom.with(slashes(pom.file().getParent().relativize(folder))) : null;
        // Another one each time: what a killed call left is in nobody's way.
        Path fresh = folder.resolveSibling("." + folder.getFileName() + "." + UUID.randomUUID() + ".new");
        AtEnd end = new AtEnd(stopping -> {
            if (stopping) {
                endAndClear(fresh);
            }
        });
        Path created = null;
        try {
            Files.createDirectories(folder.getParent());
            created = Files.createDirectory(fresh);
            Content.Filled filled = content().fill(fresh, words());
            ModelFile.read(fresh);
            created = Files.move(fresh, folder);
            if (java) {
                pom.replace(modules);
            }
            return new Written(ModelFile.read(folder), filled.files(), filled.notes());
        } catch (IOException | RuntimeException e) {
            if (created != null && !AtEnd.stopping()) {
                clear(created);
            }
            if (e instanceof RuntimeException told) {
                throw told;
            }
            String why = e instanceof IOException failed ? CliException.words(failed) : e.toString();
            throw new CliException(ExitCode.TRY_AGAIN, folder + " cannot be written: " + why, e);
        } finally {
            end.close();
        }
    }

    /** Once more where what scores was only just about to be started, and has written the folder again. */
    private static void endAndClear(Path fresh) {
        long patience = System.nanoTime() + CHILD_LIMIT.toNanos();
        do {
            endChildren();
            clear(fresh);
            LockSupport.parkNanos(MOMENT.toNanos());
        } while (Files.exists(fresh) && System.nanoTime() < patience);
    }

    /** What scores with the graph writes into the folder until it is gone. */
    private static void endChildren() {
        ProcessHandle.current().descendants().forEach(child -> {
            child.destroy();
            child.onExit()
                    .completeOnTimeout(child, CHILD_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        });
    }

    private Content content() {
        return onnx == null ? Example.of(runtime) : new OnnxFile(onnx, checkout, tool);
    }

    /** How the commands are told which model it is: by its name, or by its folder where that is elsewhere. */
    public String reference() {
        return checkout.home().resolve("models").resolve(name.value()).equals(folder) ? name.value() : shown();
    }

    /** The folder's path from the checkout; as it is where it lies elsewhere. */
    public String shown() {
        return slashes(folder.startsWith(checkout.home()) ? checkout.home().relativize(folder) : folder);
    }

    private Map<String, String> words() {
        return Map.of(
                "name", name.value(),
                "runtime", runtime.name().toLowerCase(Locale.ROOT),
                "class", className(),
                "model", reference(),
                "folder", shown(),
                "schema", fromFolder("releases/src/main/resources/schemas/model.schema.json"),
                "parent", fromFolder("models/pom.xml"),
                "contract", "../" + fromFolder("inference-spec/python"));
    }

    private String fromFolder(String inCheckout) {
        return slashes(folder.relativize(checkout.home().resolve(inCheckout)));
    }

    private String className() {
        return Arrays.stream(name.value().split("-"))
                        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining())
                + "Model";
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }

    /** Why it was not written is what there is to tell, not that something of it is left. */
    private static void clear(Path folder) {
        try {
            if (Files.exists(folder)) {
                Folders.delete(folder);
            }
        } catch (IOException left) {
            System.err.println("! " + folder + " is left over: " + left);
        }
    }
}
