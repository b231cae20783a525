package dev.slipway.cli.rehearsal;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.desk.FunctionCalls;
import dev.slipway.desk.JsonFile;
import dev.slipway.inference.ModelName;
import dev.slipway.job.artifacts.ArtifactStore;
import dev.slipway.lambdas.EtlHandler;
import dev.slipway.lambdas.LedgerHandler;
import dev.slipway.predictions.ChangeFiles;
import dev.slipway.predictions.CopySpec;
import dev.slipway.predictions.Database;
import dev.slipway.predictions.Ledger;
import dev.slipway.predictions.Role;
import dev.slipway.releases.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The functions' handlers, called in this process on databases of this machine.
 *
 * @param artifacts where what became current is told, as the ledger's function does in a bucket
 * @param settings what is copied
 */
public record KeptFunctions(Supplier<Databases> databases, Path artifacts, Environment settings)
        implements FunctionCalls {
    private static final Set<String> CHANGES = Set.of("rollback", "release");

    @Override
    public JsonFile call(String function, String what, Map<String, Object> request) {
        Databases started = databases.get();
        Map<String, Object> answer = function.equals("ledger") ? ledger(started, request) : etl(started, request);
        JsonFile file = JsonFile.read(function, text(answer));
        file.refuseError();
        return file;
    }

    private Map<String, Object> ledger(Databases started, Map<String, Object> request) {
        Map<String, String> environment = new LinkedHashMap<>();
        put(environment, "SLIPWAY_ANALYTICS", started.analytics(Role.LEDGER));
        Map<String, Object> answer = new LedgerHandler(environment).handleRequest(request, new LocalInvocation());
        if (CHANGES.contains(String.valueOf(request.get("action"))) && !answer.containsKey("error")) {
            new ChangeFiles(new Ledger(started.analytics(Role.LEDGER)), ArtifactStore.changes(artifacts.toString()))
                    .write(new ModelName(request.get("model").toString()), (int) request.get("major"));
        }
        return answer;
    }

    private Map<String, Object> etl(Databases started, Map<String, Object> request) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SLIPWAY_COPIES", copies());
        put(environment, "SLIPWAY_ANALYTICS", started.analytics(Role.ETL));
        put(environment, "SLIPWAY_APPLICATION", started.application(Role.ETL));
        return new EtlHandler(environment).handleRequest(request, new LocalInvocation());
    }

    private String copies() {
        List<CopySpec> specs = settings.models().entrySet().stream()
                .flatMap(model -> model.getValue().copy().stream()
                        .map(copy -> new CopySpec(
                                model.getKey(),
                                model.getValue().version().major(),
                                copy.table(),
                                CopySpec.Mode.valueOf(copy.mode().name()),
                                copy.fields(),
                                copy.indexes())))
                .toList();
        return specs.stream().map(CopySpec::toJson).collect(Collectors.joining(",", "[", "]"));
    }

    private static void put(Map<String, String> environment, String prefix, Database database) {
        environment.put(prefix + "_URL", database.url());
        environment.put(prefix + "_USER", database.user());
        environment.put(prefix + "_PASSWORD", database.password());
    }

    /** As it comes over the wire in the cloud. */
    private static String text(Map<String, Object> answer) {
        try {
            return JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(answer);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
