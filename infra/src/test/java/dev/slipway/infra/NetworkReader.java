package dev.slipway.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** Networks, security groups and endpoints, as EC2 has them. */
final class NetworkReader implements ServiceReader {
    private final Ec2Client ec2;

    NetworkReader(Endpoint endpoint) {
        ec2 = endpoint.client(Ec2Client.builder());
    }

    @Override
    public Map<String, Object> read(String type, String id, Map<String, Object> properties) {
        return switch (type) {
            case "AWS::EC2::VPC" -> vpc(id);
            case "AWS::EC2::Subnet" -> subnet(id);
            case "AWS::EC2::RouteTable" ->
                Map.of(
                        "VpcId",
                        ec2.describeRouteTables(ask -> ask.routeTableIds(id))
                                .routeTables()
                                .get(0)
                                .vpcId());
            case "AWS::EC2::SubnetRouteTableAssociation" ->
                association((String) properties.get("RouteTableId"), (String) properties.get("SubnetId"));
            case "AWS::EC2::SecurityGroup" -> group(id);
            case "AWS::EC2::SecurityGroupIngress" ->
                rule(group((String) properties.get("GroupId"), false), properties, "SourceSecurityGroupId");
            case "AWS::EC2::SecurityGroupEgress" ->
                rule(group((String) properties.get("GroupId"), true), properties, "DestinationSecurityGroupId");
            case "AWS::EC2::VPCEndpoint" -> endpoint(id);
            case "AWS::EC2::FlowLog" -> flow(id);
            default -> null;
        };
    }

    private Map<String, Object> vpc(String id) {
        var vpc = ec2.describeVpcs(ask -> ask.vpcIds(id)).vpcs().get(0);
        return Map.of("CidrBlock", vpc.cidrBlock(), "InstanceTenancy", vpc.instanceTenancyAsString());
    }

    private Map<String, Object> subnet(String id) {
        var subnet = ec2.describeSubnets(ask -> ask.subnetIds(id)).subnets().get(0);
        return Map.of(
                "AvailabilityZone", subnet.availabilityZone(),
                "CidrBlock", subnet.cidrBlock(),
                "MapPublicIpOnLaunch", subnet.mapPublicIpOnLaunch(),
                "VpcId", subnet.vpcId());
    }

    private Map<String, Object> association(String table, String subnet) {
        return ec2.describeRouteTables(ask -> ask.routeTableIds(table)).routeTables().get(0).associations().stream()
                .filter(each -> subnet.equals(each.subnetId()))
                .map(each -> Map.<String, Object>of("RouteTableId", each.routeTableId(), "SubnetId", each.subnetId()))
                .findFirst()
                .orElse(Map.of("RouteTableId", "has no " + subnet));
    }

    private SecurityGroup securityGroup(String id) {
        return ec2.describeSecurityGroups(ask -> ask.groupIds(id))
                .securityGroups()
                .get(0);
    }

    private Map<String, Object> group(String id) {
        SecurityGroup group = securityGroup(id);
        return Map.of("GroupDescription", group.description(), "VpcId", group.vpcId());
    }

    private List<IpPermission> group(String id, boolean egress) {
        SecurityGroup group = securityGroup(id);
        return egress ? group.ipPermissionsEgress() : group.ipPermissions();
    }

    private static Map<String, Object> rule(List<IpPermission> rules, Map<String, Object> wanted, String other) {
        for (IpPermission each : rules) {
            boolean same = wanted.get("FromPort").equals(each.fromPort())
                    && wanted.get("ToPort").equals(each.toPort())
                    && each.userIdGroupPairs().stream()
                            .anyMatch(pair -> pair.groupId().equals(wanted.get(other)));
            if (same) {
                return Map.of("IpProtocol", each.ipProtocol(), "FromPort", each.fromPort(), "ToPort", each.toPort());
            }
        }
        return Map.of("IpProtocol", "no such rule");
    }

    private Map<String, Object> endpoint(String id) {
        var endpoint = ec2.describeVpcEndpoints(ask -> ask.vpcEndpointIds(id))
                .vpcEndpoints()
                .get(0);
        Map<String, Object> read = new LinkedHashMap<>(Map.of(
                "ServiceName", endpoint.serviceName(),
                "VpcEndpointType", endpoint.vpcEndpointTypeAsString(),
                "VpcId", endpoint.vpcId()));
        if (endpoint.vpcEndpointTypeAsString().equals("Gateway")) {
            read.put("RouteTableIds", endpoint.routeTableIds());
            read.put("PolicyDocument", ServiceReader.json(endpoint.policyDocument()));
        } else {
            read.put("SubnetIds", endpoint.subnetIds());
            read.put(
                    "SecurityGroupIds",
                    endpoint.groups().stream().map(each -> each.groupId()).toList());
            read.put("PrivateDnsEnabled", endpoint.privateDnsEnabled());
        }
        return read;
    }

    private Map<String, Object> flow(String id) {
        var flow = ec2.describeFlowLogs(ask -> ask.flowLogIds(id)).flowLogs().get(0);
        return Map.of(
                "DeliverLogsPermissionArn", flow.deliverLogsPermissionArn(),
                "LogDestinationType", flow.logDestinationTypeAsString(),
                "LogGroupName", flow.logGroupName(),
                "ResourceId", flow.resourceId(),
                "TrafficType", flow.trafficTypeAsString());
    }
}
