package dev.slipway.desk;

import dev.slipway.inference.ModelName;

/**
 * What was current when, without a database: {@code changes/<model>/v<major>/<seq>.json} beside the artifacts. The job
 * writes them after a publish and the ledger after a rollback or release; nobody changes or deletes one.
 */
public interface Changes {
    /** All changes of a model, of every major version. */
    History of(ModelName model);
}
