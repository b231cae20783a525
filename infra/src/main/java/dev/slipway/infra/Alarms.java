package dev.slipway.infra;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/** Makes alarms that ring at one topic. What each says is for somebody who was asleep a minute ago. */
final class Alarms {
    private final SnsAction ring;
    private final List<IAlarm> all = new ArrayList<>();

    Alarms(ITopic topic) {
        ring = new SnsAction(topic);
    }

    /** Rings for one bad value. Where nothing is measured nothing happened; that nothing happened is another alarm's. */
    void event(Construct scope, String id, IMetric metric, ComparisonOperator is, double threshold, String text) {
        add(scope, id, metric, is, threshold, 1, TreatMissingData.NOT_BREACHING, text);
    }

    /** The same of a thing that lasts: nobody measures it anew until the next event, and no news is not good news. */
    void lasting(Construct scope, String id, IMetric metric, ComparisonOperator is, double threshold, String text) {
        add(scope, id, metric, is, threshold, 1, TreatMissingData.IGNORE, text);
    }

    /** Rings where so many values on end are bad; a thing that rests measures nothing and is well. */
    void state(Construct scope, String id, IMetric metric, double atLeast, int periods, String text) {
        add(
                scope,
                id,
                metric,
                ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
                atLeast,
                periods,
                TreatMissingData.NOT_BREACHING,
                text);
    }

    /**
     * Rings where a thing that should happen does not for so many periods on end: silence is the failure. It rings as it
     * changes to "insufficient data", which is the state that an alarm begins in: a first deployment, hours before the
     * first value is due, wakes nobody.
     */
    void silence(Construct scope, String id, IMetric count, int periods, String text) {
        add(scope, id, count, ComparisonOperator.LESS_THAN_THRESHOLD, 1, periods, TreatMissingData.MISSING, text)
                .addInsufficientDataAction(ring);
    }

    List<IAlarm> all() {
        return List.copyOf(all);
    }

    private Alarm add(
            Construct scope,
            String id,
            IMetric metric,
            ComparisonOperator is,
            double threshold,
            int periods,
            TreatMissingData missing,
            String text) {
        Alarm alarm = Alarm.Builder.create(scope, id)
                .metric(metric)
                .comparisonOperator(is)
                .threshold(threshold)
                .evaluationPeriods(periods)
                .treatMissingData(missing)
                .alarmDescription(text)
                .build();
        alarm.addAlarmAction(ring);
        all.add(alarm);
        return alarm;
    }
}
