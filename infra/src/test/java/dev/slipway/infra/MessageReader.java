package dev.slipway.infra;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Rules, topics and queues. */
final class MessageReader implements ServiceReader {
    private final EventBridgeClient events;
    private final SnsClient sns;
    private final SqsClient sqs;
    private final URI address;

    MessageReader(Endpoint endpoint) {
        events = endpoint.client(EventBridgeClient.builder());
        sns = endpoint.client(SnsClient.builder());
        address = endpoint.address();
        sqs = endpoint.client(SqsClient.builder());
    }

    @Override
    public Map<String, Object> read(String type, String id, Map<String, Object> properties) {
        return switch (type) {
            case "AWS::Events::Rule" -> eventRule(id);
            case "AWS::SNS::Topic" -> topic(id);
            case "AWS::SNS::TopicPolicy" ->
                Map.of(
                        "PolicyDocument",
                        ServiceReader.json(topicAttributes(Template.<String>list(properties.get("Topics"))
                                        .get(0))
                                .get("Policy")));
            case "AWS::SQS::Queue" -> queue(id);
            case "AWS::SQS::QueuePolicy" ->
                Map.of(
                        "PolicyDocument",
                        ServiceReader.json(queueAttributes(Template.<String>list(properties.get("Queues"))
                                        .get(0))
                                .get("Policy")));
            default -> null;
        };
    }

    private Map<String, Object> eventRule(String id) {
        var rule = events.describeRule(ask -> ask.name(id));
        Map<String, Object> read = new LinkedHashMap<>();
        read.put("State", rule.stateAsString());
        if (rule.scheduleExpression() != null) {
            read.put("ScheduleExpression", rule.scheduleExpression());
        }
        if (rule.eventPattern() != null) {
            read.put("EventPattern", ServiceReader.json(rule.eventPattern()));
        }
        read.put(
                "Targets",
                events.listTargetsByRule(ask -> ask.rule(id)).targets().stream()
                        .map(MessageReader::target)
                        .toList());
        return read;
    }

    private static Map<String, Object> target(Target target) {
        Map<String, Object> read = new LinkedHashMap<>();
        read.put("Arn", target.arn());
        read.put("Id", target.id());
        if (target.deadLetterConfig() != null) {
            read.put("DeadLetterConfig", Map.of("Arn", target.deadLetterConfig().arn()));
        }
        if (target.inputPath() != null) {
            read.put("InputPath", target.inputPath());
        }
        if (target.retryPolicy() != null) {
            read.put(
                    "RetryPolicy",
                    Map.of("MaximumEventAgeInSeconds", target.retryPolicy().maximumEventAgeInSeconds()));
        }
        return read;
    }

    private Map<String, Object> topic(String arn) {
        Map<String, String> attributes = topicAttributes(arn);
        return Map.of("DisplayName", attributes.get("DisplayName"), "KmsMasterKeyId", attributes.get("KmsMasterKeyId"));
    }

    private Map<String, String> topicAttributes(String arn) {
        return sns.getTopicAttributes(ask -> ask.topicArn(arn)).attributes();
    }

    private Map<String, Object> queue(String url) {
        return Map.of(
                "MessageRetentionPeriod", Integer.valueOf(queueAttributes(url).get("MessageRetentionPeriod")));
    }

    private Map<String, String> queueAttributes(String url) {
        return sqs.getQueueAttributes(
                        ask -> ask.queueUrl(address + URI.create(url).getPath()).attributeNames(QueueAttributeName.ALL))
                .attributesAsStrings();
    }
}
