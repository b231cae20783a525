package dev.slipway.infra;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;

/** All services that are asked, and CloudFormation, which says what there should be. */
final class Services {
    private final CloudFormationClient stacks;
    private final List<ServiceReader> readers;

    Services(Endpoint endpoint) {
        stacks = endpoint.client(CloudFormationClient.builder());
        readers = List.of(
                new AccessReader(endpoint),
                new FilesReader(endpoint),
                new FunctionReader(endpoint),
                new MessageReader(endpoint),
                new NetworkReader(endpoint),
                new ScheduleReader(endpoint),
                new TelemetryReader(endpoint));
    }

    /** Stacks that are there, in order. */
    List<String> stacks() {
        return stacks.describeStacks().stacks().stream()
                .map(stack -> stack.stackName() + " " + stack.stackStatusAsString())
                .sorted()
                .toList();
    }

    /** Physical ids by logical id. */
    Map<String, String> ids(String stack) {
        return stacks.listStackResourcesPaginator(list -> list.stackName(stack)).stackResourceSummaries().stream()
                .filter(each -> each.physicalResourceId() != null)
                .collect(Collectors.toMap(
                        StackResourceSummary::logicalResourceId, StackResourceSummary::physicalResourceId));
    }

    /** As {@link ServiceReader#read}, by the service that knows the type. */
    Map<String, Object> read(String type, String id, Map<String, Object> properties) {
        return readers.stream()
                .map(reader -> reader.read(type, id, properties))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
