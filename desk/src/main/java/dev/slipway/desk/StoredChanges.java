package dev.slipway.desk;

import dev.slipway.desk.Store.Entry;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import java.util.List;
import java.util.function.Supplier;

/** Changes where the job and the ledger tell them. */
public record StoredChanges(Supplier<? extends Store> store) implements Changes {
    @Override
    public History of(ModelName model) {
        List<String> keys = store.get().list("changes/" + model + "/").stream()
                .map(Entry::key)
                .toList();
        return new FileHistory(keys, this::text);
    }

    private String text(String key) {
        return store.get()
                .text(key)
                .orElseThrow(() -> new InferenceException(
                        ExitCode.TRY_AGAIN,
                        store.get().address(key) + " is gone, though nobody may delete it; who did is in CloudTrail"));
    }
}
