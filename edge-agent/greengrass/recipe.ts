import { heapFlags } from '../heap-flags.ts';

/** The two runtimes of AWS IoT Greengrass V2, which promise different things. */
export type Runtime = 'nucleus' | 'lite';

export interface RecipeNeeds {
  readonly runtime: Runtime;
  /** Never given twice: a version is never changed once it is there. */
  readonly version: string;
  /** The agent as it was built for each architecture; a core of another one is given nothing. */
  readonly builds: readonly Build[];
  /** Where Node 24 is on the core; it is installed and updated apart from the agent. */
  readonly node: string;
}

interface Build {
  readonly architecture: 'amd64' | 'aarch64';
  /** `s3://bucket/key` of the agent's zip. */
  readonly artifact: string;
  /** Name of the zip without `.zip`: the folder that it is unpacked to. */
  readonly folder: string;
}

/** Components by runtime: one core takes one of them. */
export const componentNames: Readonly<Record<Runtime, string>> = {
  nucleus: 'seriate.SiteAgent',
  lite: 'seriate.SiteAgentLite',
};

const mqttProxy = 'aws.greengrass.ipc.mqttproxy';
const PUBLISH = 'aws.greengrass#PublishToIoTCore';
const SUBSCRIBE = 'aws.greengrass#SubscribeToIoTCore';

/**
 * The component's recipe (format 2020-01-25), to be written as JSON.
 *
 * The nucleus puts the core's name into the configuration where its own configuration says `interpolateComponentConfiguration`; nucleus lite puts
 * nothing in, so there the topics are left open by wildcards and the core's IoT policy draws the line. Lite knows no shutdown step, no
 * secrets and no deferral of updates, and takes a manifest only where its runtime is named.
 */
export function recipe(needs: RecipeNeeds) {
  const { runtime, version, builds } = needs;
  const name = componentNames[runtime];
  return {
    RecipeFormatVersion: '2020-01-25',
    ComponentName: name,
    ComponentVersion: version,
    ComponentType: 'aws.greengrass.generic',
    ComponentDescription: 'Seriate: serial numbers, lines and outbox of a site',
    ComponentPublisher: 'Seriate',
    ComponentConfiguration: {
      DefaultConfiguration: { file: '', agent: {}, accessControl: accessControl(runtime, name) },
    },
    ComponentDependencies: runtime === 'nucleus' ? ofNucleus : {},
    Manifests: builds.map((build) => manifest(needs, build)),
  };
}

function manifest({ runtime, node }: RecipeNeeds, { architecture, artifact, folder }: Build) {
  const main = `{artifacts:decompressedPath}/${folder}/main.mjs`;
  return {
    Platform: { os: 'linux', architecture, ...(runtime === 'lite' && { runtime: 'aws_nucleus_lite' }) },
    Lifecycle: {
      // Fails where the interpreter is missing or too old, before anything runs; a deployment that fails is rolled back.
      install: { Script: `${node} ${main} --check`, Timeout: 60 },
      run: { Script: `exec ${node} ${heapFlags.join(' ')} ${main} --greengrass` },
      ...(runtime === 'nucleus' && { shutdown: { Script: endTidily, Timeout: 30 } }),
    },
    Artifacts: [{ URI: artifact, Unarchive: 'ZIP', Permission: { Read: 'OWNER', Execute: 'NONE' } }],
  };
}

/** What the component needs beside it on a nucleus; there it need not be restarted when the nucleus is. */
const ofNucleus = {
  'aws.greengrass.Nucleus': { VersionRequirement: '>=2.6.0 <3.0.0', DependencyType: 'SOFT' },
  'aws.greengrass.SecretManager': { VersionRequirement: '>=2.0.0 <3.0.0', DependencyType: 'HARD' },
};

/**
 * Lets the packs out of the zones. Without it the nucleus kills the process after five seconds, which loses no pack either. A crash leaves the number of
 * a process behind that is nobody's by now, or another's: only one that works in the component's own folder is the agent.
 */
const endTidily = [
  'pid=$(cat agent.pid 2>/dev/null) || exit 0',
  'is_agent() { [ -n "$pid" ] && [ "$(readlink "/proc/$pid/cwd")" = "$(pwd -P)" ]; }',
  'is_agent && kill -TERM "$pid" || exit 0',
  'while is_agent; do sleep 0.2; done',
].join('; ');

/** Policy ids stand for themselves on a core: no two components may have one in common. */
function accessControl(runtime: Runtime, name: string) {
  const own = (rest: string) => (runtime === 'nucleus' ? `seriate/+/{iot:thingName}/${rest}` : `seriate/+/+/${rest}`);
  return {
    [mqttProxy]: {
      [`${name}:tells:1`]: {
        policyDescription: 'What lines of the site tell',
        operations: [PUBLISH],
        resources: [own('+/capture'), own('+/status')],
      },
      [`${name}:hears:1`]: {
        policyDescription: 'What the repository answers, and orders',
        operations: [SUBSCRIBE],
        resources: [own('+/ack'), own('orders')],
      },
    },
    ...(runtime === 'nucleus' && {
      'aws.greengrass.SecretManager': {
        [`${name}:secrets:1`]: {
          policyDescription: 'Secrets of the site',
          operations: ['aws.greengrass#GetSecretValue'],
          // The same as the core's role may read. Account, region and what Secrets Manager adds to a name are left open.
          resources: ['arn:*:secretsmanager:*:*:secret:seriate/sites/{iot:thingName}/*'],
        },
      },
    }),
  };
}
