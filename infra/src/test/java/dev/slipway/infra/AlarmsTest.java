package dev.slipway.infra;

import static dev.slipway.infra.Template.list;
import static dev.slipway.infra.Template.mapping;
import static dev.slipway.infra.Template.properties;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlarmsTest {
    private static final Template STAGING = Assembly.repository().template("Staging-Workload");

    private static Map<String, Object> alarm(String start) {
        return STAGING.all("AWS::CloudWatch::Alarm").entrySet().stream()
                .filter(alarm -> alarm.getKey().startsWith(start))
                .map(alarm -> properties(alarm.getValue()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no alarm " + start));
    }

    @ParameterizedTest
    @CsvSource({
        "Failed, Slipway, EndedBadly, 1, notBreaching",
        "Overdue, Slipway, Overdue, 1, notBreaching",
        "Rows, Slipway, Rows, 1000, notBreaching",
        "Rejects, Slipway, RejectShare, 0.01, notBreaching",
        "Held, Slipway, Held, 1, notBreaching",
        "CopyStale, Slipway, CopyAgeSeconds, 3600, ignore"
    })
    void shouldWatchEachModel(String id, String namespace, String metric, double threshold, String missing) {
        Map<String, Object> alarm = alarm("audienceforecastAlarms" + id);

        assertThat(alarm)
                .containsEntry("Namespace", namespace)
                .containsEntry("MetricName", metric)
                .containsEntry("TreatMissingData", missing);
        assertThat(((Number) alarm.get("Threshold")).doubleValue()).isEqualTo(threshold);
        assertThat(alarm.get("AlarmDescription").toString())
                .startsWith("audience-forecast in staging: ")
                .contains("log-group/$252Fslipway$252Fstaging$252Fruns$252Faudience-forecast");
    }

    @Test
    void shouldTellOfRunsWithoutRowsEvenWhereTheyMayBecomeCurrent() {
        Checkout checkout = Checkout.copy().only("dev").edit("environments/dev.yaml", "minRows: 1}", "minRows: 0}");
        Template dev = Assembly.of(checkout).template("Dev-Workload");
        checkout.delete();

        assertThat(dev.all("AWS::CloudWatch::Alarm").entrySet())
                .filteredOn(alarm -> alarm.getKey().contains("AlarmsRows"))
                .hasSize(4)
                .allSatisfy(alarm -> assertThat(properties(alarm.getValue()))
                        .containsEntry("Threshold", 1)
                        .containsEntry("ComparisonOperator", "LessThanThreshold"));
    }

    @ParameterizedTest
    @CsvSource({
        "AnalyticsCeiling, AWS/RDS, ACUUtilization, notBreaching",
        "ApplicationCeiling, AWS/RDS, ACUUtilization, notBreaching",
        "CopyErrors, AWS/Lambda, Errors, notBreaching",
        "CopySilent, AWS/Lambda, Invocations, missing",
        "WatchErrors, AWS/Lambda, Errors, notBreaching",
        "WatchSilent, AWS/Lambda, Invocations, missing",
        "DeadLetters, AWS/SQS, ApproximateNumberOfMessagesVisible, notBreaching"
    })
    void shouldWatchTheEnvironment(String id, String namespace, String metric, String missing) {
        assertThat(alarm("Alarms" + id))
                .containsEntry("Namespace", namespace)
                .containsEntry("MetricName", metric)
                .containsEntry("TreatMissingData", missing);
    }

    /** An alarm begins without data, so that only a change to it rings: not at the first deployment. */
    @ParameterizedTest
    @ValueSource(strings = {"CopySilent", "WatchSilent"})
    void shouldRingWhenWhatWasMeasuredIsNotAnyMore(String id) {
        Map<String, Object> alarm = alarm("Alarms" + id);

        assertThat(alarm)
                .containsEntry("TreatMissingData", "missing")
                .containsEntry("InsufficientDataActions", alarm.get("AlarmActions"));
    }

    @Test
    void shouldNameWhatIsThereOnly() {
        assertThat(STAGING.all("AWS::CloudWatch::Alarm").values())
                .extracting(alarm -> properties(alarm).get("AlarmDescription").toString())
                .allSatisfy(text -> assertThat(text).doesNotContain("./slipway").contains("https://", ".console.aws."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dev", "Staging", "Prod"})
    void shouldRingAtTheOneTopic(String environment) {
        Template workload = Assembly.repository().template(environment + "-Workload");
        String topic = workload.all("AWS::SNS::Topic").keySet().iterator().next();

        assertThat(workload.all("AWS::CloudWatch::Alarm").values()).isNotEmpty().allSatisfy(alarm -> assertThat(
                        properties(alarm))
                .containsEntry("AlarmActions", List.of(Map.of("Ref", topic))));
    }

    @Test
    void shouldWatchForOverdueRunsOfScheduledModelsOnly() {
        assertThat(STAGING.all("AWS::CloudWatch::Alarm").keySet().stream().filter(id -> id.contains("AlarmsOverdue")))
                .hasSize(4);
        assertThat(Assembly.repository()
                        .template("Dev-Workload")
                        .all("AWS::CloudWatch::Alarm")
                        .keySet())
                .noneMatch(id -> id.contains("AlarmsOverdue"));
    }

    @Test
    void shouldAdmitWhoPublishesToTheTopicAndItsKey() {
        List<Map<String, Object>> key =
                list(mapping(properties(STAGING.only("AWS::KMS::Key")).get("KeyPolicy"))
                        .get("Statement"));
        List<Map<String, Object>> topic =
                list(mapping(properties(STAGING.only("AWS::SNS::TopicPolicy")).get("PolicyDocument"))
                        .get("Statement"));

        assertThat(properties(STAGING.only("AWS::SNS::Topic")).get("KmsMasterKeyId"))
                .isNotNull();
        for (String service : List.of("cloudwatch.amazonaws.com", "events.amazonaws.com")) {
            assertThat(key).anySatisfy(statement -> {
                assertThat(statement.get("Principal").toString()).contains(service);
                assertThat(Iam.actions(statement)).contains("kms:Decrypt", "kms:GenerateDataKey*");
                assertThat(statement).doesNotContainKey("Condition");
            });
            assertThat(topic).anySatisfy(statement -> {
                assertThat(statement.get("Principal").toString()).contains(service);
                assertThat(Iam.actions(statement)).contains("sns:Publish");
            });
        }
        assertThat(topic).anySatisfy(statement -> assertThat(statement)
                .containsEntry("Effect", "Deny")
                .containsEntry("Condition", Map.of("Bool", Map.of("aws:SecureTransport", "false"))));
    }

    @Test
    void shouldWriteToThoseWhomTheFileNames() {
        Template prod = Assembly.repository().template("Prod-Workload");

        assertThat(prod.all("AWS::SNS::Subscription").values())
                .extracting(subscription -> properties(subscription).get("Endpoint"))
                .containsExactlyInAnyOrder("ml@example.com", "oncall@example.com");
        assertThat(Assembly.repository().template("Dev-Workload").all("AWS::SNS::Subscription"))
                .isEmpty();
    }

    @Test
    void shouldEncryptLettersAndKeepThemForAFortnight() {
        assertThat(properties(STAGING.only("AWS::SQS::Queue")))
                .containsEntry("SqsManagedSseEnabled", true)
                .containsEntry("MessageRetentionPeriod", 1_209_600);
    }

    @Test
    void shouldDrawRunsRowsDurationsAndCosts() {
        String body = properties(STAGING.only("AWS::CloudWatch::Dashboard"))
                .get("DashboardBody")
                .toString();

        assertThat(List.of("Succeeded", "EndedBadly", "Rows", "DurationSeconds", "EstimatedCost", "Held", "CopyRows"))
                .allSatisfy(metric -> assertThat(body).contains("MetricName=\\\"" + metric + "\\\""));
    }
}
