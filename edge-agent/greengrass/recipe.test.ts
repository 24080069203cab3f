import { expect, test } from 'vitest';
import { acknowledgementTopic, captureTopic, ordersTopic, statusTopic } from '#shared/messages/topics.ts';
import { type Runtime, recipe } from './recipe.ts';

const made = (runtime: Runtime) =>
  recipe({ runtime, version: '1.2.3', artifact: 's3://b/k.zip', folder: 'k', architecture: 'amd64', node: '/n/node' });
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

test('for nucleus lite it holds nothing that lite does not know', () => {
  const { ComponentDependencies, Manifests } = made('lite');
  expect(ComponentDependencies).toEqual({});
  expect(Manifests).toMatchObject([{ Platform: { os: 'linux', runtime: 'aws_nucleus_lite' } }]);
  expect(Object.keys(Manifests[0]?.Lifecycle ?? {})).toEqual(['install', 'run']);
  expect(JSON.stringify(made('lite'))).not.toMatch(/\{iot:|\{configuration:|SecretManager/);
});
