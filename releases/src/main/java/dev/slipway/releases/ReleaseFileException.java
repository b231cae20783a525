package dev.slipway.releases;

import java.util.List;
import java.util.stream.Collectors;

/** A file is wrong. The message has a line for each violation, in the order of the file; show it without a stack trace. */
public final class ReleaseFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    public ReleaseFileException(List<Violation> violations) {
        super(violations.stream().map(Violation::toString).collect(Collectors.joining("\n")));
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }
}
