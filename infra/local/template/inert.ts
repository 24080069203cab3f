/**
 * Types that may stand in a template and have nothing to run on one machine, each with the reason. A type ending in `*` stands for all that begin so.
 */
export const inert: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::ApiMapping': 'the local API has one address',
  'AWS::ApiGatewayV2::DomainName': 'the local API has one address',
  'AWS::ApplicationAutoScaling::*': 'the local engine has no capacity to scale',
  'AWS::Backup::*': 'the data directory is copied by whoever owns the machine',
  'AWS::CDK::Metadata': 'tells AWS which constructs were used',
  'AWS::CloudWatch::*': 'no metrics are kept locally',
  'AWS::Events::EventBus': 'nothing publishes to it locally',
  'AWS::GreengrassV2::*': 'the plant’s agent is a process beside the cloud',
  'AWS::IAM::*': 'the one user of the machine may do everything',
  'AWS::IoT::Logging': 'the local broker writes to the cloud log',
  'AWS::IoT::RoleAlias': 'the one user of the machine may do everything',
  'AWS::IoT::ThingGroup': 'a label',
  'AWS::IoT::ThingType': 'a label',
  'AWS::KMS::Alias': 'keys are known by their ARN',
  'AWS::Lambda::EventInvokeConfig': 'asynchronous invocations come back with the schedule',
  'AWS::Lambda::LayerVersionPermission': 'the one user of the machine may do everything',
  'AWS::Lambda::Permission': 'the one user of the machine may do everything',
  'AWS::Logs::*': 'logs are files in the data directory',
  'AWS::Logs::MetricFilter': 'counts log lines for alarms, and no metrics are kept locally',
  'AWS::Route53::*': 'everything is on 127.0.0.1',
  'AWS::S3::BucketPolicy': 'the one user of the machine may do everything',
  'AWS::SNS::TopicPolicy': 'the one user of the machine may do everything',
  'AWS::SQS::QueuePolicy': 'the one user of the machine may do everything',
  'AWS::SSM::Parameter': 'read at deployment only',
  'AWS::SecretsManager::ResourcePolicy': 'the one user of the machine may do everything',
  'AWS::WAFv2::*': 'nothing but the machine itself can call',
  'AWS::XRay::*': 'no traces are kept locally',
};

/** True when a type has nothing to run locally. */
export function isInert(type: string): boolean {
  return type in inert || `${type.slice(0, type.lastIndexOf('::'))}::*` in inert;
}

/** What `Ref` (no attribute) and `Fn::GetAtt` of such a resource answer: something well-formed that names its origin. */
export function inertAttribute(stack: string, logicalId: string, attribute?: string): string {
  const name = `${stack}-${logicalId}`;
  return attribute?.endsWith('Arn') ? `arn:aws:inert:us-east-1:000000000000:${name}` : name;
}
