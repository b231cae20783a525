package dev.slipway.desk.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the edited files would change.
 *
 * @param environments those that were looked at
 * @param against what they were compared with, for a person
 * @param removed models that leave
 */
public record Plan(List<String> environments, String against, List<ModelPlan> changes, List<Removed> removed) {
    public Plan {
        removed = List.copyOf(removed);
        environments = List.copyOf(environments);
        changes = List.copyOf(changes);
    }

    /** Whether no rule is broken. */
    public boolean isGood() {
        return changes.stream().allMatch(change -> change.broken().isEmpty());
    }

    /** For a terminal: a sentence for each change, below it what breaks a rule and what to do. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (ModelPlan change : changes) {
            lines.add(printable(change.sentence()));
            change.notes().forEach(note -> lines.add("  note: " + printable(note)));
            change.broken().forEach(broken -> {
                lines.add("  BROKEN " + broken.rule() + ": " + printable(broken.problem()));
                lines.add("    → " + printable(broken.remedy()));
            });
        }
        removed.forEach(gone -> lines.add(printable(gone.sentence())));
        lines.add(summary());
        return lines;
    }

    /** For a comment of a pull request. */
    public String markdown() {
        StringBuilder text = new StringBuilder("### Slipway plan\n\n");
        for (ModelPlan change : changes) {
            text.append(change.broken().isEmpty() ? "- ✅ " : "- ❌ ")
                    .append(marked(change.sentence()))
                    .append('\n');
            change.notes()
                    .forEach(note -> text.append("  - ").append(marked(note)).append('\n'));
            change.broken().forEach(broken -> text.append("  - **")
                    .append(broken.rule())
                    .append("**: ")
                    .append(marked(broken.problem()))
                    .append(". What to do: ")
                    .append(marked(broken.remedy()))
                    .append('\n'));
        }
        removed.forEach(
                gone -> text.append("- 🗑 ").append(marked(gone.sentence())).append('\n'));
        return text.append(count() == 0 ? "" : "\n")
                .append(summary())
                .append('\n')
                .toString();
    }

    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("environments", environments);
        json.put("against", against);
        json.put("good", isGood());
        json.put("changes", changes.stream().map(ModelPlan::json).toList());
        json.put("removed", removed.stream().map(Removed::json).toList());
        return json;
    }

    private String summary() {
        String where = String.join(", ", environments) + " against " + against;
        long broken =
                changes.stream().mapToLong(change -> change.broken().size()).sum();
        return count() == 0
                ? "No model changes in " + where + "."
                : (count() == 1 ? "1 change" : count() + " changes") + " in " + where + ", "
                        + (broken == 0
                                ? "no rule broken."
                                : broken == 1 ? "1 rule broken." : broken + " rules broken.");
    }

    private int count() {
        return changes.size() + removed.size();
    }

    /** Names come from files and images that anybody wrote. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "·");
    }

    private static String marked(String text) {
        return printable(text).replaceAll("([\\\\`*_\\[\\]<>|#@])", "\\\\$1");
    }
}
