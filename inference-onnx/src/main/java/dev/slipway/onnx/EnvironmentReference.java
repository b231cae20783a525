package dev.slipway.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Keeps ONNX Runtime's environment alive until the process is gone.
 *
 * <p>Its Java library closes the environment in a shutdown hook, while our threads still score: one SIGTERM in twenty-five
 * ended with an abort (134) instead of 143. The native environment counts its references, so a second one that nobody
 * gives back keeps the hook from pulling it away. There is no public way to take one, hence the reflection; ONNX Runtime's
 * version is pinned, and a test sees to it.
 */
final class EnvironmentReference {
    private EnvironmentReference() {}

    /** To be called once, when the environment is there. */
    static void hold() {
        try {
            Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            api.setAccessible(true);
            Method create = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            create.setAccessible(true);
            create.invoke(null, api.getLong(null), Sessions.LOG_LEVEL.getValue(), Sessions.NAME);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("ONNX Runtime is another than the one this was written for: " + e, e);
        }
    }
}
