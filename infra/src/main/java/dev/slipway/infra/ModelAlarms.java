package dev.slipway.infra;

import dev.slipway.inference.RejectLimit;
import java.math.BigDecimal;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.constructs.Construct;

/** What may go wrong with one model. */
final class ModelAlarms extends Construct {
    private static final Duration OFTEN = Duration.minutes(5);

    /** The watch looks once an hour; within two hours there is always a value. */
    private static final Duration WATCHED = Duration.hours(2);

    private final ModelRelease model;
    private final Figures figures;
    private final Alarms alarms;

    ModelAlarms(Construct scope, String id, ModelRelease model, Alarms alarms) {
        super(scope, id);
        this.model = model;
        this.figures = new Figures(model.site().environment().name());
        this.alarms = alarms;
        above(
                "Failed",
                "EndedBadly",
                1,
                "a run failed, ran out of time, was stopped or was lost by CodeBuild; another message names it and tells"
                        + " the step and the reason");
        rows();
        rejects();
        above(
                "Held",
                "Held",
                1,
                "a run was published but held: readers still see the one before. Another message names it and tells"
                        + " why; the function "
                        + model.site().names().function("ledger") + " makes it current"
                        + " (action rollback) or ends the hold (action release)");
        if (model.release().schedule().isPresent()) {
            overdue();
        }
        if (model.release().copy().isPresent()) {
            copyStale();
        }
    }

    private void overdue() {
        IMetric overdue = figures.of(model.name().value(), "Overdue", "Maximum", WATCHED);
        alarms.event(
                this, "Overdue", overdue, atLeast(), 1, text("no run succeeded since the schedule's last due time"));
    }

    private void copyStale() {
        alarms.lasting(
                this,
                "CopyStale",
                figures.of(model.name().value(), "CopyAgeSeconds", "Maximum", OFTEN),
                atLeast(),
                3600,
                text("the application's database does not show the run that became current more than an hour ago; the"
                        + " log of the function "
                        + model.site().names().function("etl") + " tells what holds the copy up"));
    }

    private void rows() {
        long least = model.release().limits().minRows();
        alarms.event(
                this,
                "Rows",
                figures.of(model.name().value(), "Rows", "Minimum", OFTEN),
                ComparisonOperator.LESS_THAN_THRESHOLD,
                // Where the file lets an empty run become current, readers suddenly see nothing: that is told, too.
                Math.max(1, least),
                text(
                        least == 0
                                ? "a run has no rows, and limits.minRows lets that become current: readers see none"
                                : "a run has fewer rows than limits.minRows, " + least + ": look at its input"));
    }

    private void rejects() {
        RejectLimit limit = model.release().limits().rejects();
        double most = limit.percent()
                ? limit.amount().divide(BigDecimal.valueOf(100)).doubleValue()
                : limit.amount().doubleValue();
        alarms.event(
                this,
                "Rejects",
                figures.of(model.name().value(), limit.percent() ? "RejectShare" : "Rejects", "Maximum", OFTEN),
                ComparisonOperator.GREATER_THAN_THRESHOLD,
                most,
                text("a run rejected more rows than limits.rejects, " + limit
                        + ": its rejects.csv names each with line and reason"));
    }

    private void above(String id, String metric, double atLeast, String what) {
        IMetric measured = figures.of(model.name().value(), metric, "Maximum", OFTEN);
        alarms.event(this, id, measured, atLeast(), atLeast, text(what));
    }

    private static ComparisonOperator atLeast() {
        return ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD;
    }

    private String text(String what) {
        return model.name() + " in " + model.site().environment().name() + ": " + what + ". Log: "
                + ConsoleLink.toLogGroup(model.site().environment().region(), model.runsLogGroup());
    }
}
