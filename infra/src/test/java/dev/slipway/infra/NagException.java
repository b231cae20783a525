package dev.slipway.infra;

import dev.slipway.releases.Environment;
import java.util.ArrayList;
import java.util.List;

/**
 * A finding of cdk-nag that stays, on one resource and for a reason; {@code docs/security.md} lists them for people.
 *
 * @param path of the resource, below its stage; the registry's has none
 * @param rule such as {@code AwsSolutions-IAM5}
 * @param finding what of the rule's findings; empty where it has one
 */
record NagException(String path, String rule, String finding, String reason) {
    private static final String INTERFACES = "Lambda makes its interface in the network by actions that EC2 gives no"
            + " resource, and tries them with every resource when the function is made.";

    private static final String CHANGES =
            "A change's number, the file's name, is known when it happens; a file is put once and never again.";

    static List<NagException> ofRegistry() {
        return List.of(new NagException(
                "Registry/GitHub/Release/DefaultPolicy/Resource",
                "AwsSolutions-IAM5",
                "Resource::*",
                "ECR gives its action for a token no resource."));
    }

    static List<NagException> of(Environment environment) {
        List<NagException> all = new ArrayList<>();
        all.add(new NagException(
                "Storage/Artifacts/Bucket/Resource",
                "AwsSolutions-S1",
                "",
                "Who reads runs is told by CloudTrail; a bucket of access logs would need the same care again."));
        if (!environment.protect()) {
            for (String database : List.of("AnalyticsDatabase", "ApplicationDatabase")) {
                all.add(new NagException(
                        "Storage/" + database + "/Cluster/Resource",
                        "AwsSolutions-RDS10",
                        "",
                        "protect: false says that this environment may be deleted."));
            }
        }
        all.add(
                new NagException(
                        "Workload/DeadLetters/Queue/Resource",
                        "AwsSolutions-SQS3",
                        "",
                        "It is the dead-letter queue: of schedules, rules and a function's destination, which nag does not see."));
        for (String function : List.of("Etl", "Ledger", "Provisioner")) {
            all.add(iam("Functions/" + function + "/Role/Resource", "Resource::*", INTERFACES));
        }
        all.add(iam(
                "Watch/Watch/Role/Resource",
                "Resource::<Artifacts.Arn>/runs/*",
                "It tells of every model's runs, so it reads each run's run.json."));
        all.add(iam("Functions/Ledger/Role/Resource", "Resource::<Artifacts.Arn>/changes/*", CHANGES));
        environment.models().keySet().forEach(model -> all.addAll(ofModel(environment, model.value())));
        return all;
    }

    private static List<NagException> ofModel(Environment environment, String model) {
        String role = model + "/Job/Role/Role/Resource";
        List<NagException> all = new ArrayList<>();
        all.add(
                new NagException(
                        "Workload/" + model + "/Job/Project/Resource",
                        "AwsSolutions-CB4",
                        "",
                        "The key encrypts a build's artifacts, and this project has none; runs write to the bucket themselves."));
        all.add(iam(
                role,
                "Resource::*",
                "EC2's actions for an interface in the network and ECR's for a token have no resource."));
        all.add(iam(
                role,
                "Resource::arn:aws:ec2:" + environment.region() + ":" + environment.account() + ":network-interface/*",
                "The interface is not made yet; service and subnets are conditions."));
        all.add(iam(
                role,
                "Resource::<Artifacts.Arn>/runs/" + model + "/*",
                "The run's id, a part of the key, is known when the run starts."));
        all.add(iam(role, "Resource::<Artifacts.Arn>/changes/" + model + "/*", CHANGES));
        environment.models().entrySet().stream()
                .filter(entry -> entry.getKey().value().equals(model))
                .flatMap(entry -> InputAccess.of(entry.getValue().input()).stream())
                .map(input -> iam(role, "Resource::" + input.objectsArn(), "The day is a part of the input's key."))
                .forEach(all::add);
        return all;
    }

    private static NagException iam(String path, String finding, String reason) {
        return new NagException("Workload/" + path, "AwsSolutions-IAM5", finding, reason);
    }
}
