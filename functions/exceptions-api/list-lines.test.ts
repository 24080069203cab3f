import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { putRows } from '#common/store/batches.ts';
import { lineStatusKey } from '#common/store/keys.ts';
import { lineStatuses } from '#common/store/line-statuses.ts';
import { linePage } from '#shared/messages/line-status.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { listLines } from './list-lines.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

test('lines are listed page by page, and a page token of theirs is no token of another list', async () => {
  const lines = lineStatuses(engine.db, tables.deliveries);
  const message = {
    at: '2026-03-01T08:00:00.000Z',
    state: 'Execute',
    mode: 'Produce',
    counters: { consumed: 1, processed: 1, defective: 0, byReason: {} },
    oee: {},
    alarms: [],
  };
  for (const line of ['line-1', 'line-2']) {
    await lines.keep({ tenant: 'acme', site: 'plant', line, message }, new Date('2026-03-01T08:00:01Z'));
  }
  const routes = { 'GET /api/lines': { permission: 'orders:read', endpoint: listLines({ lines }) } } as const;
  const handler = httpHandler(routes, async () => false);
  const ask = (query: Record<string, string>) => call(handler, 'GET /api/lines', { tenant: 'acme', query });
  const first = await ask({ perPage: '1' });
  expect(first).toMatchObject({ status: 200, body: { lines: [{ site: 'plant', line: 'line-1', state: 'Execute' }] } });
  const { nextPageToken = '' } = v.parse(linePage, first.body);
  expect(await ask({ perPage: '1', nextPageToken })).toMatchObject({
    status: 200,
    body: { lines: [{ line: 'line-2' }] },
  });
  await lines.keep({ tenant: 'acme', site: 'plant-2', line: 'line-1', message }, new Date('2026-03-01T08:00:01Z'));
  expect(await ask({ site: 'plant-2' })).toMatchObject({ body: { lines: [{ site: 'plant-2', line: 'line-1' }] } });
  const ofPlant = v.parse(linePage, (await ask({ site: 'plant', perPage: '1' })).body);
  expect(await ask({ site: 'plant', nextPageToken: ofPlant.nextPageToken ?? '' })).toMatchObject({
    body: { lines: [{ site: 'plant', line: 'line-2' }] },
  });
  expect(await ask({ nextPageToken: 'made-up' })).toMatchObject({ status: 400 });
  await lines.keep(
    {
      tenant: 'acme',
      site: 'plant',
      line: 'line-2',
      message: { ...message, at: '2026-03-01T08:00:02.000Z', state: 'Held' },
    },
    new Date('2026-03-01T08:00:03Z'),
  );
  expect(await ask({ state: 'Held' })).toMatchObject({ body: { lines: [{ site: 'plant', line: 'line-2' }] } });
  const running = v.parse(linePage, (await ask({ state: 'Execute', site: 'plant' })).body);
  expect(running.lines.map(({ site, line }) => `${site} ${line}`)).toEqual(['plant line-1']);
  expect(await ask({ state: 'held' })).toMatchObject({ status: 400, body: { at: '?state' } });
  const alarm = (stops: boolean) => ({ code: 'no-read', detail: 'x', stops, raisedAt: message.at });
  for (const [line, alarms] of [
    ['line-8', [alarm(false)]],
    ['line-9', [alarm(false), alarm(true)]],
  ] as const)
    await lines.keep(
      { tenant: 'acme', site: 'plant', line, message: { ...message, alarms: [...alarms] } },
      new Date('2026-03-01T08:00:01Z'),
    );
  const troubled = v.parse(linePage, (await ask({ first: 'alarms', perPage: '3' })).body);
  expect(troubled.lines.map(({ line }) => line)).toEqual(['line-9', 'line-8', 'line-1']);
  expect(troubled.more).toBe(true);
  expect(await ask({ first: 'alarms', nextPageToken: 'x' })).toMatchObject({ status: 400 });
});

test('lines with alarms in a state are looked for among so many lines, whatever state those are in', async () => {
  const rows = Array.from({ length: 2100 }, (_, n) => {
    const line = `line-${String(n).padStart(4, '0')}`;
    const counters = { consumed: 1, processed: 1, defective: 0, byReason: {} };
    const told = { at: '2026-03-01T08:00:00.000Z', mode: 'Produce', counters, oee: {}, alarms: [] };
    const state = n === 50 || n === 2050 ? 'Held' : 'Execute';
    const heardAt = '2026-03-01T08:00:01.000Z';
    return { ...lineStatusKey('crowd', 'plant', line), site: 'plant', line, heardAt, state, ...told };
  });
  await putRows(engine.db, tables.deliveries, rows);
  const lines = lineStatuses(engine.db, tables.deliveries);
  const routes = { 'GET /api/lines': { permission: 'orders:read', endpoint: listLines({ lines }) } } as const;
  const query = { first: 'alarms', state: 'Held' };
  const answer = await call(
    httpHandler(routes, async () => false),
    'GET /api/lines',
    { tenant: 'crowd', query },
  );
  expect(answer.body).toMatchObject({ lines: [{ line: 'line-0050' }], more: true });
});
