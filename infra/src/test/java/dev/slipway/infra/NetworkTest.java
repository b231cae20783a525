package dev.slipway.infra;

import static dev.slipway.infra.Template.list;
import static dev.slipway.infra.Template.mapping;
import static dev.slipway.infra.Template.properties;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where machines stand, and who may connect to what. */
class NetworkTest {
    private static final String ANYWHERE = "0.0.0.0/0";

    private static Template storage(String environment) {
        return Assembly.repository().template(environment + "-Storage");
    }

    private static Template changed(String network) {
        Checkout checkout =
                Checkout.copy().only("dev").edit("environments/dev.yaml", "{egress: endpoints, zones: 1}", network);
        try {
            return Assembly.of(checkout).template("Dev-Storage");
        } finally {
            checkout.delete();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dev", "Staging", "Prod"})
    void shouldSpanTwoZonesOfWhateverRegionWithoutAWayToTheInternet(String environment) {
        Template storage = storage(environment);

        assertThat(storage.all("AWS::EC2::Subnet").values())
                .extracting(subnet -> properties(subnet).get("AvailabilityZone"))
                .containsExactly(zone(0), zone(1));
        assertThat(storage.all("AWS::EC2::InternetGateway")).isEmpty();
        assertThat(storage.all("AWS::EC2::NatGateway")).isEmpty();
        assertThat(storage.all("AWS::EC2::Route")).isEmpty();
    }

    @Test
    void shouldReachFiveServicesByEndpointsInAsManyZonesAsTheFileSays() {
        Map<String, Integer> dev = interfaces(storage("Dev"));
        Map<String, Integer> prod = interfaces(storage("Prod"));

        assertThat(dev)
                .containsOnlyKeys("ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm")
                .allSatisfy((service, subnets) -> assertThat(subnets).isEqualTo(1));
        assertThat(prod)
                .containsOnlyKeys(dev.keySet().toArray(String[]::new))
                .allSatisfy((service, subnets) -> assertThat(subnets).isEqualTo(2));
    }

    @Test
    void shouldLetTheGatewayToS3PassWhatARunAndADeploymentNeedAndNothingElse() {
        Map<String, Object> gateway = storage("Dev").all("AWS::EC2::VPCEndpoint").values().stream()
                .map(Template::properties)
                .filter(endpoint -> endpoint.get("VpcEndpointType").equals("Gateway"))
                .findFirst()
                .orElseThrow();
        List<Map<String, Object>> statements =
                list(mapping(gateway.get("PolicyDocument")).get("Statement"));

        assertThat(list(gateway.get("RouteTableIds"))).hasSize(2);
        assertThat(statements)
                .filteredOn(statement -> statement.get("Resource").equals("*"))
                .singleElement()
                .satisfies(inputs -> assertThat(inputs)
                        .containsEntry("Action", List.of("s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket"))
                        .containsEntry(
                                "Condition", Map.of("StringEquals", Map.of("aws:PrincipalAccount", "333333333333"))));
        assertThat(statements)
                .extracting(statement -> statement.get("Action") + " " + statement.get("Resource"))
                .contains(
                        "s3:GetObject arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*",
                        "s3:GetObject* arn:aws:s3:::cdk-hnb659fds-assets-333333333333-eu-central-1/*",
                        "s3:PutObject arn:aws:s3:::cloudformation-custom-resource-response-*/*");
        assertThat(statements)
                .filteredOn(statement -> statement.get("Resource").toString().contains("Artifacts"))
                .singleElement()
                .satisfies(own -> assertThat(own.get("Action").toString()).contains("s3:PutObject"));
        assertThat(statements).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dev", "Staging", "Prod"})
    void shouldLetOnlyItsTwoGroupsOfClientsIntoServersAndNobodyIntoThem(String environment) {
        Template storage = storage(environment);

        assertThat(storage.all("AWS::EC2::SecurityGroup").values())
                .allSatisfy(group -> assertThat(properties(group)).doesNotContainKey("SecurityGroupIngress"));
        assertThat(storage.all("AWS::EC2::SecurityGroupIngress").values())
                .extracting(Template::properties)
                .allSatisfy(rule -> assertThat(rule).doesNotContainKeys("CidrIp", "CidrIpv6"))
                .extracting(rule -> group(rule.get("SourceSecurityGroupId")) + " to " + group(rule.get("GroupId"))
                        + " at " + rule.get("FromPort"))
                .containsExactlyInAnyOrder(
                        "Jobs to AnalyticsDatabase at 5432",
                        "Functions to AnalyticsDatabase at 5432",
                        "Functions to ApplicationDatabase at 5432",
                        "Jobs to SharedFiles at 2049",
                        "Jobs to Endpoints at 443",
                        "Functions to Endpoints at 443");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dev", "Staging", "Prod"})
    void shouldLetClientsOutToHttpsAndTheirServersOnly(String environment) {
        Template storage = storage(environment);

        assertThat(storage.all("AWS::EC2::SecurityGroup").values())
                .flatExtracting(group -> list(properties(group).get("SecurityGroupEgress")))
                .extracting(Template::mapping)
                .filteredOn(rule -> rule.get("CidrIp").equals(ANYWHERE))
                .hasSize(2)
                .allSatisfy(rule -> assertThat(rule)
                        .containsEntry("IpProtocol", "tcp")
                        .containsEntry("FromPort", 443)
                        .containsEntry("ToPort", 443));
    }

    @Test
    void shouldLogWhatWasRefused() {
        assertThat(properties(storage("Dev").only("AWS::EC2::FlowLog"))).containsEntry("TrafficType", "REJECT");
        assertThat(properties(storage("Dev").only("AWS::Logs::LogGroup"))).containsEntry("RetentionInDays", 30);
    }

    @Test
    void shouldGoOutByOneNatGatewayAndNoPaidEndpoint() {
        Template storage = changed("{egress: nat, zones: 1}");

        assertThat(storage.all("AWS::EC2::NatGateway")).hasSize(1);
        assertThat(interfaces(storage)).isEmpty();
        assertThat(storage.all("AWS::EC2::VPCEndpoint")).hasSize(1);
        assertThat(storage.all("AWS::EC2::Subnet").values())
                .allSatisfy(subnet -> assertThat(properties(subnet)).containsEntry("MapPublicIpOnLaunch", false));
        assertThat(storage.all("AWS::EC2::SecurityGroupIngress")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{egress: endpoints, cidr: 10.65.0.0/21}", "{egress: nat, cidr: 10.65.0.0/21}"})
    void shouldHaveTheAddressesThatTheFileSays(String network) {
        Template storage = changed(network);

        assertThat(storage.properties("Vpc")).containsEntry("CidrBlock", "10.65.0.0/21");
        assertThat(storage.all("AWS::EC2::Subnet").values()).allSatisfy(subnet -> assertThat(
                        properties(subnet).get("CidrBlock").toString())
                .startsWith("10.65."));
    }

    @Test
    void shouldGoOutByANatGatewayInEachZone() {
        assertThat(changed("{egress: nat, zones: 2}").all("AWS::EC2::NatGateway"))
                .hasSize(2);
    }

    @Test
    void shouldStandInANetworkThatIsThereWithoutLookingItUp() {
        Template storage = changed("{vpc: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d, subnet-0a1b2c3e, subnet-0a1b2c3f]}");

        assertThat(storage.all("AWS::EC2::VPC")).isEmpty();
        assertThat(storage.all("AWS::EC2::VPCEndpoint")).isEmpty();
        assertThat(storage.all("AWS::EFS::MountTarget")).hasSize(3);
        assertThat(storage.all("AWS::RDS::DBSubnetGroup").values()).allSatisfy(group -> assertThat(properties(group))
                .containsEntry("SubnetIds", List.of("subnet-0a1b2c3d", "subnet-0a1b2c3e", "subnet-0a1b2c3f")));
        assertThat(storage.all("AWS::EC2::SecurityGroup").values())
                .isNotEmpty()
                .allSatisfy(group -> assertThat(properties(group)).containsEntry("VpcId", "vpc-0a1b2c3d"));
    }

    private static Map<String, Object> zone(int index) {
        return Map.of("Fn::Select", List.of(index, Map.of("Fn::GetAZs", "")));
    }

    /** Interface endpoints: the service's short name, and in how many subnets it stands. */
    private static Map<String, Integer> interfaces(Template storage) {
        return storage.all("AWS::EC2::VPCEndpoint").values().stream()
                .map(Template::properties)
                .filter(endpoint -> endpoint.get("VpcEndpointType").equals("Interface"))
                .collect(Collectors.toMap(
                        endpoint -> endpoint.get("ServiceName").toString().replaceFirst(".*eu-central-1\\.", ""),
                        endpoint -> list(endpoint.get("SubnetIds")).size()));
    }

    /** The construct that a group belongs to, from the logical id in {@code Fn::GetAtt}. */
    private static String group(Object reference) {
        String id = list(mapping(reference).get("Fn::GetAtt")).get(0).toString();
        return List.of("AnalyticsDatabase", "ApplicationDatabase", "SharedFiles", "Endpoints", "Jobs", "Functions")
                .stream()
                .filter(name -> id.replaceFirst("^Network", "").startsWith(name))
                .findFirst()
                .orElse(id);
    }
}
