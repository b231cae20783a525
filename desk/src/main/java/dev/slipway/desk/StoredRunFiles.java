package dev.slipway.desk;

import dev.slipway.desk.Store.Entry;
import dev.slipway.desk.runs.Together;
import dev.slipway.inference.ModelName;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs' files where the job keeps them. */
public record StoredRunFiles(Supplier<? extends Store> store) implements RunFiles {
    /** Files that are asked for at once. */
    private static final int PAGE = 16;

    private static final int FIRST = 2;

    @Override
    public Optional<RunFacts> find(ModelName model, String runId) {
        return facts(folder(model, runId) + RunFacts.FILE);
    }

    /** Keys are by run id, which tells no time; one page of the listing has 200 runs. */
    @Override
    public Stream<RunFacts> newest(ModelName model) {
        return store.get().list("runs/" + model + "/").stream()
                .filter(object -> object.key().endsWith("/" + RunFacts.FILE))
                .sorted(Comparator.comparing(Entry::changed).reversed().thenComparing(Entry::key))
                .collect(Collectors.collectingAndThen(Collectors.toList(), StoredRunFiles::pages))
                .flatMap(page -> Together.ask(page, object -> facts(object.key())).stream())
                .flatMap(Optional::stream);
    }

    /** So that who reads on does not wait for each file, and who looks for the latest does not fetch many. */
    private static Stream<List<Entry>> pages(List<Entry> all) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from == 0 ? FIRST : from + PAGE)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from == 0 ? FIRST : from + PAGE)));
    }

    @Override
    public List<Artifact> artifacts(ModelName model, String runId) {
        Map<String, String> checksums =
                find(model, runId).map(RunFacts::checksums).orElse(Map.of());
        String folder = folder(model, runId);
        return store.get().list(folder).stream()
                .map(object -> {
                    String name = object.key().substring(folder.length());
                    return new Artifact(name, object.bytes(), checksums.get(name));
                })
                .sorted(Comparator.comparing(Artifact::name))
                .toList();
    }

    @Override
    public InputStream open(ModelName model, String runId, String name) throws IOException {
        return store.get().open(folder(model, runId) + name);
    }

    private Optional<RunFacts> facts(String key) {
        return store.get().text(key).map(text -> RunFacts.parse(store.get().address(key), text));
    }

    private static String folder(ModelName model, String runId) {
        return "runs/" + model + "/" + runId + "/";
    }
}
