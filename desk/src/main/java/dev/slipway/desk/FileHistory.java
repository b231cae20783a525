package dev.slipway.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * History from the files that the job and the ledger write: {@code …/v<major>/<seq>.json} and {@code
 * …/v<major>/holds/<seq>.json}. Their names sort as the changes do, so few of them are read.
 */
public final class FileHistory implements History {
    private static final Pattern NAME = Pattern.compile(".*?/v(\\d+)/(holds/)?\\d{10}\\.json");

    private final UnaryOperator<String> read;
    private final Map<Integer, List<String>> changes = new TreeMap<>();
    private final Map<Integer, List<String>> holds = new TreeMap<>();

    /**
     * @param names all files of the model; others are passed over
     * @param read the content of one
     */
    public FileHistory(Collection<String> names, UnaryOperator<String> read) {
        this.read = read;
        names.stream().sorted().forEach(name -> {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches()) {
                (matcher.group(2) == null ? changes : holds)
                        .computeIfAbsent(Integer.valueOf(matcher.group(1)), major -> new ArrayList<>())
                        .add(name);
            }
        });
    }

    @Override
    public List<Integer> majors() {
        return List.copyOf(changes.keySet());
    }

    @Override
    public List<Change> changes(int major) {
        return changes.getOrDefault(major, List.of()).stream().map(this::change).toList();
    }

    @Override
    public Optional<Change> current(int major) {
        return last(changes, major).map(this::change);
    }

    @Override
    public Optional<Change> currentOn(int major, Instant moment) {
        List<String> names = changes.getOrDefault(major, List.of());
        int from = 0;
        int to = names.size();
        // The first change after the moment lies between the two.
        while (from < to) {
            int middle = (from + to) / 2;
            if (change(names.get(middle)).at().isAfter(moment)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from == 0 ? Optional.empty() : Optional.of(change(names.get(from - 1)));
    }

    @Override
    public Optional<Hold> held(int major) {
        return last(holds, major)
                .map(name -> Hold.of(JsonFile.read(name, read.apply(name))))
                .filter(Hold::held);
    }

    private Change change(String name) {
        return Change.of(JsonFile.read(name, read.apply(name)));
    }

    private static Optional<String> last(Map<Integer, List<String>> files, int major) {
        List<String> names = files.getOrDefault(major, List.of());
        return names.isEmpty() ? Optional.empty() : Optional.of(names.get(names.size() - 1));
    }
}
