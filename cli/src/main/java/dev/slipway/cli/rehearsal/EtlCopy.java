package dev.slipway.cli.rehearsal;

import dev.slipway.cli.CliException;
import dev.slipway.inference.ExitCode;
import dev.slipway.lambdas.EtlHandler;
import dev.slipway.predictions.CopySpec;
import dev.slipway.predictions.Database;
import dev.slipway.predictions.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies by calling the ETL Lambda's handler, with its environment and an event as they are in the cloud. */
record EtlCopy(Databases databases, CopySpec copy) {
    /** Rows of one invocation at the slowest are far more than nothing: so many invocations without an end are a defect. */
    private static final int MOST_INVOCATIONS = 100;

    /** What was copied. */
    record Copied(String table, long rows, String runId, int invocations) {}

    /** Calls the handler until it says that nothing is left. */
    Copied run(Map<String, Object> event) {
        EtlHandler handler = new EtlHandler(environment());
        for (int invocation = 1; invocation <= MOST_INVOCATIONS; invocation++) {
            Map<String, Object> answer = handler.handleRequest(event, new LocalInvocation());
            if (Boolean.TRUE.equals(answer.get("complete"))) {
                return copied(answer, invocation);
            }
        }
        throw new CliException(
                ExitCode.DEFECT,
                "the copy is not complete after " + MOST_INVOCATIONS + " invocations of the ETL Lambda");
    }

    private Copied copied(Map<String, Object> answer, int invocations) {
        for (Object each : (List<?>) answer.get("copies")) {
            Map<?, ?> told = (Map<?, ?>) each;
            if (copy.table().equals(told.get("table"))) {
                return new Copied(
                        copy.table(), ((Number) told.get("rows")).longValue(), (String) told.get("runId"), invocations);
            }
        }
        return new Copied(copy.table(), 0, null, invocations);
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SLIPWAY_COPIES", "[" + copy.toJson() + "]");
        put(environment, "SLIPWAY_ANALYTICS", databases.analytics(Role.ETL));
        put(environment, "SLIPWAY_APPLICATION", databases.application(Role.ETL));
        return environment;
    }

    private static void put(Map<String, String> environment, String prefix, Database database) {
        environment.put(prefix + "_URL", database.url());
        environment.put(prefix + "_USER", database.user());
        environment.put(prefix + "_PASSWORD", database.password());
    }
}
