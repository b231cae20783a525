package dev.slipway.onnx;

import ai.onnxruntime.OrtException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The graph could not score some rows. Its text is short, because it becomes the reason of a reject. */
final class GraphException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Pattern NODE = Pattern.compile("while running (\\w+) node\\..*?Status Message: (.*)");

    private static final Pattern TOO_NEW =
            Pattern.compile("Opset (\\d+) is under development.* domain (\\S+) is till opset (\\d+)");

    /** {@code void onnxruntime::Name::name(const Type&, int) const}, before what it says. */
    private static final String FUNCTION = "[\\w:<>&* ]*\\bonnxruntime::[^(]*\\([^)]*\\) (const )?";

    GraphException(OrtException cause) {
        super(reason(cause), cause);
    }

    /** What ONNX Runtime says, without its codes, source files and functions. */
    static String reason(OrtException e) {
        String text = e.getMessage()
                .replaceFirst("^Error code - \\w+ - message: ", "")
                .replaceAll("\\s+", " ");
        Matcher tooNew = TOO_NEW.matcher(text);
        if (tooNew.find()) {
            return "it knows the operators of " + tooNew.group(2) + " up to opset " + tooNew.group(3)
                    + ", the graph has opset " + tooNew.group(1) + "; export it with an older one";
        }
        Matcher node = NODE.matcher(text);
        String reason = node.find() ? node.group(1) + ": " + node.group(2) : text;
        return reason.replaceAll("\\S*/onnxruntime_src/\\S+ ", "")
                .replaceFirst(FUNCTION, "")
                .strip();
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
