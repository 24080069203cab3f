import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { dueRows } from '#common/store/due-rows.ts';
import { fetches } from '#common/store/fetches.ts';
import { registry } from '#common/store/registry.ts';
import { approved } from '../../test/kit/approved.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { beginFetches } from './begin-fetches.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

let minutes = 0;
let woken: object[] = [];
let tenants = 0;
let tenant = '';
beforeEach(async () => {
  tenant = `house-${++tenants}`;
  await giveTenant(engine.db, tenant);
  woken = [];
});

const now = () => new Date(Date.parse('2026-03-01T10:00:00Z') + minutes * 60_000);
const store = () => fetches(engine.db, tables.deliveries);
/** Every tenant has its minute among two. */
async function sweeps(): Promise<void> {
  for (let n = 0; n < 2; n++) {
    minutes++;
    const wakeFetch = async (message: object) => void woken.push(message);
    await beginFetches({ registry: registry(engine.db, tables.registry), fetches: store(), wakeFetch, now })();
  }
}

const sftp = { user: 'acme', hostKeys: [`SHA256:${'A'.repeat(43)}`], in: 'from-us' };
const party = 'urn:epc:id:pgln:9521999.00001';
const medico = { name: 'Medico', party, channel: 'sftp', url: 'sftp://files.medico.example', sftp };
const inForce = (content: object, id = 'medico') => approved(engine.db, tenant, 'partner', id, content);

test('files are fetched from a partner as soon as a version with a folder is in force, and the fetch is begun once', async () => {
  await inForce(medico);
  await inForce({ ...medico, sftp: { ...sftp, in: undefined } }, 'takes-only');
  await inForce({ name: 'Hook', party, channel: 'webhook', url: 'https://hook.example' }, 'hook');
  await sweeps();
  await sweeps();
  expect(woken).toEqual([{ tenant, partner: 'medico' }]);
  expect([...(await store().running(tenant)).keys()]).toEqual(['medico']);
});

test('a fetch whose message was lost is overdue, and found', async () => {
  await inForce(medico);
  await sweeps();
  minutes += 1;
  const rows = await dueRows(engine.db, tables.deliveries).overdue(tenant, now(), 10);
  expect(rows.map(({ wake }) => wake)).toEqual([
    { queue: 'sftp-fetch', message: JSON.stringify({ tenant, partner: 'medico' }) },
  ]);
});

test('another server, login or folder is looked at from the beginning, and whoever looks by the old one notes nothing', async () => {
  await inForce(medico);
  await sweeps();
  const claim = await store().claim(tenant, 'medico', now());
  if (claim === undefined) throw new Error('not begun');
  await inForce({ ...medico, sftp: { ...sftp, in: 'elsewhere' } });
  await sweeps();
  expect(woken).toHaveLength(2);
  const looked = { attempts: 3, seen: {}, failure: 'out of reach', failingSince: now().toISOString() };
  expect(await store().settle(claim, looked, now())).toBe('overtaken');
  expect(await store().claim(tenant, 'medico', now())).toMatchObject({ attempts: 1 });
});

test('one that ended is begun again when the partner is asked for files again', async () => {
  await inForce(medico);
  await sweeps();
  const claim = await store().claim(tenant, 'medico', now());
  if (claim === undefined) throw new Error('not begun');
  await store().end(claim);
  expect(await store().running(tenant)).toEqual(new Map());
  await sweeps();
  expect(woken).toHaveLength(2);
});

test('two sweeps at once begin it once, and do not take a look from whoever has it', async () => {
  await inForce(medico);
  await Promise.all([1, 2, 3].map(() => store().begin(tenant, 'medico', 'by', now())));
  const claim = await store().claim(tenant, 'medico', now());
  if (claim === undefined) throw new Error('not begun');
  expect(await store().begin(tenant, 'medico', 'by', now())).toBe('running');
  expect(await store().end(claim)).toBe('done');
});
