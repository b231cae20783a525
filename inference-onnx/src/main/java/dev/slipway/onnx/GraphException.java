package dev.slipway.onnx;

import ai.onnxruntime.OrtException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The graph could not score some rows. Its text is short, because it becomes the reason of a reject. */
final class GraphException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Pattern NODE = Pattern.compile("while running (\\w+) node\\..*?Status Message: (.*)");

    GraphException(OrtException cause) {
        super(reason(cause), cause);
    }

    /** What ONNX Runtime says, without its codes and its source files. */
    static String reason(OrtException e) {
        String text = e.getMessage()
                .replaceFirst("^Error code - \\w+ - message: ", "")
                .replaceAll("\\s+", " ");
        Matcher node = NODE.matcher(text);
        String reason = node.find() ? node.group(1) + ": " + node.group(2) : text;
        return reason.replaceAll("\\S*/onnxruntime_src/\\S+ ", "").strip();
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
