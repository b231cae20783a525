package dev.slipway.infra;

import dev.slipway.releases.Environment;
import dev.slipway.releases.Names;
import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/**
 * The one topic that people on call hear. AWS's own key for topics admits no other service, and what a service cannot
 * encrypt is dropped without a word: so the topic has a key that admits its publishers.
 */
final class Alerts extends Construct {
    private final Topic topic;
    private final Key key;

    Alerts(Construct scope, String id, Environment environment) {
        super(scope, id);
        key = Key.Builder.create(this, "Key")
                .description("Alarms of Slipway's environment " + environment.name())
                .enableKeyRotation(true)
                .removalPolicy(software.amazon.awscdk.RemovalPolicy.DESTROY)
                .build();
        topic = Topic.Builder.create(this, "Topic")
                .topicName(new Names(environment.name()).alarms())
                .displayName("Slipway " + environment.name())
                .masterKey(key)
                .enforceSsl(true)
                .build();
        List.of("cloudwatch.amazonaws.com", "events.amazonaws.com").forEach(service -> admit(environment, service));
        environment.notified().forEach(address -> topic.addSubscription(new EmailSubscription(address)));
    }

    ITopic topic() {
        return topic;
    }

    /** What a function needs to publish. */
    List<PolicyStatement> publish() {
        return List.of(
                Policies.allow(List.of("sns:Publish"), topic.getTopicArn()),
                Policies.allow(List.of("kms:Decrypt", "kms:GenerateDataKey"), key.getKeyArn()));
    }

    /** A policy of its own, which TLS asks for, takes the place of the one that admits the account's services. */
    private void admit(Environment environment, String service) {
        ServicePrincipal principal = new ServicePrincipal(service);
        key.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(List.of(principal))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey*"))
                .resources(List.of("*"))
                .build());
        topic.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(List.of(Policies.service(environment, service)))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()))
                .build());
    }
}
