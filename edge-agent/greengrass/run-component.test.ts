import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { Nucleus } from '../../test/kit/nucleus/stand-in.ts';
import type { Config } from '../config.ts';
import { temporary } from '../testing/builders.ts';
import { runComponent } from './run-component.ts';

const device = { host: '127.0.0.1', port: 9100 };
const site = {
  tenant: 'packright',
  site: 'plant',
  gln: '9521234000013',
  owners: ['acme-pharma'],
  lines: [
    {
      line: 'line-1',
      printer: device,
      reader: device,
      plc: device,
      readPoint: 'urn:epc:id:sgln:9521234.00001.1',
      bizLocation: 'urn:epc:id:sgln:9521234.00001.0',
    },
  ],
  api: 'https://cloud.example',
  clientId: 'site',
};
const SECRET = 'seriate/sites/plant/agent';
const agent = { clientSecret: { $secret: SECRET, member: 'clientSecret' } };
const secrets = { [SECRET]: JSON.stringify({ clientSecret: 'hidden', key: 'PEM' }) };

/** A component under a nucleus, with an agent that only says by what it was started. */
async function component(configuration: Record<string, unknown>, { lite = false } = {}) {
  const { directory, remove } = temporary();
  mkdirSync(join(directory, 'work'));
  const folder = join(directory, 'work');
  writeFileSync(join(folder, 'site.json'), JSON.stringify(site));
  writeFileSync(join(folder, 'secret'), 'of the file\n');
  const nucleus = new Nucleus({ socket: join(directory, 'ipc'), configuration, secrets, lite });
  await nucleus.start();
  for (const [name, value] of Object.entries(nucleus.environment)) vi.stubEnv(name, value);
  const started: Config[] = [];
  const logged: string[] = [];
  const lines: string[] = [];
  const unstartable: number[] = [];
  const run = runComponent({
    folder,
    start: async (config) => {
      started.push(config);
      if (unstartable.includes(config.gatherMs)) throw new Error('the port is taken');
      return { url: 'http://page', underWay: () => lines, stop: async () => undefined };
    },
    log: (code, details) => void logged.push(`${code} ${JSON.stringify(details)}`),
    failed: (error) => void logged.push(String(error)),
  });
  onTestFinished(async () => {
    await run.then(
      (running) => running.stop(),
      () => undefined,
    );
    await nucleus.stop();
    remove();
  });
  return { nucleus, run, started, logged, lines, folder, unstartable };
}

const until = (look: () => void) => vi.waitFor(look, { timeout: 10_000, interval: 5 });
afterEach(() => void vi.unstubAllEnvs());

describe('the component', () => {
  test('runs by the site’s file, what the deployment says over it, and the core’s secrets', async () => {
    const key = { $secret: SECRET, member: 'key', as: 'file' };
    const mqtt = { host: 'h', port: 8883, ca: 'ca.pem', certificate: 'c.pem', key, thing: 'plant' };
    const { run, started, nucleus, folder } = await component({
      file: 'site.json',
      agent: { ...agent, gatherMs: 5, mqtt },
      accessControl: {},
    });
    await run;
    expect(started).toMatchObject([
      { tenant: 'packright', clientSecret: 'hidden', gatherMs: 5, data: join(folder, 'data'), hmiPort: 4100 },
    ]);
    const path = started[0]?.mqtt?.key ?? '';
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['PEM', 0o600]);
    await until(() => expect(nucleus.states).toEqual(['RUNNING']));
  });

  test('tells that it cannot run, and why, when its configuration will not do', async () => {
    const { run, nucleus } = await component({ file: 'site.json', agent: { ...agent, gln: '1' } });
    await expect(run).rejects.toThrow('gln: must be a GLN of 13 digits');
    expect(nucleus.states).toEqual(['ERRORED']);
  });

  test('judges a configuration before it is deployed, with every reason', async () => {
    const good = { file: 'site.json', agent };
    const { run, nucleus } = await component(good);
    await run;
    await until(() => expect(nucleus.hears('SubscribeToValidateConfigurationUpdates')).toBe(true));
    expect(await nucleus.validate(good)).toMatchObject({ status: 'ACCEPTED' });
    const bad = await nucleus.validate({ file: 'site.json', agent: { ...agent, gln: '1', hmiPort: 'x' } });
    expect(bad.status).toBe('REJECTED');
    expect(bad.message).toMatch(/^gln: must be a GLN.*; hmiPort: /);
    expect(await nucleus.validate({ file: 'none.json' })).toMatchObject({ message: expect.stringContaining('file: ') });
    const unknown = { file: 'site.json', agent: { clientSecret: { $secret: 'other' } } };
    expect(await nucleus.validate(unknown)).toMatchObject({ message: 'clientSecret: secret other: no secret other' });
  });

  test('fails a deployment whose devices or certificates would not let it start', async () => {
    const { run, nucleus, folder } = await component({ file: 'site.json', agent });
    await run;
    await until(() => expect(nucleus.hears('SubscribeToValidateConfigurationUpdates')).toBe(true));
    const lines = site.lines.map((one) => ({ ...one, printer: { ...device, driver: 'zlp' } }));
    expect(await nucleus.validate({ file: 'site.json', agent: { ...agent, lines } })).toMatchObject({
      status: 'REJECTED',
      message: 'lines.0.printer.driver: there is no driver zlp',
    });
    writeFileSync(join(folder, 'line.pem'), 'no certificate');
    const lineApi = { host: '127.0.0.1', port: 8443, certificate: 'line.pem', key: 'line.pem' };
    expect(await nucleus.validate({ file: 'site.json', agent: { ...agent, lineApi } })).toMatchObject({
      status: 'REJECTED',
      message: expect.stringMatching(/^lineApi: certificate and key cannot be used: /),
    });
  });

  test('goes on by what it ran by when another configuration will not start, and does not try that one again', async () => {
    const { run, nucleus, started, logged, unstartable } = await component({ file: 'site.json', agent });
    await run;
    await until(() => expect(nucleus.hears('SubscribeToConfigurationUpdate')).toBe(true));
    unstartable.push(7);
    nucleus.reconfigure({ file: 'site.json', agent: { ...agent, gatherMs: 7 } });
    await until(() => expect(started.map(({ gatherMs }) => gatherMs)).toEqual([30_000, 7, 30_000]));
    expect(logged).toContain('configuration-failed {"why":"the port is taken"}');
    nucleus.reconfigure({ file: 'site.json', agent: { ...agent, gatherMs: 8 } });
    await until(() => expect(started.map(({ gatherMs }) => gatherMs)).toEqual([30_000, 7, 30_000, 8]));
    expect(logged.filter((line) => line.startsWith('Error'))).toEqual([]);
  });

  test('takes another configuration on when no batch runs, and an unusable one never', async () => {
    const { run, nucleus, started, logged, lines } = await component({ file: 'site.json', agent });
    await run;
    await until(() => expect(nucleus.hears('SubscribeToConfigurationUpdate')).toBe(true));
    lines.push('line-1');
    nucleus.reconfigure({ file: 'site.json', agent: { ...agent, gatherMs: 7 } });
    await until(() => expect(logged).toContain('configuration-waits {"lines":["line-1"]}'));
    expect(started).toHaveLength(1);
    // It is looked at again, and waits for the same line.
    nucleus.reconfigure({ file: 'site.json', agent: { ...agent, gatherMs: 7, tenant: 'packright' } });
    nucleus.reconfigure({ file: 'site.json', agent: { ...agent, gatherMs: 7 } });
    lines.pop();
    await until(() => expect(started.map(({ gatherMs }) => gatherMs)).toEqual([30_000, 7]));
    expect(logged.filter((line) => line.startsWith('configuration-waits'))).toHaveLength(1);
    nucleus.reconfigure({ file: 'site.json', agent: { ...agent, gln: '1' } });
    await until(() => expect(logged.some((line) => line.startsWith('configuration-unusable'))).toBe(true));
    expect(started).toHaveLength(2);
  });

  test('puts an update off while a batch runs', async () => {
    const { run, nucleus, lines } = await component({ file: 'site.json', agent });
    await run;
    await until(() => expect(nucleus.hears('SubscribeToComponentUpdates')).toBe(true));
    lines.push('line-1');
    expect(await nucleus.announceUpdate()).toMatchObject({
      recheckAfterMs: 60_000,
      message: 'a batch runs on line-1',
    });
    lines.pop();
    expect(await nucleus.announceUpdate()).toMatchObject({ recheckAfterMs: 0 });
  });

  test('says once on nucleus lite what it lacks, and takes secrets from files there', async () => {
    const withSecret = await component({ file: 'site.json', agent }, { lite: true });
    await expect(withSecret.run).rejects.toThrow('this runtime keeps no secrets; name a file');
    const configuration = { file: 'site.json', agent: { clientSecret: { $file: 'secret' } } };
    const { run, started, nucleus, logged } = await component(configuration, { lite: true });
    await run;
    expect(started[0]?.clientSecret).toBe('of the file');
    await until(() => expect(nucleus.states).toEqual(['RUNNING']));
    nucleus.drop();
    await until(() => expect(nucleus.states).toEqual(['RUNNING', 'RUNNING']));
    await until(() => expect(nucleus.hears('SubscribeToConfigurationUpdate')).toBe(true));
    expect(logged.filter((line) => line.startsWith('updates-not-announced'))).toHaveLength(1);
  });
});
