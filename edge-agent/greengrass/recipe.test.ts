import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { acknowledgementTopic, captureTopic, ordersTopic, statusTopic } from '#shared/messages/topics.ts';
import { temporary } from '../testing/builders.ts';
import { type Runtime, recipe } from './recipe.ts';

const made = (runtime: Runtime) =>
  recipe({
    runtime,
    version: '1.2.3',
    builds: [{ artifact: 's3://b/k.zip', folder: 'k', architecture: 'amd64' }],
    node: '/n/node',
  });
const line = { tenant: 'acme', site: 'basel', line: 'line-1' };

/** What the runtime makes of a resource on the core basel, as MQTT matches it. */
const allows = (runtime: Runtime, operation: string, topic: string): boolean =>
  Object.values(
    made(runtime).ComponentConfiguration.DefaultConfiguration.accessControl['aws.greengrass.ipc.mqttproxy'] ?? {},
  )
    .filter(({ operations }) => operations.includes(`aws.greengrass#${operation}`))
    .flatMap(({ resources }) => resources)
    .map((filter) => filter.replace('{iot:thingName}', runtime === 'nucleus' ? 'basel' : '{iot:thingName}'))
    .some((filter) => new RegExp(`^${filter.replaceAll('+', '[^/]+')}$`).test(topic));

test.each(['nucleus', 'lite'] as const)(
  'on %s it may tell and hear what the agent does, and nothing the other way',
  (runtime) => {
    for (const topic of [captureTopic(line), statusTopic(line)])
      expect([allows(runtime, 'PublishToIoTCore', topic), allows(runtime, 'SubscribeToIoTCore', topic)]).toEqual([
        true,
        false,
      ]);
    for (const topic of [acknowledgementTopic(line), ordersTopic(line)])
      expect([allows(runtime, 'SubscribeToIoTCore', topic), allows(runtime, 'PublishToIoTCore', topic)]).toEqual([
        true,
        false,
      ]);
  },
);

test('on a nucleus it speaks for its own site only', () =>
  expect(allows('nucleus', 'PublishToIoTCore', captureTopic({ ...line, site: 'bern' }))).toBe(false));

test('on a nucleus it reads the secrets of its own site only', () => {
  const { 'aws.greengrass.SecretManager': secrets = {} } =
    made('nucleus').ComponentConfiguration.DefaultConfiguration.accessControl;
  expect(Object.values(secrets).flatMap(({ resources }) => resources)).toEqual([
    'arn:*:secretsmanager:*:*:secret:seriate/sites/{iot:thingName}/*',
  ]);
});

test('for nucleus lite it holds nothing that lite does not know', () => {
  const { ComponentDependencies, Manifests } = made('lite');
  expect(ComponentDependencies).toEqual({});
  expect(Manifests).toMatchObject([{ Platform: { os: 'linux', runtime: 'aws_nucleus_lite' } }]);
  expect(Object.keys(Manifests[0]?.Lifecycle ?? {})).toEqual(['install', 'run']);
  expect(JSON.stringify(made('lite'))).not.toMatch(/\{iot:|\{configuration:|SecretManager/);
});

test('its shutdown ends the agent of its folder, and no other process whose number a crash has left behind', async () => {
  const { directory, remove } = temporary();
  onTestFinished(remove);
  const shutdown = made('nucleus').Manifests[0]?.Lifecycle.shutdown?.Script ?? '';
  const run = async () => {
    const [code] = await once(spawn('sh', ['-c', shutdown], { cwd: directory, stdio: 'ignore' }), 'exit');
    return code;
  };
  expect(await run()).toBe(0);
  const agent = spawn('sleep', ['600'], { cwd: realpathSync(directory), stdio: 'ignore' });
  const stranger = spawn('sleep', ['600'], { cwd: '/', stdio: 'ignore' });
  onTestFinished(() => void [agent, stranger].map((one) => one.kill('SIGKILL')));
  await Promise.all([once(agent, 'spawn'), once(stranger, 'spawn')]);
  writeFileSync(join(directory, 'agent.pid'), `${stranger.pid}`);
  expect(await run()).toBe(0);
  writeFileSync(join(directory, 'agent.pid'), `${agent.pid}`);
  const ended = once(agent, 'exit');
  expect(await run()).toBe(0);
  expect(await ended).toEqual([null, 'SIGTERM']);
  expect([stranger.exitCode, stranger.signalCode]).toEqual([null, null]);
});
