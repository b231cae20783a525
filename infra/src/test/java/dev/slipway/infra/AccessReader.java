package dev.slipway.infra;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** Roles, policies and keys. */
final class AccessReader implements ServiceReader {
    private final IamClient iam;
    private final KmsClient kms;

    AccessReader(Endpoint endpoint) {
        iam = endpoint.client(IamClient.builder());
        kms = endpoint.client(KmsClient.builder());
    }

    @Override
    public Map<String, Object> read(String type, String id, Map<String, Object> properties) {
        return switch (type) {
            case "AWS::IAM::Role" -> role(id, properties);
            case "AWS::IAM::Policy" -> policy(properties);
            case "AWS::KMS::Key" -> key(id);
            default -> null;
        };
    }

    private Map<String, Object> role(String id, Map<String, Object> properties) {
        Map<String, Object> read = new LinkedHashMap<>();
        read.put(
                "AssumeRolePolicyDocument",
                ServiceReader.json(
                        decoded(iam.getRole(ask -> ask.roleName(id)).role().assumeRolePolicyDocument())));
        List<String> managed = iam.listAttachedRolePolicies(ask -> ask.roleName(id)).attachedPolicies().stream()
                .map(each -> each.policyArn())
                .toList();
        if (!managed.isEmpty()) {
            read.put("ManagedPolicyArns", managed);
        }
        read.put(
                "Policies",
                Template.<Map<String, Object>>list(properties.getOrDefault("Policies", List.of())).stream()
                        .map(each -> (String) each.get("PolicyName"))
                        .map(name -> Map.of("PolicyName", name, "PolicyDocument", rolePolicy(id, name)))
                        .toList());
        return read;
    }

    private Map<String, Object> rolePolicy(String role, String name) {
        return ServiceReader.json(decoded(
                iam.getRolePolicy(ask -> ask.roleName(role).policyName(name)).policyDocument()));
    }

    private Map<String, Object> policy(Map<String, Object> properties) {
        String role = Template.<String>list(properties.get("Roles")).get(0);
        return Map.of("PolicyDocument", rolePolicy(role, (String) properties.get("PolicyName")));
    }

    private Map<String, Object> key(String id) {
        return Map.of(
                "Description",
                        kms.describeKey(ask -> ask.keyId(id)).keyMetadata().description(),
                "EnableKeyRotation",
                        kms.getKeyRotationStatus(ask -> ask.keyId(id)).keyRotationEnabled(),
                "KeyPolicy",
                        ServiceReader.json(kms.getKeyPolicy(ask -> ask.keyId(id).policyName("default"))
                                .policy()));
    }

    private static String decoded(String text) {
        return text.startsWith("%7B") ? URLDecoder.decode(text, StandardCharsets.UTF_8) : text;
    }
}
