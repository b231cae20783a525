package dev.slipway.releases;

import static dev.slipway.releases.Workspace.MODEL;

import java.util.List;
import java.util.stream.Stream;

/** Model files, each the complete example with one piece changed. */
final class ModelCorpus {
    private static final String METRICS = "{rmse: {max: 0.45}}";

    private ModelCorpus() {}

    static Stream<Case> cases() {
        return Stream.of(head(), key(), fields(), golden(), metrics(), tolerance(), variables(), onnx())
                .flatMap(List::stream);
    }

    private static List<Case> head() {
        return List.of(
                good("runtime: java", "runtime: python"),
                good("runtime: java", "runtime: onnx"),
                good("runtime: java", "runtime: image"),
                good("version: 1.0.0", "version: 0.1.0-alpha.1\ndescription: Forecasts viewers"),
                bad("name: audience-forecast\n", "", "name: missing, expected such as name: audience-forecast"),
                bad(
                        "name: audience-forecast",
                        "name: audience_forecast",
                        "name: expected lower-case words joined by hyphens"),
                bad("version: 1.0.0", "version: 1.0.0.0", "version: expected MAJOR.MINOR.PATCH such as 1.4.2"),
                bad("runtime: java", "runtime: jvm", "runtime: expected one of java, python, onnx, image, got \"jvm\""),
                bad("runtime: java", "runtime: pyhton", "did you mean python?"),
                bad("runtime: java", "runtime: java\nsample: {command: x}", "sample: unknown key"),
                bad("version: 1.0.0", "version: 1.0.0\ndescription: 7", "description: expected text"));
    }

    private static List<Case> onnx() {
        return List.of(
                good("runtime: java", "runtime: onnx\nonnx: {inputs: {X: [slot]}, outputs: {viewers: y}}"),
                good("runtime: java", "runtime: onnx\nonnx: {outputs: {viewers: y}}"),
                bad("runtime: java", "runtime: onnx\nonnx: {input: {X: [slot]}}", "onnx.input: unknown key"),
                bad("runtime: java", "runtime: onnx\nonnx: {inputs: {X: slot}}", "onnx.inputs.X: expected a list"),
                bad(
                        "runtime: java",
                        "runtime: onnx\nonnx: {outputs: {viewers: [y]}}",
                        "onnx.outputs.viewers: expected text"),
                bad(
                        "runtime: java",
                        "runtime: java\nonnx: {}",
                        "onnx: only a model of the runtime onnx has this section"));
    }

    private static List<Case> key() {
        String key = "key: [programme_id, air_date]";
        return List.of(
                good(key, "key: [air_date]"),
                bad(key, "key: []", "key: expected at least one field such as [programme_id, air_date], got none"),
                bad(key, "key: air_date", "key: expected a list"),
                bad(key, "key: [air_date, air_date]", "key[1]: expected each item once"),
                unseen(key, "key: [programme]", "got \"programme\", which neither has"),
                unseen(key, "key: [slot]", "got \"slot\", which only the input has"),
                unseen(key, "key: [viewers]", "got \"viewers\", which only the output has"),
                unseen(
                        "output: {programme_id: string",
                        "output: {programme_id: long",
                        "expected fields of one type, got "
                                + "\"programme_id\", string in the input and long in the output"),
                unseen(
                        "output: {programme_id: string",
                        "output: {programme_id: string?",
                        "expected fields that are never " + "null, got \"programme_id\", which is nullable"));
    }

    private static List<Case> fields() {
        return List.of(
                good("slot: int?", "slot: {type: int, nullable: true}"),
                good("slot: int?", "slot: {type: double, nonFinite: true}"),
                good("slot: int?", "slot: {type: int, nonFinite: false}"),
                good("slot: int?", "\"budget_2013$\": long, \"period code\": timestamp?, flag: boolean"),
                bad(
                        "slot: int?",
                        "slot: integer",
                        "input.slot: expected string, int, long, double, boolean, date or timestamp"),
                bad("slot: int?", "slot: duble", "got \"duble\"; did you mean double?"),
                bad("slot: int?", "slot: int??", "got \"int?\""),
                bad("slot: int?", "slot: {type: int?}", "input.slot.type: expected string, int"),
                bad("slot: int?", "slot: {nullable: true}", "input.slot.type: missing, expected such as type: double"),
                bad("slot: int?", "slot: {type: int, optional: true}", "expected type, nullable, nonFinite"),
                bad("slot: int?", "slot: {type: int, nullable: 1}", "input.slot.nullable: expected true or false"),
                bad("slot: int?", "slot: {type: int, nonFinite: true}", "only a double may be non-finite"),
                bad("slot: int?", "slot: [int]", "input.slot: expected text such as double, got a list"),
                bad("slot: int?", "\"\": int", "expected a field name of 1 to 63 bytes"),
                bad("slot: int?", "\"a\\nb\": int", "expected a field name of 1 to 63 bytes"),
                bad("slot: int?", "a".repeat(64) + ": int", "expected a field name of 1 to 63 bytes"),
                unseen("slot: int?", "ü".repeat(32) + ": int", "expected a field name of 1 to 63 bytes"),
                unseen("slot: int?", "slot: int, slot: long", "input.slot: expected each key once"),
                unseen(
                        "date, viewers: double",
                        "date, viewers: double, ctid: long",
                        "output.ctid: expected a name that tables do not keep for themselves, such as ctid_value"),
                bad(
                        "output: {programme_id: string, air_date: date, viewers: double}",
                        "output: {}",
                        "output: expected at " + "least one field"));
    }

    private static List<Case> golden() {
        return List.of(
                good("golden: golden.csv\nactuals: {viewers: actual_viewers}\nmetrics: {rmse: {max: 0.45}}\n", ""),
                good("metrics: {rmse: {max: 0.45}}\n", ""),
                bad("golden: golden.csv\n", "", "golden: missing, metrics are measured on a golden set"),
                bad("golden: golden.csv", "golden: ../golden.csv", "expected a file in the model's folder"),
                bad("golden: golden.csv", "golden: /golden.csv", "expected a file in the model's folder"),
                unseen(
                        "golden: golden.csv",
                        "golden: gold.csv",
                        "expected a file, there is no gold.csv beside model.yaml"));
    }

    private static List<Case> metrics() {
        return List.of(
                good(METRICS, "{}"),
                good(METRICS, "{rmse: {max: 0.45, field: viewers}, bias: {min: -0.1, max: 0.1}, r2: {min: 8e-1}}"),
                bad(
                        METRICS,
                        "{rsme: {max: 0.45}}",
                        "metrics.rsme: unknown metric, expected one of accuracy, bias, mae, mape, "
                                + "r2, rmse, rmsle, got \"rsme\"; did you mean rmse?"),
                bad(METRICS, "{rmse: 0.45}", "metrics.rmse: expected a mapping such as {max: 0.45}, got 0.45"),
                bad(METRICS, "{rmse: {}}", "metrics.rmse: expected min or max such as {max: 0.45}, got neither"),
                bad(METRICS, "{rmse: {max: low}}", "metrics.rmse.max: expected a number such as 0.45, got \"low\""),
                unseen(METRICS, "{rmse: {max: .inf}}", "metrics.rmse.max: expected a number such as 0.45, got .inf"),
                unseen(METRICS, "{rmse: {min: 2, max: 1}}", "expected min at most max, got min 2.0 and max 1.0"),
                unseen(METRICS, "{rmse: {max: 1, field: viewer}}", "expected a field that has an actual"),
                good("actuals: {viewers: actual_viewers}\n", ""),
                unseen(
                        "viewers: double}\ngolden: golden.csv\nactuals: {viewers: actual_viewers}\n",
                        "viewers: double, share: double}\ngolden: golden.csv\n",
                        "metrics.rmse: expected a field to measure such as"),
                bad("{viewers: actual_viewers}", "{}", "metrics.rmse: expected a field to measure such as"),
                bad(
                        "{viewers: actual_viewers}",
                        "{viewers: 7}",
                        "actuals.viewers: expected text such as actual_viewers"),
                unseen(
                        "{viewers: actual_viewers}",
                        "{viewer: actual_viewers}",
                        "actuals.viewer: expected an output field, got \"viewer\"; " + "did you mean viewers?"),
                unseen("{viewers: actual_viewers}", "{viewers: slot}", "the model would be given the answer"),
                unseen("{viewers: actual_viewers}", "{viewers: a, air_date: b}", "expected a field to measure"),
                unseen(
                        "{viewers: actual_viewers}",
                        "{viewers: a, air_date: a}",
                        "actuals.air_date: expected a column of its " + "own, got \"a\""),
                unseen(
                        "viewers: double",
                        "viewers: string",
                        "metrics.rmse: expected a field of numbers (for accuracy: of "
                                + "anything but double), got \"viewers\", a string"),
                unseen(METRICS, "{accuracy: {min: 0.9}}", "metrics.accuracy: expected a field of numbers"),
                good(
                        "viewers: double}\ngolden: golden.csv\nactuals: {viewers: actual_viewers}\nmetrics: {rmse: {max: 0.45}}",
                        "viewers: string}\ngolden: golden.csv\nactuals: {viewers: a}\nmetrics: {accuracy: {min: 0.9}}"));
    }

    private static List<Case> variables() {
        return List.of(
                good("runtime: java", "runtime: java\nvariables: [HORIZON_DAYS, region]"),
                good("runtime: java", "runtime: java\nvariables: []"),
                bad("runtime: java", "runtime: java\nvariables: HORIZON_DAYS", "variables: expected a list"),
                bad("runtime: java", "runtime: java\nvariables: [A, A]", "variables[1]: expected each item once"),
                bad(
                        "runtime: java",
                        "runtime: java\nvariables: [HORIZON-DAYS]",
                        "variables[0]: expected letters, digits and _ such as HORIZON_DAYS, got \"HORIZON-DAYS\""),
                bad(
                        "runtime: java",
                        "runtime: java\nvariables: [AWS_REGION]",
                        "expected a name of the model's own such as HORIZON_DAYS, got \"AWS_REGION\""),
                bad("runtime: java", "runtime: java\nvariables: [API_KEY]", "expected nothing secret"));
    }

    private static List<Case> tolerance() {
        return List.of(
                good("runtime: java", "runtime: java\ntolerance: 1e-6"),
                good("runtime: java", "runtime: java\ntolerance: 0"),
                bad(
                        "runtime: java",
                        "runtime: java\ntolerance: 1",
                        "tolerance: expected a number from 0 to less than 1"),
                bad("runtime: java", "runtime: java\ntolerance: -0.1", "got -0.1"));
    }

    private static Case good(String piece, String other) {
        return Case.good(MODEL, piece, other);
    }

    private static Case bad(String piece, String other, String problem) {
        return Case.bad(MODEL, piece, other, problem);
    }

    private static Case unseen(String piece, String other, String problem) {
        return Case.unseen(MODEL, piece, other, problem);
    }
}
