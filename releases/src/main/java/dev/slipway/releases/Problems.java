package dev.slipway.releases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one file, so that a person sees all of it at once. */
final class Problems {
    private final String file;
    private final List<Violation> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(int line, String key, String problem) {
        found.add(new Violation(file, line, key, problem));
    }

    /** Takes over what is wrong with another file that this one depends on. */
    void addAll(List<Violation> others) {
        found.addAll(others);
    }

    int count() {
        return found.size();
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            found.sort(Comparator.comparing(
                            (Violation violation) -> !violation.file().equals(file))
                    .thenComparing(Violation::line));
            throw new ReleaseFileException(found);
        }
    }
}
