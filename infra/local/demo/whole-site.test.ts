import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkConfig } from '../../../edge-agent/config.ts';
import { temporaryFolder } from '../../../test/kit/temporary-folder.ts';
import { placesOf, siteInWords, wholeSite } from './whole-site.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

test('a whole site is a configuration of the agent, and its secret is the same at every start', async () => {
  const first = await wholeSite(folder.path, 4101);
  const { secret } = placesOf(folder.path);
  const made = readFileSync(secret, 'utf8');
  const config = {
    ...{ tenant: 'packright', site: 'plant', gln: '9521322000017', owners: ['acme-pharma'], lines: [] },
    ...{ data: join(folder.path, 'data'), hmiPort: 4100, api: 'http://127.0.0.1:4000', clientId: 'site' },
    ...{ clientSecret: 'hidden', ...first },
  };
  expect(checkConfig(config, folder.path)).toMatchObject({ foreign: [{ line: 'packer-7' }, { line: 'packer-8' }, {}] });
  expect(statSync(secret).mode & 0o077).toBe(0);
  expect(await wholeSite(folder.path, 4101)).toMatchObject({ orders: first.orders });
  expect(readFileSync(secret, 'utf8')).toBe(made);
});

test('who started it is told where everything is', () => {
  const [lines, rest] = siteInWords('/data/plant', 'http://127.0.0.1:4100');
  expect(lines).toContain('opc.tcp://127.0.0.1:4101');
  expect(rest).toContain('http://127.0.0.1:4100/warehouse');
});
