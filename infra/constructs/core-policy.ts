import { Stack } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-iot';
import { Construct } from 'constructs';

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: policy variables of AWS IoT, not of JavaScript
const thing = '${iot:Connection.Thing.ThingName}';
const tenant = '${iot:Connection.Thing.Attributes[tenant]}';
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above

export interface CorePolicyProps {
  /** What the core takes on to fetch artifacts and secrets. */
  readonly roleAliasArn: string;
}

/**
 * What a site's certificate may do when a Greengrass core holds it: speak under its own tenant and name, keep the core's own books at AWS IoT,
 * and fetch what is deployed to it. The nucleus opens further connections under its name with `#` and a number
 * behind it, which no site's name holds: `basel` is not let in as `basel-2`.
 */
export class CorePolicy extends Construct {
  readonly name = 'seriate-core';

  constructor(scope: Construct, id: string, { roleAliasArn }: CorePolicyProps) {
    super(scope, id);
    const arn = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: 'iot', resource, resourceName });
    const own = [
      `seriate/${tenant}/${thing}/*`,
      // Jobs that deploy, the shadow in which the deployment stands, and what the core tells of its health.
      `$aws/things/${thing}/jobs/*`,
      `$aws/things/${thing}/shadow/*`,
      `$aws/things/${thing}/greengrass/*`,
      `$aws/things/${thing}/greengrassv2/*`,
    ];
    const topics = own.map((name) => arn('topic', name));
    new CfnPolicy(this, 'policy', {
      policyName: this.name,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          allow(['iot:Connect'], [arn('client', thing), arn('client', `${thing}#*`)]),
          allow(['iot:Publish', 'iot:Receive'], topics),
          allow(
            ['iot:Subscribe'],
            own.map((name) => arn('topicfilter', name)),
          ),
          allow(['iot:AssumeRoleWithCertificate'], [roleAliasArn]),
          // They answer for the core that asks, whatever resource is named.
          allow(
            [
              'greengrass:GetComponentVersionArtifact',
              'greengrass:GetDeploymentConfiguration',
              'greengrass:ListThingGroupsForCoreDevice',
              'greengrass:ResolveComponentCandidates',
            ],
            ['*'],
          ),
        ],
      },
    });
  }
}

const allow = (Action: readonly string[], Resource: readonly string[]) => ({ Effect: 'Allow', Action, Resource });
