import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit, auditPut } from '#common/store/audit.ts';
import { members } from '#common/store/members.ts';
import { limitsOfTenants } from '#common/store/tenant-limits.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { temporaryFolder } from '../../test/kit/temporary-folder.ts';
import { startUserPool } from '../../test/kit/user-pool.ts';
import { admitTenant } from './admit-tenant.ts';

let engine: Dynoxide;
let pool: Awaited<ReturnType<typeof startUserPool>>;
const folder = temporaryFolder();
beforeAll(async () => {
  engine = await startDynoxide();
  pool = await startUserPool(folder.path);
});
afterAll(async () => {
  await pool.stop();
  await engine.stop();
  folder.remove();
});

const store = () => members(engine.db, tables.registry);
const limits = () => limitsOfTenants(engine.db, tables.registry);
let ms = Date.parse('2026-03-01T10:00:00Z');
const admit = (asked: unknown) =>
  admitTenant({
    members: store(),
    limits: limits(),
    audit: (tenant, entry) => auditPut(tables.registry, tenant, entry),
    pool: pool.pool,
    now: () => new Date(ms++),
  })(asked);
/** What the trail says, the oldest first. */
const trailOf = async (tenant: string) =>
  (await audit(engine.db, tables.registry).ofMonth(tenant, '2026-03', 100)).entries
    .map(({ at, act, by, home, subject, detail }) => ({ at, said: [act, by, home, subject, detail] }))
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .map(({ said }) => said);
const ada = { username: 'ada', role: 'administrator', name: 'Ada', email: 'ada@acme.example' };

test('a tenant comes in with its first administrator, whom the trail names', async () => {
  expect(await admit({ tenant: 'acme', people: [ada] })).toEqual({ tenant: 'acme', admitted: ['user ada'] });
  expect(await store().ofNetwork('person', 'ada')).toEqual({ tenant: 'acme', role: 'administrator', state: 'active' });
  expect(pool.credentials.user('ada')).toMatchObject({ email: 'ada@acme.example' });
  expect(await trailOf('acme')).toEqual(
    expect.arrayContaining([
      ['tenant-admitted', 'operator', 'operator', 'tenant acme', { with: 'user ada' }],
      ['user-registered', 'operator', 'operator', 'user ada', { role: 'administrator' }],
    ]),
  );
});

test('again it adds who is missing and changes nobody', async () => {
  const demoted = { ...ada, role: 'qa' };
  const client = { id: 'erp', clientId: 'abc', role: 'serialization-manager' };
  const again = await admit({ tenant: 'acme', people: [demoted], clients: [client] });
  expect(again.admitted).toEqual(['client erp']);
  expect((await store().person('acme', 'ada'))?.role).toBe('administrator');
  const trail = await trailOf('acme');
  expect(trail.slice(2)).toEqual([
    ['client-made', 'operator', 'operator', 'client erp', { role: 'serialization-manager' }],
  ]);
});

test('it gives nobody to a second tenant', async () => {
  await expect(admit({ tenant: 'medico', people: [ada] })).rejects.toMatchObject({ refusal: { refused: 'conflict' } });
  expect(await trailOf('medico')).toEqual([]);
});

test.each(['network', 'a#b', 'A', ''])('%j is no tenant', async (tenant) => {
  await expect(admit({ tenant })).rejects.toMatchObject({ refusal: { at: '/tenant' } });
});

test('it sets what a tenant is let have, and leaves what is not named', async () => {
  await admit({ tenant: 'acme', limits: { rate: 500, burst: 2000 } });
  await admit({ tenant: 'acme', limits: { clients: 1000 } });
  expect(await limits().of('acme')).toEqual({ rate: 500, burst: 2000, clients: 1000 });
  expect((await trailOf('acme')).slice(-2)).toEqual([
    ['limits-set', 'operator', 'operator', 'tenant acme', { rate: 500, burst: 2000 }],
    ['limits-set', 'operator', 'operator', 'tenant acme', { clients: 1000 }],
  ]);
  await expect(admit({ tenant: 'acme', limits: { rate: 0 } })).rejects.toMatchObject({
    refusal: { at: '/limits/rate' },
  });
});
