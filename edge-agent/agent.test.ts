import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startAgent } from './agent.ts';
import { type Config, checkConfig } from './config.ts';
import { listen } from './devices/listen.ts';
import type { Link } from './link/link.ts';
import { openDatabase } from './store/database.ts';
import { temporary } from './testing/builders.ts';

const device = { host: '127.0.0.1', port: 9 };
const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.1', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };
const site = {
  ...{ tenant: 'packright', site: 'plant', gln: '9521234000013', owners: ['acme-pharma'] },
  lines: [{ line: 'line-1', printer: device, reader: device, plc: device, ...place }],
  ...{ data: 'data', api: 'http://127.0.0.1:9', clientId: 'site', clientSecret: 'secret' },
};

const noWay: Link = {
  via: 'mqtt',
  connected: () => false,
  troubles: () => [],
  publish: async () => undefined,
  subscribe: () => undefined,
  onConnected: () => undefined,
  close: async () => undefined,
};

test('an agent that cannot start lets go of everything, so that it can be started by another configuration', async () => {
  const { directory, remove } = temporary();
  onTestFinished(remove);
  const taken = createServer();
  const hmiPort = await listen(taken, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => void taken.close());
  const by = (port: number): Config => {
    const config = checkConfig({ ...site, hmiPort: port }, directory);
    if (Array.isArray(config)) throw new Error(config.join());
    return config as Config;
  };
  await expect(startAgent(by(hmiPort), () => noWay)).rejects.toThrow('EADDRINUSE');
  openDatabase(join(directory, 'data')).close();
  const agent = await startAgent(by(0), () => noWay);
  await agent.stop();
});
