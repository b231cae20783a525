package dev.slipway.cli.desk;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.desk.Desk;
import dev.slipway.desk.Registry;
import dev.slipway.desk.Sources;
import dev.slipway.desk.plan.Broken;
import dev.slipway.desk.plan.Planner;
import dev.slipway.desk.plan.Promotion;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.releases.Environment;
import dev.slipway.releases.VersionEdit;
import dev.slipway.releases.VersionLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What came of a promotion.
 *
 * @param file the target's, as people name it
 * @param line of the number in it, from 1
 * @param before the version that the file named
 */
public record Promoted(Promotion promotion, String source, String target, String file, int line, ModelVersion before) {
    /**
     * Promotes: looks at the source, then writes the one number, or nothing where it is refused or there already.
     *
     * @throws CliException 64 where one of the files does not name the model, 75 where the target's cannot be written
     * @throws dev.slipway.releases.ReleaseFileException where a file is wrong, or somebody else changed it meanwhile
     */
    public static Promoted of(
            Checkout checkout,
            Desks desks,
            Function<Sources, Registry> registries,
            ModelName model,
            String from,
            String to) {
        Environment source = desks.environment(from);
        ModelVersion version =
                Desks.release(source, Desks.model(source, model.value())).version();
        Desks.model(desks.environment(to), model.value());
        Path file = checkout.environment(to);
        VersionEdit edit = VersionEdit.of(file, model, version);
        Desk desk = desks.desk(from);
        Promotion promotion = Promotion.of(desk, registries.apply(desk), model, version);
        Optional<String> before =
                Planner.before(to).filter(other -> !other.equals(from)).filter(desks.names()::contains);
        if (promotion.refused().isEmpty() && before.isPresent()) {
            // Whatever it comes from, prod runs what staging has run.
            Desk other = desks.desk(before.get());
            promotion = Promotion.of(other, registries.apply(other), model, version);
        }
        if (promotion.refused().isEmpty() && !edit.from().equals(version)) {
            try {
                edit.write();
            } catch (IOException failed) {
                throw new CliException(
                        ExitCode.TRY_AGAIN,
                        "environments/" + to + ".yaml cannot be written and is as it was: "
                                + CliException.words(failed),
                        failed);
            }
        }
        int line = VersionLine.find(file, model).map(VersionLine::number).orElse(1);
        return new Promoted(promotion, from, to, "environments/" + to + ".yaml", line, edit.from());
    }

    public Optional<Broken> refused() {
        return promotion.refused();
    }

    /** For a person, with what comes next. */
    public List<String> lines() {
        if (refused().isPresent()) {
            Broken broken = refused().get();
            return List.of(
                    promotion.model() + " " + promotion.version() + " may not go from " + source + " to " + target
                            + ", nothing was written",
                    "  BROKEN " + broken.rule() + ": " + broken.problem(),
                    "    → " + broken.remedy());
        }
        String where = file + ":" + line + ": " + promotion.model() + " ";
        return isThere()
                ? List.of(where + promotion.version() + " is there already")
                : List.of(
                        where + before + " → " + promotion.version() + ", "
                                + promotion.digest().orElseThrow(),
                        "'slipway plan -e " + target + "' tells what that changes.");
    }

    /** The same in a shape that stays. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", promotion.model().value());
        json.put("source", source);
        json.put("target", target);
        json.put("from", before.toString());
        json.put("to", promotion.version().toString());
        json.put("digest", promotion.digest().orElse(null));
        json.put("file", file);
        json.put("line", line);
        json.put("written", refused().isEmpty() && !isThere());
        json.put("refused", refused().map(Broken::json).orElse(null));
        return json;
    }

    private boolean isThere() {
        return before.equals(promotion.version());
    }
}
