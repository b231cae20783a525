package dev.slipway.releases;

import dev.slipway.releases.YamlDocument.Unreadable;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Refuses the parts of YAML that make a file mean something else than it shows: anchors, aliases and merge keys (they
 * are inheritance, and can grow without bound), tags, several documents. Works on events, before anything is built.
 */
final class YamlSubset {
    private static final int DEEPEST = 32;

    private int documents;
    private int depth;

    private YamlSubset() {}

    static void check(String text) {
        YamlSubset subset = new YamlSubset();
        new Parse(YamlDocument.settings(text)).parseString(text).forEach(subset::check);
    }

    private void check(Event event) {
        if (event instanceof DocumentStartEvent && ++documents > 1) {
            throw refused(event, "expected one document, got a second one after ---");
        }
        if (event instanceof DocumentStartEvent start && start.getSpecVersion().isPresent()) {
            // Under another version the same text would mean something else.
            throw refused(
                    event,
                    "expected no directive, got %YAML "
                            + start.getSpecVersion().get().getRepresentation());
        }
        if (event instanceof AliasEvent alias) {
            throw refused(event, "expected the value itself, got the alias *" + alias.getAlias());
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw refused(
                    event, "expected no anchors, got &" + node.getAnchor().get().getValue());
        }
        if (event instanceof CollectionStartEvent start) {
            refuseTag(event, start.getTag().orElse(""));
            if (++depth > DEEPEST) {
                throw refused(event, "expected at most " + DEEPEST + " levels, got more");
            }
        }
        if (event instanceof CollectionEndEvent) {
            depth--;
        }
        if (event instanceof ScalarEvent scalar) {
            refuseTag(event, scalar.getTag().orElse(""));
            if (scalar.isPlain() && scalar.getValue().equals("<<")) {
                throw refused(event, "expected no merge key, got <<; write the values out");
            }
        }
    }

    private static void refuseTag(Event event, String tag) {
        if (!tag.isEmpty()) {
            throw refused(event, "expected no tags, got " + tag);
        }
    }

    private static Unreadable refused(Event event, String message) {
        return new Unreadable(event.getStartMark().map(Mark::getLine).orElse(0) + 1, message);
    }
}
