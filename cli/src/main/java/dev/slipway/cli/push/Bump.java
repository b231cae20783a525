package dev.slipway.cli.push;

import dev.slipway.cli.Checkout;
import dev.slipway.inference.Manifest;
import dev.slipway.releases.VersionLine;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The one line that lets staging run a version. */
record Bump(Manifest model, String file, Optional<VersionLine> today) {
    private static final String ENVIRONMENT = "staging";

    static Bump of(Checkout checkout, Manifest model) {
        Path file = checkout.environment(ENVIRONMENT);
        return new Bump(model, checkout.home().relativize(file).toString(), VersionLine.find(file, model.name()));
    }

    /** Where the line goes, for a person. */
    String where() {
        return today.map(line -> file + ":" + line.number() + ": "
                        + (isDone() ? "this version is there already:" : line.version() + " today, becomes:"))
                .orElse(file + " does not name " + model.name() + " yet; its entry needs:");
    }

    /** As it stands in the file then. */
    String line() {
        return today.map(line -> line.with(model.version())).orElse("    version: " + model.version());
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", file);
        json.put("line", today.map(VersionLine::number).orElse(null));
        json.put("replaces", today.map(VersionLine::version).orElse(null));
        json.put("text", line());
        return json;
    }

    private boolean isDone() {
        return today.map(line -> line.with(model.version()).equals(line.text())).orElse(false);
    }
}
