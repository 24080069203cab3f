import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { iotCore } from '../../infra/local/iot/iot-core.ts';
import type { Host } from '../../infra/local/provider.ts';
import { MqttLink } from '../link/mqtt.ts';
import { temporary } from '../testing/builders.ts';
import { readClaim } from './claim.ts';
import { provisionBy } from './provision.ts';

const arn = (name: string) => `arn:aws:iot:eu:1:${name}`;
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: policy variables of AWS IoT, not of JavaScript
const own = 'seriate/${iot:Connection.Thing.Attributes[tenant]}/${iot:Connection.Thing.ThingName}/*';
const statements = {
  'seriate-site': [
    { Effect: 'Allow', Action: 'iot:Connect', Resource: arn('client/${iot:Connection.Thing.ThingName}') },
    { Effect: 'Allow', Action: ['iot:Publish', 'iot:Receive'], Resource: arn(`topic/${own}`) },
    { Effect: 'Allow', Action: 'iot:Subscribe', Resource: arn(`topicfilter/${own}`) },
  ],
  'seriate-claim': ['topic', 'topicfilter'].flatMap((kind) => [
    { Effect: 'Allow', Action: 'iot:Connect', Resource: arn('client/claim-*') },
    {
      Effect: 'Allow',
      Action: ['iot:Publish', 'iot:Receive', 'iot:Subscribe'],
      Resource: [
        `${kind}/$aws/certificates/create/*`,
        `${kind}/$aws/provisioning-templates/seriate-site/provision/*`,
      ].map(arn),
    },
  ]),
};
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above
const templateBody = {
  Resources: {
    thing: {
      Type: 'AWS::IoT::Thing',
      Properties: { ThingName: { Ref: 'ThingName' }, AttributePayload: { tenant: { Ref: 'Tenant' } } },
    },
  },
};

/** The fleet's side, whose hook lets one certificate of each serial in `announced` join the site basel. */
async function fleet() {
  const { directory, remove } = temporary();
  const undo: (() => unknown)[] = [];
  const ready: (() => unknown)[] = [];
  const asked: string[] = [];
  const announced = new Set(['SN-0001']);
  const joined = new Map<string, string>();
  const host: Host = {
    data: directory,
    region: 'eu',
    account: '1',
    endpoints: {
      dynamodb: '',
      sqs: '',
      s3: 'http://127.0.0.1:1',
      secretsManager: '',
      iotData: '',
      cognito: '',
      kms: '',
    },
    url: 'http://127.0.0.1:1',
    hasten: 1,
    sendToQueue: async () => undefined,
    invoke: async (_fn, payload) => {
      const { parameters, certificateId } = Object(payload);
      const serial = String(parameters.SerialNumber);
      asked.push(serial);
      const before = joined.get(serial);
      if (!announced.has(serial) || (before ?? certificateId) !== certificateId) return { allowProvisioning: false };
      joined.set(serial, certificateId);
      return { allowProvisioning: true, parameterOverrides: { ThingName: 'basel', Tenant: 'acme' } };
    },
    mount: () => undefined,
    onReady: (start) => void ready.push(start),
    onStop: (stop) => void undo.push(stop),
    onClose: (close) => void undo.push(close),
    log: () => undefined,
  };
  const core = iotCore({ data: directory, mqttPort: 0 });
  const create = (type: string, properties: Record<string, unknown>) =>
    core.providers[type]?.create({ logicalId: type, stack: 'plant', type, properties }, host);
  for (const [PolicyName, Statement] of Object.entries(statements))
    await create('AWS::IoT::Policy', { PolicyName, PolicyDocument: { Statement } });
  await create('AWS::IoT::ProvisioningTemplate', {
    TemplateName: 'seriate-site',
    TemplateBody: JSON.stringify(templateBody),
    PreProvisioningHook: { TargetArn: 'hook' },
  });
  for (const start of ready) await start();
  onTestFinished(async () => {
    for (const step of undo.reverse()) await step();
    remove();
  });
  const claim = await core.claim();
  const file = join(directory, 'claim.json');
  writeFileSync(
    file,
    JSON.stringify({ host: '127.0.0.1', port: core.mqttPort(), ...claim, serial: 'SN-0001', out: 'identity' }),
  );
  return { file, folder: join(directory, 'identity'), port: core.mqttPort(), ca: claim.ca, asked, announced };
}

let at: Awaited<ReturnType<typeof fleet>>;
beforeEach(async () => {
  at = await fleet();
});
const text = (name: string) => readFileSync(join(at.folder, name), 'utf8');

test('a machine becomes its site’s thing, and connects by what it was given', async () => {
  expect(await provisionBy(readClaim(at.file))).toEqual({ thing: 'basel', folder: at.folder, isNew: true });
  for (const name of ['device.key', 'device.pem', 'thing.json'])
    expect(statSync(join(at.folder, name)).mode & 0o777).toBe(0o600);
  const [certificate, key] = [join(at.folder, 'device.pem'), join(at.folder, 'device.key')];
  const link = new MqttLink({ host: '127.0.0.1', port: at.port, ca: at.ca, certificate, key, thing: 'basel' });
  await new Promise<void>((resolve) => link.onConnected(resolve));
  const heard = new Promise((resolve) => link.subscribe('seriate/acme/basel/line-1/ack', resolve));
  await link.publish('seriate/acme/basel/line-1/ack', 'here');
  expect(await heard).toBe('here');
  await link.close();
});

test('doing it again changes nothing, and asks nobody', async () => {
  await provisionBy(readClaim(at.file));
  const before = text('device.pem');
  expect(await provisionBy(readClaim(at.file))).toMatchObject({ thing: 'basel', isNew: false });
  expect([text('device.pem'), at.asked]).toEqual([before, ['SN-0001']]);
});

test('a machine that was noted without a name is not taken for a thing', async () => {
  mkdirSync(at.folder);
  writeFileSync(join(at.folder, 'thing.json'), JSON.stringify({ thing: '', certificateId: 'c' }));
  expect(await provisionBy(readClaim(at.file))).toMatchObject({ thing: 'basel', isNew: true });
});

test('what broke off after the certificate is finished with the same one', async () => {
  at.announced.clear();
  await expect(provisionBy(readClaim(at.file))).rejects.toThrow('the fleet did not take serial SN-0001');
  const before = text('device.pem');
  expect(existsSync(join(at.folder, 'pending.json'))).toBe(true);
  at.announced.add('SN-0001');
  await provisionBy(readClaim(at.file));
  expect([text('device.pem'), existsSync(join(at.folder, 'pending.json'))]).toEqual([before, false]);
});

test('a serial that has joined is refused to another machine, with the reason of the fleet', async () => {
  await provisionBy(readClaim(at.file));
  rmSync(at.folder, { recursive: true });
  await expect(provisionBy(readClaim(at.file))).rejects.toThrow('Pre-provisioning hook denied the request');
});
