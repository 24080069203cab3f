import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { countWork } from '#common/store/count-work.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { captureJobKey } from '#common/store/keys.ts';
import type { Finding } from '#shared/integrity/finding.ts';
import { exceptionPage } from '#shared/messages/exceptions-api.ts';
import { brokenClient } from '../../test/kit/broken-client.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { minute } from '../../test/kit/events.ts';
import { assignException, reopenException, resolveException } from './change-exception.ts';
import { listExceptions } from './list-exceptions.ts';
import { showException } from './show-exception.ts';
import { showHealth } from './show-health.ts';

let engine: Dynoxide;
let tenant: string;
let count = 0;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(() => {
  tenant = `acme-${count++}`;
});

const store = () => exceptions(engine.db, tables.deliveries);
const now = () => new Date(minute(100));

function api(route: string, more: Parameters<typeof call>[2] = {}, db = engine.db) {
  const needs = {
    exceptions: exceptions(db, tables.deliveries),
    registryTable: tables.registry,
    work: countWork(db, tables.deliveries),
    now,
  };
  const [read, write] = ['exceptions:read', 'exceptions:write'] as const;
  const handler = httpHandler(
    {
      'GET /api/exceptions': { permission: read, endpoint: listExceptions(needs) },
      'GET /api/exceptions/{exceptionId}': { permission: read, endpoint: showException(needs) },
      'POST /api/exceptions/{exceptionId}/assign': { permission: write, endpoint: assignException(needs) },
      'POST /api/exceptions/{exceptionId}/resolve': { permission: write, endpoint: resolveException(needs) },
      'POST /api/exceptions/{exceptionId}/reopen': { permission: write, endpoint: reopenException(needs) },
      'GET /api/tenant/health': { permission: read, endpoint: showHealth(needs) },
    },
    async () => false,
  );
  return call(handler, route, { tenant, ...more });
}

const epc = (n: number) => `https://id.gs1.org/01/09521321543218/21/${n}`;
const finding = (n: number, change: Partial<Finding> = {}): Finding => ({
  rule: 'packed-twice',
  subject: epc(n),
  epcs: [epc(n)],
  eventIds: [`urn:uuid:${n}`],
  detail: 'packed twice',
  ...change,
});

async function opened(...findings: readonly Finding[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [i, one] of findings.entries())
    ids.push(...(await store().open(tenant, [one], 'c1', new Date(minute(i)))));
  return ids;
}
const act = (
  what: 'assign' | 'resolve' | 'reopen',
  exceptionId: string,
  body: object,
  more: Parameters<typeof call>[2] = {},
) => api(`POST /api/exceptions/{exceptionId}/${what}`, { path: { exceptionId }, body, ...more });
const list = async (query: Record<string, string> = {}) =>
  Object((await api('GET /api/exceptions', { query })).body).exceptions.map((one: object) => Object(one).subject);
const health = async () => (await api('GET /api/tenant/health')).body;
const why = { reason: 'the case was opened and recounted', outcome: 'corrected' };

describe('exceptions over the API', () => {
  test('are listed, the newest first, with what they mean and what to do', async () => {
    await opened(finding(1), finding(2));
    const { body } = await api('GET /api/exceptions');
    expect(body).toMatchObject({
      exceptions: [
        { subject: epc(2), title: 'Packed in two places', remedy: expect.any(String), severity: 'major' },
        { subject: epc(1) },
      ],
    });
  });

  test('are listed by state, rule, severity, assignee and unit', async () => {
    const [first = ''] = await opened(finding(1), finding(2, { rule: 'never-issued' }), finding(3));
    await act('assign', first, { to: 'quinn' });
    expect(await list({ state: 'open' })).toEqual([epc(3), epc(2)]);
    expect(await list({ state: 'active' })).toEqual([epc(3), epc(2), epc(1)]);
    expect(await list({ rule: 'never-issued' })).toEqual([epc(2)]);
    expect(await list({ severity: 'critical' })).toEqual([epc(2)]);
    expect(await list({ assignee: 'quinn' })).toEqual([epc(1)]);
    expect(await list({ epc: 'urn:epc:id:sgtin:9521321.054321.3' })).toEqual([epc(3)]);
    expect(await list({ state: 'cleared' })).toEqual([]);
  });

  test.each([{ state: 'lost' }, { rule: 'nonsense' }, { perPage: '0' }, { perPage: '201' }, { nextPageToken: 'eA' }])(
    'are not listed for %j',
    async (query) => expect((await api('GET /api/exceptions', { query })).status).toBe(400),
  );

  test.each(['all', 'active'])('are paged without gap or repetition: %s', async (state) => {
    const ids = await opened(...Array.from({ length: 7 }, (_, n) => finding(n)));
    await act('assign', ids[3] ?? '', { to: 'quinn' });
    const seen: string[] = [];
    const query: Record<string, string> = { perPage: '2', ...(state !== 'all' && { state }) };
    for (let pages = 0; pages < 9; pages++) {
      const { exceptions, nextPageToken } = v.parse(exceptionPage, (await api('GET /api/exceptions', { query })).body);
      seen.push(...exceptions.map(({ subject }) => subject));
      if (nextPageToken === undefined) break;
      query['nextPageToken'] = nextPageToken;
      expect(await api('GET /api/exceptions', { query: { nextPageToken, state: 'resolved' } })).toMatchObject({
        status: 400,
        body: { at: '?nextPageToken', rule: expect.any(String), remedy: expect.any(String) },
      });
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map(epc));
  });

  test('of one unit are all found, however many others of it came later or do not fit', async () => {
    const about = (n: number) => finding(n, { subject: epc(0), epcs: [epc(0), epc(n)] });
    const beside = (n: number) => finding(n, { epcs: [epc(n), epc(0)] });
    const [old = ''] = await opened(about(1));
    const many = Array.from({ length: 230 }, (_, n) => (n % 2 === 0 ? about(n + 2) : beside(n + 2)));
    for (const [i, one] of many.entries()) {
      const [id = ''] = await store().open(tenant, [one], 'c1', new Date(Date.parse(minute(1)) + 1000 * i));
      if (i < 225) await act('resolve', id, why);
    }
    await store().open(tenant, [finding(900)], 'c1', new Date(minute(9)));
    const page = async (query: Record<string, string>) =>
      v.parse(exceptionPage, (await api('GET /api/exceptions', { query: { epc: epc(0), ...query } })).body);
    const open = await page({ state: 'open' });
    expect(open.exceptions.map(({ exceptionId }) => exceptionId)).toContain(old);
    expect(open.exceptions).toHaveLength(6);
    expect(open).not.toHaveProperty('nextPageToken');
    const first = await page({});
    expect(first.exceptions).toHaveLength(200);
    const rest = await page({ nextPageToken: first.nextPageToken ?? '' });
    const all = [...first.exceptions, ...rest.exceptions].map(({ eventIds }) => eventIds[0]);
    expect(all).toEqual([...many.map(({ eventIds }) => eventIds[0]).reverse(), 'urn:uuid:1']);
    expect(rest).not.toHaveProperty('nextPageToken');
    expect((await page({ perPage: '3' })).exceptions).toHaveLength(3);
  });

  test('are read by the hundred, though one is wanted and none fits', async () => {
    await opened(...Array.from({ length: 9 }, (_, n) => finding(n)));
    let calls = 0;
    const db = brokenClient(engine, () => calls++ < 0);
    const { body } = await api('GET /api/exceptions', { query: { perPage: '1', rule: 'never-issued' } }, db);
    expect(body).toEqual({ exceptions: [] });
    expect(calls).toBe(2);
  });

  test('are assigned and resolved with a reason, and the history says who did it', async () => {
    const [id = ''] = await opened(finding(1));
    expect(await act('assign', id, { to: 'quinn' })).toMatchObject({
      status: 200,
      body: { state: 'assigned', assignee: 'quinn' },
    });
    expect(await act('resolve', id, why)).toMatchObject({
      body: {
        state: 'resolved',
        outcome: 'corrected',
        version: 3,
        history: [
          { what: 'opened', by: 'rules' },
          { what: 'assigned', by: `${tenant}-client`, reason: 'to quinn', at: minute(100) },
          { what: 'resolved', by: `${tenant}-client`, reason: why.reason },
        ],
      },
    });
    expect(await list({ state: 'active' })).toEqual([]);
    expect(await list({ state: 'resolved' })).toEqual([epc(1)]);
  });

  test('are opened again with a reason, for nobody in particular', async () => {
    const [id = ''] = await opened(finding(1));
    await act('assign', id, { to: 'quinn' });
    await act('resolve', id, why);
    const { body } = await act('reopen', id, { reason: 'the second pack turned up' });
    expect(body).toMatchObject({ state: 'open', version: 4 });
    expect(body).not.toHaveProperty('assignee');
    expect(body).not.toHaveProperty('outcome');
  });

  test('are not resolved without a reason that says something', async () => {
    const [id = ''] = await opened(finding(1));
    for (const body of [
      {},
      { ...why, reason: 'done' },
      { ...why, reason: ' '.repeat(20) },
      { ...why, outcome: 'fine' },
    ])
      expect((await act('resolve', id, body)).status).toBe(400);
  });

  test('are changed by one of two who saw the same', async () => {
    const [id = ''] = await opened(finding(1));
    const { headers } = await api('GET /api/exceptions/{exceptionId}', { path: { exceptionId: id } });
    expect(headers).toMatchObject({ etag: '"1"' });
    await act('assign', id, { to: 'quinn', version: 1 });
    expect((await act('assign', id, { to: 'olaf', version: 1 })).status).toBe(409);
    expect((await act('assign', id, { to: 'olaf' }, { headers: { 'if-match': '"1"' } })).status).toBe(409);
    expect((await act('assign', id, { to: 'olaf' }, { headers: { 'if-match': '"2"' } })).status).toBe(200);
    for (const strange of ['3', 'W/"3"', '*'])
      expect((await act('assign', id, { to: 'quinn' }, { headers: { 'if-match': strange } })).status).toBe(400);
  });

  test('are not resolved twice, nor opened while open', async () => {
    const [id = ''] = await opened(finding(1));
    expect((await act('reopen', id, { reason: 'it was never closed' })).status).toBe(409);
    await act('resolve', id, why);
    expect((await act('resolve', id, why)).status).toBe(409);
    expect((await act('assign', id, { to: 'quinn' })).status).toBe(409);
  });

  test('stay behind the wall of their tenant, and are changed only by those who may', async () => {
    const [id = ''] = await opened(finding(1));
    const path = { exceptionId: id };
    expect((await api('GET /api/exceptions/{exceptionId}', { path, tenant: 'other' })).status).toBe(404);
    expect((await act('resolve', id, why, { tenant: 'other' })).status).toBe(404);
    expect((await api('GET /api/exceptions', { tenant: 'other' })).body).toEqual({ exceptions: [] });
    expect((await act('resolve', id, why, { role: 'operator' })).status).toBe(403);
    expect((await api('GET /api/exceptions', { role: 'operator' })).status).toBe(200);
  });
});

describe('the health of a tenant', () => {
  test('counts what is open, exactly, whoever changes what', async () => {
    const ids = await opened(finding(1), finding(2), finding(3, { rule: 'never-issued' }));
    await act('assign', ids[0] ?? '', { to: 'quinn' });
    await act('resolve', ids[1] ?? '', why);
    expect(await health()).toEqual({
      exceptions: {
        open: 2,
        bySeverity: { critical: 1, major: 1 },
        byRule: { 'packed-twice': 1, 'never-issued': 1 },
      },
      captureJobs: { running: 0, failed: 0 },
      deliveries: { parked: 0 },
    });
    await act('reopen', ids[1] ?? '', { reason: 'the second pack turned up' });
    expect(await health()).toMatchObject({ exceptions: { open: 3, byRule: { 'packed-twice': 2 } } });
  });

  test('is exact though many act at once', async () => {
    const ids = await opened(...Array.from({ length: 6 }, (_, n) => finding(n)));
    await Promise.all(ids.flatMap((id) => [act('resolve', id, why), act('resolve', id, why)]));
    expect(await health()).toMatchObject({ exceptions: { open: 0, byRule: {} } });
  });

  test('is told of exceptions alone in one read', async () => {
    await opened(finding(1));
    let calls = 0;
    const db = brokenClient(engine, () => calls++ < 0);
    const { body } = await api('GET /api/tenant/health', { query: { only: 'exceptions' } }, db);
    expect(body).toEqual({ exceptions: { open: 1, bySeverity: { major: 1 }, byRule: { 'packed-twice': 1 } } });
    expect(calls).toBe(1);
    expect((await api('GET /api/tenant/health', { query: { only: 'jobs' } })).status).toBe(400);
  });

  test('counts the jobs of the last day, whatever came before', async () => {
    const job = (at: string, standing: object) =>
      engine.db.send(
        new PutCommand({ TableName: tables.deliveries, Item: { ...captureJobKey(tenant, at), ...standing } }),
      );
    const day = minute(100).slice(0, 10).replaceAll('-', '');
    await job(`${day}T000000000Z-a`, { running: true, success: true });
    await job(`${day}T000000001Z-b`, { running: false, success: false });
    await job(`${day}T000000002Z-c`, { running: false, success: true });
    await job('20200101T000000000Z-d', { running: false, success: false });
    await job('line~1~7', { running: false, success: false, finishedAt: '2020-01-01T00:00:00.000Z' });
    await job('line~1~8', { running: false, success: false, finishedAt: minute(90) });
    expect(await health()).toMatchObject({ captureJobs: { running: 1, failed: 2 } });
  });

  test('counts deliveries that were given up', async () => {
    const rows = deliveries(engine.db, tables.deliveries);
    const subject = { gtin: '09521321543218', lot: 'LOT1' };
    await rows.plan({ tenant, deliveryId: 's1', kind: 'submission', market: 'eu', subject }, now());
    const claim = await rows.claim(tenant, 's1', now());
    if (claim === undefined) throw new Error('nothing to claim');
    await rows.settle(claim, { standing: { ...claim.delivery, state: 'parked' } }, now());
    expect(await health()).toMatchObject({ deliveries: { parked: 1 } });
  });
});
