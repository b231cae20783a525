package dev.slipway.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentReferenceTest {
    @TempDir
    Path folder;

    /** Runs the very hook that ONNX Runtime's library runs on SIGTERM. Without our reference the JVM aborts here. */
    @Test
    void shouldScoreOnWhenTheShutdownHookHasClosedTheEnvironment() throws Exception {
        OrtEnvironment environment = Sessions.environment();
        Class<?> runtime = Class.forName("ai.onnxruntime.OnnxRuntime");
        var api = runtime.getDeclaredField("ortApiHandle");
        api.setAccessible(true);
        var handle = OrtEnvironment.class.getDeclaredField("nativeHandle");
        handle.setAccessible(true);
        Constructor<?> hook = Class.forName("ai.onnxruntime.OrtEnvironment$OrtEnvCloser")
                .getDeclaredConstructor(long.class, long.class);
        hook.setAccessible(true);

        ((Runnable) hook.newInstance(api.getLong(null), handle.getLong(environment))).run();

        Graph graph = Graph.of(17, 0)
                .input("X", ElementType.FLOAT, "N", 1)
                .output("Y", ElementType.FLOAT, "N", 1)
                .node("Neg", List.of("X"), List.of("Y"));
        Scoring.of(folder, graph, "x: double", "y: double").shouldGive(List.of("2"), List.of("-2.0"));
        EnvironmentReference.hold();
        assertThat(Sessions.environment()).isSameAs(environment);
    }
}
