package dev.slipway.desk;

import dev.slipway.inference.ModelName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Copies by the ETL function. */
public record FunctionCopies(FunctionCalls functions) implements Copies {
    private static final String FUNCTION = "etl";

    @Override
    public Progress start(Optional<ModelName> model) {
        // What its daily schedule sends: every copy is looked at.
        Map<String, Object> all = Map.of("source", "aws.scheduler", "detail-type", "Scheduled Event");
        return progress(functions.call(
                FUNCTION,
                "to copy " + model.map(ModelName::value).orElse("what is behind"),
                model.<Map<String, Object>>map(name -> Map.of("model", name.value()))
                        .orElse(all)));
    }

    @Override
    public Progress goOn(Progress unfinished) {
        return progress(functions.call(FUNCTION, "to go on copying", unfinished.answer()));
    }

    private static Progress progress(JsonFile answer) {
        List<Copied> copies = new ArrayList<>();
        if (answer.members().get("copies") instanceof List<?> list) {
            list.forEach(each -> copies.add(copied(answer.place(), each)));
        }
        return new Progress(answer.flag("complete"), copies, answer.members());
    }

    @SuppressWarnings("unchecked")
    private static Copied copied(String place, Object each) {
        JsonFile copy = new JsonFile(place + ": copies", (Map<String, Object>) each);
        return new Copied(
                copy.text("table"),
                copy.flag("complete"),
                copy.number("rows"),
                copy.has("runId") ? copy.text("runId") : null,
                copy.has("seq") ? copy.number("seq") : null);
    }
}
