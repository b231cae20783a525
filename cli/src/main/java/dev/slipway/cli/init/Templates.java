package dev.slipway.cli.init;

import dev.slipway.releases.ModelRuntime;
import java.util.List;
import java.util.stream.Stream;

/** Which files a new model of each runtime gets. */
final class Templates {
    private static final List<Template> EXAMPLE = List.of(
            new Template("common/model.yaml", "model.yaml", "what goes in and out, how good it must be"),
            new Template("common/golden.csv", "golden.csv", "rows whose truth is known"),
            new Template("common/weights.json", "model/weights.json", "what training leaves"));

    private Templates() {}

    static List<Template> of(ModelRuntime runtime) {
        return switch (runtime) {
            case JAVA ->
                and(
                        EXAMPLE,
                        new Template("java/Model.java.txt", "src/main/java/models/{{class}}.java", "scores"),
                        new Template("java/ModelTest.java.txt", "src/test/java/models/{{class}}Test.java", "its test"),
                        new Template("java/pom.xml", "pom.xml", "its libraries"),
                        new Template("java/README.md", "README.md", "what it does and how good it is"));
            case PYTHON ->
                and(
                        EXAMPLE,
                        new Template("python/model.py", "model.py", "scores"),
                        new Template("python/requirements.lock", "requirements.lock", "its libraries, none yet"),
                        new Template("python/test_model.py", "development/test_model.py", "its test"),
                        new Template("python/README.md", "README.md", "what it does and how good it is"));
            case ONNX, IMAGE -> throw new IllegalArgumentException("not yet");
        };
    }

    private static List<Template> and(List<Template> first, Template... more) {
        return Stream.concat(first.stream(), Stream.of(more)).toList();
    }
}
