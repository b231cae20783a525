package dev.slipway.job;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.inference.RejectLimit;
import dev.slipway.job.runtime.AskedLimits;
import dev.slipway.predictions.Database;
import dev.slipway.predictions.Limits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads the settings and collects everything that is wrong before it refuses. */
final class SettingsReader {
    private final Verb verb;
    private final Map<String, String> environment;
    private final List<String> wrong = new ArrayList<>();

    SettingsReader(Verb verb, Map<String, String> environment) {
        this.verb = verb;
        this.environment = environment;
    }

    JobSettings read() {
        Path work =
                value(Variable.WORK, "", text -> Path.of(text).toAbsolutePath().normalize());
        Path shared = value(
                Variable.SHARED, "", text -> Path.of(text).toAbsolutePath().normalize());
        UnknownVariables unknown = new UnknownVariables(environment);
        JobSettings settings = new JobSettings(
                value(Variable.IMAGE, "", ValueForms::image),
                value(Variable.NAME, "", ModelName::new),
                value(Variable.VERSION, "", ModelVersion::parse),
                value(Variable.RUN_ID, "", ValueForms::runId),
                value(Variable.AS_OF, "", ValueForms::instant),
                value(Variable.TIMEOUT, "2h", ValueForms::duration),
                value(Variable.INPUT, "", Function.identity()),
                work,
                shared == null && work != null ? work.resolve("shared") : shared,
                value(Variable.REJECTS, "1%", RejectLimit::parse),
                limits(),
                database(),
                value(Variable.ARTIFACTS, "", Function.identity()),
                ModelVariables.read(environment, wrong),
                container(),
                metrics(),
                Boolean.TRUE.equals(value(Variable.VERBOSE, "false", ValueForms::trueOrFalse)),
                unknown.warnings());
        wrong.addAll(unknown.typos());
        refuse();
        return settings;
    }

    AskedLimits containerLimits() {
        AskedLimits limits = container();
        refuse();
        return limits;
    }

    private void refuse() {
        if (!wrong.isEmpty()) {
            throw new InferenceException(ExitCode.BAD_CONFIGURATION, String.join(System.lineSeparator(), wrong));
        }
    }

    private AskedLimits container() {
        return new AskedLimits(
                value(Variable.MEMORY, "", ValueForms::memory), value(Variable.DISK, "", ValueForms::bytes));
    }

    private Limits limits() {
        Long minRows = value(Variable.MIN_ROWS, "1", ValueForms::count);
        var rowChange = value(Variable.ROW_CHANGE, "30%", ValueForms::share);
        Integer keep = value(Variable.KEEP, "30", ValueForms::keep);
        return minRows == null || rowChange == null || keep == null ? null : new Limits(minRows, rowChange, keep);
    }

    /** Named wholly or not at all: half a database is a mistake. */
    private Database database() {
        boolean any = text(Variable.ANALYTICS_URL) != null
                || text(Variable.ANALYTICS_USER) != null
                || text(Variable.ANALYTICS_PASSWORD) != null
                || needsDatabaseForInput();
        String url = value(Variable.ANALYTICS_URL, "", ValueForms::jdbcUrl, any);
        String user = value(Variable.ANALYTICS_USER, "", Function.identity(), any);
        String password = value(Variable.ANALYTICS_PASSWORD, "", Function.identity(), any);
        return url == null || user == null || password == null ? null : new Database(url, user, password);
    }

    private MetricsTarget metrics() {
        String logGroup = value(Variable.METRICS, "", Function.identity());
        String environment = value(Variable.ENVIRONMENT, "", Function.identity(), logGroup != null);
        Double rate = value(Variable.RATE, "", ValueForms::amount);
        return logGroup == null ? null : new MetricsTarget(logGroup, environment, rate);
    }

    private boolean needsDatabaseForInput() {
        String input = text(Variable.INPUT);
        return verb == Verb.FETCH && input != null && input.startsWith("sql:");
    }

    private <T> T value(Variable variable, String byDefault, Function<String, T> form) {
        return value(variable, byDefault, form, false);
    }

    private <T> T value(Variable variable, String byDefault, Function<String, T> form, boolean needed) {
        String text = text(variable);
        if (text == null && byDefault.isEmpty()) {
            if (needed || variable.neededBy(verb)) {
                wrong.add(variable.key() + ": missing. " + variable.meaning() + " Example: " + variable.example());
            }
            return null;
        }
        try {
            return form.apply(text == null ? byDefault : text);
        } catch (RuntimeException refused) {
            wrong.add(variable.key() + ": " + refused.getMessage());
            return null;
        }
    }

    /** The value without blanks around it; an empty variable counts as missing. */
    private String text(Variable variable) {
        String text = environment.get(variable.key());
        return text == null || text.isBlank() ? null : text.strip();
    }
}
