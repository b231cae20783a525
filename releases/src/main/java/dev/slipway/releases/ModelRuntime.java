package dev.slipway.releases;

/** What turns a model's folder into an inference image. */
public enum ModelRuntime {
    /** A Maven module; the jar's main method is the entry point. */
    JAVA,
    /** {@code model.py}, on Slipway's one-file library. */
    PYTHON,
    /** An ONNX file, scored by Slipway's own program. */
    ONNX,
    /** Anybody's Dockerfile. */
    IMAGE
}
