package dev.slipway.cli.init;

import dev.slipway.cli.CliException;
import dev.slipway.inference.ExitCode;
import dev.slipway.releases.ModelRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A model that works, the price of a flat, in each way of making one. */
record Example(List<Template> templates) implements Content {
    private static final Template MODEL =
            new Template("common/model.yaml", "model.yaml", "what goes in and out, how good it must be");
    private static final Template GOLDEN = new Template("common/golden.csv", "golden.csv", "rows whose truth is known");
    private static final Template WEIGHTS =
            new Template("common/weights.json", "model/weights.json", "what training leaves");

    static Example of(ModelRuntime runtime) {
        return new Example(Stream.concat(Stream.of(MODEL, GOLDEN), own(runtime)).toList());
    }

    private static Stream<Template> own(ModelRuntime runtime) {
        return switch (runtime) {
            case JAVA ->
                Stream.of(
                        WEIGHTS,
                        new Template("java/Model.java.txt", "src/main/java/models/{{class}}.java", "scores"),
                        new Template("java/ModelTest.java.txt", "src/test/java/models/{{class}}Test.java", "its test"),
                        new Template("java/pom.xml", "pom.xml", "its libraries"),
                        readme("java"));
            case PYTHON ->
                Stream.of(
                        WEIGHTS,
                        new Template("python/model.py", "model.py", "scores"),
                        new Template("python/requirements.lock", "requirements.lock", "its libraries, none yet"),
                        new Template("python/test_model.py", "development/test_model.py", "its test"),
                        readme("python"));
            case ONNX ->
                Stream.of(new Template("onnx/example.onnx", "model.onnx", "what training leaves"), readme("onnx"));
            case IMAGE ->
                throw new CliException(
                        ExitCode.USAGE,
                        "--runtime: a model of the runtime image is whatever your Dockerfile makes; docs/images.md tells what"
                                + " it must keep. init writes java, python and onnx models");
        };
    }

    static Template readme(String runtime) {
        return new Template(runtime + "/README.md", "README.md", "what it does and how good it is");
    }

    @Override
    public Filled fill(Path folder, Map<String, String> words) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (Template template : templates) {
            files.put(template.write(folder, words), template.purpose());
        }
        return new Filled(files, List.of());
    }
}
