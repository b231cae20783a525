"""What moto's CloudFormation lacks, so that a whole stack is made.

moto 5.2.1 skips types that it does not know, and stops in the middle of a stack at two that it knows (a KMS key with
tags, an Aurora instance), while the deployment ends green. Here its own services are asked for what they can do. What
they cannot is held by a placeholder, so that others can refer to it: its attributes read "LogicalId.Attribute".
"""

import json

from moto.awslambda.models import LambdaFunction, LambdaVersion, LayerVersion, lambda_backends
from moto.cloudformation import parsing
from moto.cloudformation.exceptions import CloudFormationError, ValidationError
from moto.cloudformation.models import CloudFormationBackend
from moto.cloudformation.parsing import OutputMap
from moto.core.common_models import CloudFormationModel
from moto.ec2.models import ec2_backends
from moto.ec2.models.route_tables import RouteTable
from moto.ec2.models.security_groups import SecurityGroup
from moto.ec2.models.subnets import Subnet, SubnetRouteTableAssociation
from moto.ec2.models.vpcs import VPCEndPoint
from moto.iam.models import Role
from moto.kms.models import Key
from moto.logs.models import LogGroup
from moto.rds.models import DBInstance
from moto.s3.models import FakeBucket, s3_backends
from moto.scheduler.models import scheduler_backends
from moto.sns.models import sns_backends
from moto.sqs.models import sqs_backends

taught = []


def teach(kind, create):
    """`create` gets the properties, the account's and region's, and answers what `Ref` is; None: the logical id."""

    class Model(CloudFormationModel):
        __module__ = "moto.cloudformation"  # moto wants to know which service a model is of

        def __init__(self, logical_id, physical_id):
            self.logical_id = logical_id
            self.id = physical_id or logical_id

        @property
        def physical_resource_id(self):
            return self.id

        @staticmethod
        def cloudformation_name_type():
            return ""

        @staticmethod
        def cloudformation_type():
            return kind

        @classmethod
        def has_cfn_attr(cls, attribute):
            return True

        def get_cfn_attribute(self, attribute):
            return f"{self.logical_id}.{attribute}"

        @classmethod
        def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **more):
            return cls(more["LogicalId"], create(cloudformation_json["Properties"], account_id, region_name))

        @classmethod
        def update_from_cloudformation_json(
            cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
        ):
            create(cloudformation_json["Properties"], account_id, region_name)
            return original_resource

        def delete(self, account_id, region_name):
            pass

    taught.append(Model)


def alias(properties, account, region):
    function = properties["FunctionName"]
    return lambda_backends[account][region].create_alias(
        properties["Name"], function, properties["FunctionVersion"], properties.get("Description", ""), None
    ).arn


def invocation(properties, account, region):
    lambda_backends[account][region].put_function_event_invoke_config(properties["FunctionName"], properties)


def egress(properties, account, region):
    rule = {"CidrIp": properties.get("CidrIp"), "Description": properties.get("Description")}
    group = properties.get("DestinationSecurityGroupId")
    ec2_backends[account][region].authorize_security_group_egress(
        properties["GroupId"],
        properties["IpProtocol"],
        properties["FromPort"],
        properties["ToPort"],
        ip_ranges=[rule] if rule["CidrIp"] else [],
        source_groups=[{"GroupId": group, "Description": rule["Description"]}] if group else [],
    )


def queue_policy(properties, account, region):
    for url in properties["Queues"]:
        sqs_backends[account][region].set_queue_attributes(
            url.split("/")[-1], {"Policy": json.dumps(properties["PolicyDocument"])}
        )


def topic_policy(properties, account, region):
    for topic in properties["Topics"]:
        sns_backends[account][region].get_topic(topic).policy = json.dumps(properties["PolicyDocument"])


def schedule(properties, account, region):
    backend = scheduler_backends[account][region]
    name = properties.get("Name") or json.loads(properties["Target"]["Input"])["ProjectName"]
    told = dict(
        description=properties.get("Description"),
        end_date=None,
        flexible_time_window=properties["FlexibleTimeWindow"],
        group_name=None,
        kms_key_arn=None,
        name=name,
        schedule_expression=properties["ScheduleExpression"],
        schedule_expression_timezone=properties.get("ScheduleExpressionTimezone"),
        start_date=None,
        state=properties.get("State"),
        target=properties["Target"],
    )
    if name in backend.schedule_groups["default"].schedules:
        backend.update_schedule(**told)
    else:
        backend.create_schedule(**told, action_after_completion=None)
    return name


def placeholder(properties, account, region):
    return properties.get("Name")


teach("AWS::Lambda::Alias", alias)
teach("AWS::Lambda::EventInvokeConfig", invocation)
teach("AWS::EC2::SecurityGroupEgress", egress)
teach("AWS::Scheduler::Schedule", schedule)
teach("AWS::SQS::QueuePolicy", queue_policy)
teach("AWS::SNS::TopicPolicy", topic_policy)
for missing in (
    "AWS::CloudWatch::Alarm",
    "AWS::CodeBuild::Project",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBClusterParameterGroup",
    "AWS::RDS::DBInstance",
    "AWS::S3::BucketPolicy",  # moto would apply it without its conditions, and refuse everything
):
    teach(missing, placeholder)
DBInstance.cloudformation_type = staticmethod(lambda: "not for Aurora")



def delete_table(self, account_id, region_name):
    self._associations.clear()
    ec2_backends[account_id][region_name].delete_route_table(self.id)


RouteTable.delete = delete_table
LayerVersion.physical_resource_id = property(lambda self: self.arn)
LambdaVersion.get_cfn_attribute = lambda self, attribute: str(self.version)
LambdaVersion.physical_resource_id = property(lambda self: str(self.version))


def mend(model, change):
    """Puts `change` around how a model is made; it gets the call itself and the properties."""
    create = model.create_from_cloudformation_json.__func__

    def changed(cls, resource_name, cloudformation_json, account_id, region_name, **more):
        def call(properties):
            return create(
                cls, resource_name, {**cloudformation_json, "Properties": properties}, account_id, region_name, **more
            )

        return change(call, cloudformation_json["Properties"], account_id, region_name)

    model.create_from_cloudformation_json = classmethod(changed)


def key_with_tags(create, properties, account, region):
    tags = [{"TagKey": tag["Key"], "TagValue": tag["Value"]} for tag in properties.get("Tags", [])]
    return create({**properties, "Tags": tags, "KeyPolicy": json.dumps(properties["KeyPolicy"])})


def role_with_json(create, properties, account, region):
    policies = [
        {**each, "PolicyDocument": json.dumps(each["PolicyDocument"])} for each in properties.get("Policies", [])
    ]
    return create({**properties, "Policies": policies})


def bucket_as_told(create, properties, account, region):
    bucket = create(properties)
    backend = s3_backends[account]["aws"]
    if "VersioningConfiguration" in properties:
        backend.put_bucket_versioning(bucket.name, properties["VersioningConfiguration"]["Status"])
    if "PublicAccessBlockConfiguration" in properties:
        backend.put_public_access_block(bucket.name, properties["PublicAccessBlockConfiguration"])
    return bucket


def endpoint_with_json(create, properties, account, region):
    policy = properties.get("PolicyDocument")
    return create({**properties, "PolicyDocument": json.dumps(policy)} if policy else properties)


def subnet_as_told(create, properties, account, region):
    subnet = create(properties)
    subnet.map_public_ip_on_launch = properties["MapPublicIpOnLaunch"]
    return subnet


def group_with_egress(create, properties, account, region):
    group = create(properties)
    if "SecurityGroupEgress" in properties:
        group.egress_rules.clear()  # as in AWS, which lets everything out only where a template is silent
        for rule in properties["SecurityGroupEgress"]:
            egress({**rule, "GroupId": group.id}, account, region)
    return group


def function_as_told(create, properties, account, region):
    function = create(properties)
    function.layers = function._get_layers_data(properties.get("Layers", []))  # which there must be
    function.architectures = properties.get("Architectures", ["x86_64"])
    return function


def associated(create, properties, account, region):
    ec2_backends[account][region].associate_route_table(properties["RouteTableId"], subnet_id=properties["SubnetId"])
    return create(properties)


mend(FakeBucket, bucket_as_told)
mend(LambdaFunction, function_as_told)
mend(VPCEndPoint, endpoint_with_json)
mend(SubnetRouteTableAssociation, associated)
mend(Key, key_with_tags)
mend(SecurityGroup, group_with_egress)
mend(Role, role_with_json)
mend(Subnet, subnet_as_told)
parsing.DEFAULT_REGION = "eu-central-1"  # whose zones Fn::GetAZs answers
LogGroup.get_cfn_attribute = lambda self, attribute: self.arn + ":*"


def execute_with_exports(self, change_set_name, stack_name=None):
    """Stacks that change sets make neither import nor export anything in moto."""
    change_set = self.describe_change_set(change_set_name)
    stack = self.stacks[change_set.stack_id]
    stack.cross_stack_resources = stack.resource_map.cross_stack_resources = self.exports
    execute(self, change_set_name, stack_name)
    stack.output_map = OutputMap(stack.resource_map, change_set.template_dict, stack.stack_id)
    self.exports.update({export.name: export for export in stack.exports})


execute = CloudFormationBackend.execute_change_set
CloudFormationBackend.execute_change_set = execute_with_exports


class ChangeSetNotFound(CloudFormationError):
    code = "ChangeSetNotFound"  # what the CDK waits for when it has deleted one; moto speaks of a stack


def describe_if_there(self, change_set_name):
    try:
        return describe(self, change_set_name)
    except ValidationError as unknown:
        raise ChangeSetNotFound(f"ChangeSet [{change_set_name}] does not exist") from unknown


describe = CloudFormationBackend.describe_change_set
CloudFormationBackend.describe_change_set = describe_if_there


def value_of_parameter(self, value, value_type):
    """An update that keeps a parameter gets its value, where moto looks for a path again."""
    return parse_ssm_parameter(self, value, value_type) if value.startswith("/") else value


parse_ssm_parameter = parsing.ResourceMap.parse_ssm_parameter
parsing.ResourceMap.parse_ssm_parameter = value_of_parameter
