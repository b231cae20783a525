package dev.slipway.desk;

import dev.slipway.inference.ModelName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ledger by its function. */
public record FunctionLedger(FunctionCalls functions) implements LedgerCalls {
    private static final String FUNCTION = "ledger";

    @Override
    public Rolled rollback(ModelName model, int major, Optional<String> to, String who, String reason) {
        Map<String, Object> request = request("rollback", model, major);
        to.ifPresent(run -> request.put("to", run));
        request.put("who", who);
        request.put("reason", reason);
        JsonFile answer = functions.call(FUNCTION, "to roll back " + model, request);
        return new Rolled(Change.of(answer.object("change")), warning(answer));
    }

    @Override
    public Optional<String> release(ModelName model, int major, String who, String reason) {
        Map<String, Object> request = request("release", model, major);
        request.put("who", who);
        request.put("reason", reason);
        return warning(functions.call(FUNCTION, "to release " + model, request));
    }

    @Override
    @SuppressWarnings("unchecked")
    public Rows predictions(ModelName model, int major, int limit) {
        Map<String, Object> request = request("predictions", model, major);
        request.put("limit", limit);
        JsonFile answer = functions.call(FUNCTION, "for the predictions of " + model, request);
        return new Rows(answer.text("runId"), (List<String>) answer.members().get("fields"), (List<List<Object>>)
                answer.members().get("rows"));
    }

    private static Map<String, Object> request(String action, ModelName model, int major) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("action", action);
        request.put("model", model.value());
        request.put("major", major);
        return request;
    }

    private static Optional<String> warning(JsonFile answer) {
        return answer.has("warning") ? Optional.of(answer.text("warning")) : Optional.empty();
    }
}
