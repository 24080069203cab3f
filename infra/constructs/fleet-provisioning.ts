import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPolicy, CfnProvisioningTemplate } from 'aws-cdk-lib/aws-iot';
import { Construct } from 'constructs';
import type { Env } from '../../functions/admit-core/env.ts';
import type { DataStack } from '../stacks/data.ts';
import { bundledFunction } from './bundle.ts';

export interface FleetProvisioningProps {
  readonly data: DataStack;
  /** What a thing may do. */
  readonly policyName: string;
  /** Groups that a thing may be put into. */
  readonly groups: readonly string[];
}

/** The template's name is what a machine asks by (`edge-agent/provision/claim.ts`). */
const TEMPLATE = 'seriate-site';

/** How a machine that shows a claim becomes a site's thing: only as our function says. */
export class FleetProvisioning extends Construct {
  constructor(scope: Construct, id: string, { data, policyName, groups }: FleetProvisioningProps) {
    super(scope, id);
    const { REGISTRY_TABLE } = data.names;
    const environment = { REGISTRY_TABLE } satisfies Env;
    // AWS IoT waits five seconds for it.
    const admit = bundledFunction(this, { name: 'admit-core', environment });
    data.registry.grant(admit, 'dynamodb:GetItem', 'dynamodb:PutItem');
    admit.grantInvoke(new ServicePrincipal('iot.amazonaws.com'));
    const role = provisioner(this, policyName, groups);
    const template = new CfnProvisioningTemplate(this, 'template', {
      templateName: TEMPLATE,
      description: 'A machine that was announced for a site becomes its thing',
      enabled: true,
      provisioningRoleArn: role.roleArn,
      preProvisioningHook: { targetArn: admit.functionArn, payloadVersion: '2020-04-01' },
      templateBody: JSON.stringify(templateBody(policyName)),
    });
    template.node.addDependency(admit, role);
    new CfnPolicy(this, 'claim', { policyName: 'seriate-claim', policyDocument: claimPolicy(this) });
  }
}

const ref = (Ref: string) => ({ Ref });
const text = { Type: 'String' };

/** All but serial and certificate comes from the function, over whatever the machine says. */
const templateBody = (policyName: string) => ({
  Parameters: {
    SerialNumber: text,
    ThingName: text,
    Tenant: text,
    Group: text,
    'AWS::IoT::Certificate::Id': text,
  },
  Resources: {
    certificate: {
      Type: 'AWS::IoT::Certificate',
      Properties: { CertificateId: ref('AWS::IoT::Certificate::Id'), Status: 'Active' },
    },
    policy: { Type: 'AWS::IoT::Policy', Properties: { PolicyName: policyName } },
    thing: {
      Type: 'AWS::IoT::Thing',
      // A machine that was mended takes the place of the one before it.
      OverrideSettings: { AttributePayload: 'REPLACE', ThingTypeName: 'DO_NOTHING', ThingGroups: 'REPLACE' },
      Properties: {
        ThingName: ref('ThingName'),
        ThingTypeName: 'seriate-site',
        AttributePayload: { tenant: ref('Tenant'), serial: ref('SerialNumber') },
        ThingGroups: [ref('Group')],
      },
    },
  },
});

/** What AWS IoT does for the template, on things and certificates that it is about to make. */
function provisioner(scope: Construct, policyName: string, groups: readonly string[]): Role {
  const role = new Role(scope, 'provisioner', { assumedBy: new ServicePrincipal('iot.amazonaws.com') });
  const arn = (resource: string, resourceName: string) =>
    Stack.of(scope).formatArn({ service: 'iot', resource, resourceName });
  const things = arn('thing', '*');
  const certificates = arn('cert', '*');
  const inGroups = groups.map((name) => arn('thinggroup', name));
  const type = arn('thingtype', 'seriate-site');
  const may = (actions: readonly string[], resources: readonly string[]) =>
    role.addToPolicy(
      new PolicyStatement({ actions: actions.map((action) => `iot:${action}`), resources: [...resources] }),
    );
  may(['CreateThing', 'DescribeThing', 'UpdateThing', 'ListThingGroupsForThing'], [things, type]);
  may(['DescribeThingType'], [type]);
  may(['AddThingToThingGroup', 'UpdateThingGroupsForThing', 'RemoveThingFromThingGroup'], [things, ...inGroups]);
  may(['DescribeThingGroup'], inGroups);
  may(['DescribeCertificate', 'UpdateCertificate'], [certificates]);
  may(['AttachThingPrincipal'], [things, certificates]);
  may(['AttachPolicy', 'GetPolicy'], [arn('policy', policyName), certificates]);
  return role;
}

/** A claim may ask for a certificate and for a place in the fleet, and hears only the answers. */
function claimPolicy(scope: Construct) {
  const arn = (resource: string, resourceName: string) =>
    Stack.of(scope).formatArn({ service: 'iot', resource, resourceName });
  const topics = ['$aws/certificates/create/*', `$aws/provisioning-templates/${TEMPLATE}/provision/*`];
  const allow = (Action: readonly string[], Resource: readonly string[]) => ({ Effect: 'Allow', Action, Resource });
  return {
    Version: '2012-10-17',
    Statement: [
      allow(['iot:Connect'], [arn('client', 'claim-*')]),
      allow(
        ['iot:Publish', 'iot:Receive'],
        topics.map((name) => arn('topic', name)),
      ),
      allow(
        ['iot:Subscribe'],
        topics.map((name) => arn('topicfilter', name)),
      ),
    ],
  };
}
