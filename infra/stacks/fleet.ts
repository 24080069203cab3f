import { Stack } from 'aws-cdk-lib';
import { CfnPolicy, CfnThingType } from 'aws-cdk-lib/aws-iot';
import type { Construct } from 'constructs';

/** What a site's certificate may do: speak under its own tenant and name, and nothing else. */
export class FleetStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new CfnThingType(this, 'site', {
      thingTypeName: 'seriate-site',
      thingTypeProperties: { searchableAttributes: ['tenant'] },
    });
    // biome-ignore lint/suspicious/noTemplateCurlyInString: policy variables of AWS IoT, not of JavaScript
    const own = 'seriate/${iot:Connection.Thing.Attributes[tenant]}/${iot:Connection.Thing.ThingName}/*';
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as above
    const client = '${iot:Connection.Thing.ThingName}';
    const arn = (resource: string, resourceName: string) => this.formatArn({ service: 'iot', resource, resourceName });
    new CfnPolicy(this, 'site-policy', {
      policyName: 'seriate-site',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          allow('iot:Connect', arn('client', client)),
          allow('iot:Publish', arn('topic', own)),
          allow('iot:Receive', arn('topic', own)),
          allow('iot:Subscribe', arn('topicfilter', own)),
        ],
      },
    });
  }
}

const allow = (action: string, resource: string) => ({ Effect: 'Allow', Action: action, Resource: resource });
