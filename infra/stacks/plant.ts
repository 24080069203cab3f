import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, Aws, CfnOutput, DockerImage, Duration, Stack } from 'aws-cdk-lib';
import { CfnComponentVersion, CfnDeployment } from 'aws-cdk-lib/aws-greengrassv2';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnRoleAlias, CfnThingGroup } from 'aws-cdk-lib/aws-iot';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import * as v from 'valibot';
import { componentNames, type Runtime, recipe } from '../../edge-agent/greengrass/recipe.ts';
import type { Env as AnnounceEnv } from '../../functions/announce-core/env.ts';
import { bundledFunction } from '../constructs/bundle.ts';
import { CorePolicy } from '../constructs/core-policy.ts';
import { FleetProvisioning } from '../constructs/fleet-provisioning.ts';
import type { DataStack } from './data.ts';

const root = join(import.meta.dirname, '../..');
/** Of the nucleus that sites with the Java runtime get. Updating it is a decision of its own. */
const NUCLEUS_VERSION = '2.15.0';
/** Where a core's Node 24 is; docs/site-install.md says how it gets there. */
const NODE = '/opt/seriate/node/bin/node';
/** How long a core waits for the agent's word before it updates it; one that says "not now" is asked again. */
const NOTICE_S = 120;
const VALIDATION_S = 60;

/** Groups of things by what deploys to them; `functions/admit-core` puts a machine into one. */
const groups: Readonly<Record<Runtime | 'none', string>> = {
  nucleus: 'seriate-cores',
  lite: 'seriate-cores-lite',
  none: 'seriate-sites',
};

/** Machines that a core may be, as Greengrass and as Node name them. */
const architectures = [
  { architecture: 'amd64', id: 'agent', arch: 'x64' },
  { architecture: 'aarch64', id: 'agent-arm64', arch: 'arm64' },
] as const;

interface Agent {
  readonly architecture: (typeof architectures)[number]['architecture'];
  readonly asset: Asset;
}

const packaged = v.object({ version: v.string() });

/** Sites' servers: the agent as a Greengrass component and its deployment, what a core may do, and how a machine becomes one. */
export class PlantStack extends Stack {
  constructor(scope: Construct, id: string, { data }: { data: DataStack }) {
    super(scope, id);
    const agents = architectures.map((one) => ({ ...one, asset: agentAsset(this, one) }));
    const alias = tokenExchange(this, agents);
    const policy = new CorePolicy(this, 'core', { roleAliasArn: alias.attrRoleAliasArn });
    const things = {
      nucleus: new CfnThingGroup(this, 'cores', { thingGroupName: groups.nucleus }),
      lite: new CfnThingGroup(this, 'cores-lite', { thingGroupName: groups.lite }),
      none: new CfnThingGroup(this, 'sites', { thingGroupName: groups.none }),
    };
    for (const runtime of ['nucleus', 'lite'] as const) deploy(this, runtime, agents, things[runtime]);
    new FleetProvisioning(this, 'fleet', { data, policyName: policy.name, groups: Object.values(groups) });
    addAnnouncement(this, data);
  }
}

/**
 * The agent's files, which CDK zips with times of its own: the same sources make the same object. Where nobody unpacks them, the context
 * `seriate:without-agent` leaves them out.
 */
function agentAsset(scope: Construct, { id, arch }: (typeof architectures)[number]): Asset {
  if (scope.node.tryGetContext('seriate:without-agent'))
    return new Asset(scope, id, { path: join(root, 'edge-agent/systemd') });
  return new Asset(scope, id, {
    path: join(root, 'edge-agent'),
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('scratch'),
      local: {
        tryBundle: (to) => {
          const asked = [join(root, 'infra/agent/main.ts'), '--folder', to, '--arch', arch];
          execFileSync(process.execPath, asked, { stdio: 'inherit' });
          return true;
        },
      },
    },
  });
}

/**
 * What a core may do in the account by its certificate: fetch the agent, and read the secrets of its own site. One role serves all cores; AWS IoT
 * puts the name of the thing that the certificate belongs to into it. The name ends at a slash, which no site's name holds.
 */
function tokenExchange(scope: Stack, agents: readonly Agent[]): CfnRoleAlias {
  const role = new Role(scope, 'token-exchange', { assumedBy: new ServicePrincipal('credentials.iot.amazonaws.com') });
  const objects = agents.map(({ asset }) => `arn:${Aws.PARTITION}:s3:::${asset.s3BucketName}/${asset.s3ObjectKey}`);
  role.addToPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: objects }));
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable of AWS IoT, not of JavaScript
  const own = 'secret:seriate/sites/${credentials-iot:ThingName}/*';
  const secrets = scope.formatArn({ service: 'secretsmanager', resource: own });
  role.addToPolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secrets] }));
  return new CfnRoleAlias(scope, 'role-alias', { roleAlias: 'seriate-cores', roleArn: role.roleArn });
}

function deploy(scope: Stack, runtime: Runtime, agents: readonly Agent[], group: CfnThingGroup): void {
  const builds = (artifactOf: (asset: Asset) => string) =>
    agents.map(({ architecture, asset }) => ({ architecture, folder: asset.assetHash, artifact: artifactOf(asset) }));
  const version = versionOf(recipe({ runtime, node: NODE, version: '', builds: builds(() => '') }));
  const made = recipe({ runtime, node: NODE, version, builds: builds((asset) => asset.s3ObjectUrl) });
  const component = new CfnComponentVersion(scope, `agent-${runtime}`, {
    inlineRecipe: scope.toJsonString(made),
  });
  const deployment = new CfnDeployment(scope, `deployment-${runtime}`, {
    targetArn: group.attrArn,
    deploymentName: groups[runtime],
    components: {
      [componentNames[runtime]]: { componentVersion: version },
      ...(runtime === 'nucleus' && { 'aws.greengrass.Nucleus': nucleus }),
    },
    deploymentPolicies: {
      failureHandlingPolicy: 'ROLLBACK',
      componentUpdatePolicy: { action: 'NOTIFY_COMPONENTS', timeoutInSeconds: NOTICE_S },
      configurationValidationPolicy: { timeoutInSeconds: VALIDATION_S },
    },
  });
  // Named by its version only, which CloudFormation does not see as a reference.
  deployment.addResourceDependency(component);
}

const nucleus = {
  componentVersion: NUCLEUS_VERSION,
  // The component's access control names topics by the core's name.
  configurationUpdate: { merge: JSON.stringify({ interpolateComponentConfiguration: true }) },
};

/**
 * A version is never changed once it is there, so whatever stands in the recipe makes another one. Its last part is a number drawn from the
 * content: it tells versions apart and does not count them.
 */
function versionOf(content: unknown): string {
  const { version } = v.parse(packaged, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const [major, minor] = version.split('.');
  const digest = createHash('sha256').update(JSON.stringify(content)).digest();
  // The nucleus reads it as a Java int.
  return `${major}.${minor}.${digest.readUInt32BE(0) >>> 2}`;
}

/** How a machine is announced: invoked by whoever runs the installation, with rights in the account. No route leads there. */
function addAnnouncement(scope: Stack, data: DataStack): void {
  const { REGISTRY_TABLE } = data.names;
  const environment = { REGISTRY_TABLE } satisfies AnnounceEnv;
  const announce = bundledFunction(scope, { name: 'announce-core', environment, timeout: Duration.seconds(10) });
  data.registry.grant(announce, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem');
  new CfnOutput(scope, 'AnnounceCore', {
    description: 'Function that lets a machine join a site: docs/site-install.md',
    value: announce.functionName,
  });
}
