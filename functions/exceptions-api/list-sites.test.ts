import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { putRows } from '#common/store/batches.ts';
import { cores } from '#common/store/cores.ts';
import { lineStatusKey } from '#common/store/keys.ts';
import { lineStatuses } from '#common/store/line-statuses.ts';
import { sites } from '#common/store/sites.ts';
import { sitePage } from '#shared/messages/sites-api.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { admitCore } from '../admit-core/admit-core.ts';
import { announceCore } from '../announce-core/announce-core.ts';
import { listSites } from './list-sites.ts';

const tenant = 'acme';
const now = () => new Date('2026-03-01T10:00:00.000Z');

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const ask = async (query: Record<string, string> = {}, of = tenant) => {
  const needs = { sites: sites(engine.db, tables.registry), lines: lineStatuses(engine.db, tables.deliveries) };
  const routes = { 'GET /api/sites': { permission: 'orders:read', endpoint: listSites(needs) } } as const;
  const handler = httpHandler(routes, async () => false);
  return v.parse(sitePage, (await call(handler, 'GET /api/sites', { tenant: of, query })).body);
};
const announce = (site: string, serial: string, of = tenant) =>
  announceCore({ cores: cores(engine.db, tables.registry), now })({ tenant: of, site, serial });
const join = (serial: string, certificateId: string) =>
  admitCore({ cores: cores(engine.db, tables.registry), now })({
    claimCertificateId: 'claim',
    certificateId,
    parameters: { SerialNumber: serial },
  });
const hear = (site: string, line: string, second: number, alarms = 0) =>
  lineStatuses(engine.db, tables.deliveries).keep(
    {
      tenant,
      site,
      line,
      message: {
        at: now().toISOString(),
        state: 'Execute',
        mode: 'Produce',
        counters: { consumed: 1, processed: 1, defective: 0, byReason: {} },
        oee: {},
        alarms: Array.from({ length: alarms }, () => ({
          code: 'no-read',
          detail: 'x',
          stops: false,
          raisedAt: now().toISOString(),
        })),
      },
    },
    new Date(now().getTime() + second * 1000),
  );

test('sites are told by name, whether announced, joined or only heard, each with what was heard of its lines', async () => {
  await announce('basel', 'SN-0001');
  await announce('lyon', 'SN-0002');
  await join('SN-0002', 'cert-2');
  await announce('theirs', 'SN-0009', 'other-firm');
  await hear('lyon', 'line-1', 1);
  await hear('lyon', 'line-2', 3, 2);
  await hear('demo', 'line-1', 2);
  const { sites: told, nextPageToken } = await ask();
  expect(nextPageToken).toBeUndefined();
  expect(told).toEqual([
    {
      site: 'basel',
      machine: {
        ...{ serial: 'SN-0001', runtime: 'nucleus', announcedAt: now().toISOString() },
        notAfter: '2026-03-08T10:00:00.000Z',
      },
      ...{ lines: 0, alarmed: 0 },
    },
    { site: 'demo', lines: 1, alarmed: 0, heardAt: '2026-03-01T10:00:02.000Z' },
    {
      site: 'lyon',
      machine: expect.objectContaining({ serial: 'SN-0002', joinedAt: now().toISOString() }),
      ...{ lines: 2, alarmed: 1, heardAt: '2026-03-01T10:00:03.000Z' },
    },
  ]);
});

test('sites are turned by pages, none twice and none left out', async () => {
  const found: string[] = [];
  let token: string | undefined;
  do {
    const page: v.InferOutput<typeof sitePage> = await ask({ perPage: '1', ...(token && { nextPageToken: token }) });
    found.push(...page.sites.map(({ site, lines }) => `${site} ${lines}`));
    token = page.nextPageToken;
  } while (token !== undefined);
  expect(found).toEqual(['basel 0', 'demo 1', 'lyon 2']);
});

test('a machine that replaces another one is told as it was announced, until it joins', async () => {
  await announce('lyon', 'SN-0003');
  const machineOf = async () => (await ask()).sites.find(({ site }) => site === 'lyon')?.machine;
  expect(await machineOf()).toMatchObject({ serial: 'SN-0003' });
  expect(await machineOf()).not.toHaveProperty('joinedAt');
  await join('SN-0003', 'cert-3');
  expect(await machineOf()).toMatchObject({ serial: 'SN-0003', joinedAt: now().toISOString() });
});

test('a machine that is announced for another site is told of no more at the one before, unless that has another by now', async () => {
  const machines = async () =>
    Object.fromEntries((await ask({}, 'mover')).sites.map(({ site, machine }) => [site, machine?.serial]));
  await announce('mover-1', 'SN-0101', 'mover');
  await announce('mover-2', 'SN-0102', 'mover');
  await announce('mover-3', 'SN-0101', 'mover');
  expect(await machines()).toEqual({ 'mover-2': 'SN-0102', 'mover-3': 'SN-0101' });
  await announce('mover-3', 'SN-0103', 'mover');
  await announce('mover-4', 'SN-0101', 'mover');
  expect(await machines()).toEqual({ 'mover-2': 'SN-0102', 'mover-3': 'SN-0103', 'mover-4': 'SN-0101' });
});

test('a machine that is announced for several sites at once stands at one of them', async () => {
  await Promise.allSettled(['hasty-1', 'hasty-2', 'hasty-3'].map((site) => announce(site, 'SN-0110', 'hasty')));
  const { sites: told } = await ask({}, 'hasty');
  expect(told.map(({ machine }) => machine?.serial)).toEqual(['SN-0110']);
});

test('of sites with very many lines as many are told as one answer counts whole, and the rest by the next', async () => {
  const line = (site: string, n: number) => {
    const name = `line-${String(n).padStart(4, '0')}`;
    return { ...lineStatusKey('crowd', site, name), site, line: name, heardAt: now().toISOString(), alarms: [] };
  };
  const rows = ['a', 'b', 'c'].flatMap((site) => Array.from({ length: 900 }, (_, n) => line(site, n)));
  await putRows(engine.db, tables.deliveries, rows);
  const first = await ask({}, 'crowd');
  expect(first.sites.map(({ site, lines }) => `${site} ${lines}`)).toEqual(['a 900', 'b 900']);
  const { nextPageToken = '' } = first;
  const second = await ask({ nextPageToken }, 'crowd');
  expect(second).toEqual({ sites: [{ site: 'c', lines: 900, alarmed: 0, heardAt: now().toISOString() }] });
});
