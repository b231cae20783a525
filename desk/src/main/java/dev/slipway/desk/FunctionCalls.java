package dev.slipway.desk;

import java.util.Map;

/** The environment's functions, called and waited for. */
@FunctionalInterface
public interface FunctionCalls {
    /**
     * Calls a function and answers what it answered.
     *
     * @param function {@code ledger} or {@code etl}
     * @param what for messages: {@code to roll back churn}
     * @throws dev.slipway.inference.InferenceException with the exit code and the message that the function answered, 70
     *     where it failed, 75 where it was not reached
     */
    JsonFile call(String function, String what, Map<String, Object> request);
}
