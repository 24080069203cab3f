import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { lineStatuses } from '#common/store/line-statuses.ts';
import { type LineStatusReport, lineStatusMessage } from '#shared/messages/line-status.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { keepLineStatus } from './keep-line-status.ts';

let engine: Dynoxide;
let tenant: string;
let now: Date;
let count = 0;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(() => {
  tenant = `acme-${count++}`;
  now = new Date('2026-03-01T08:00:00Z');
});

const report = (at: string, change: Partial<LineStatusReport> = {}): LineStatusReport => ({
  at,
  state: 'Execute',
  mode: 'Produce',
  counters: { consumed: 10, processed: 8, defective: 1, byReason: { grade: 1 } },
  oee: { availability: 0.9, quality: 0.875 },
  alarms: [],
  ...change,
});
const store = () => lineStatuses(engine.db, tables.deliveries);
const keep = (line: string, message: LineStatusReport, site = 'plant') =>
  keepLineStatus({ statuses: store(), now: () => now })({ tenant, site, line, message });
const states = async () =>
  (await store().list(tenant, { perPage: 10 })).lines.map(({ line, state }) => `${line} ${state}`);

describe('how a line stands', () => {
  test('is what it told last, whatever order messages come in', async () => {
    await keep('line-1', report('2026-03-01T08:00:10.000Z', { state: 'Held' }));
    await keep('line-1', report('2026-03-01T08:00:05.000Z', { state: 'Execute' }));
    expect(await states()).toEqual(['line-1 Held']);
  });

  test('is believed again some minutes after the site’s clock was set back', async () => {
    await keep('line-1', report('2026-03-01T09:00:00.000Z', { state: 'Held' }));
    now = new Date('2026-03-01T08:06:00Z');
    await keep('line-1', report('2026-03-01T08:06:00.000Z', { state: 'Execute' }));
    expect(await states()).toEqual(['line-1 Execute']);
  });

  test('is listed page by page, by site and line, for its own tenant', async () => {
    for (const line of ['line-2', 'line-1', 'line-3']) await keep(line, report('2026-03-01T08:00:00.000Z'));
    const first = await store().list(tenant, { perPage: 2 });
    expect(first.lines.map(({ line }) => line)).toEqual(['line-1', 'line-2']);
    const rest = await store().list(tenant, { perPage: 2, after: first.next });
    expect(rest).toMatchObject({ lines: [{ site: 'plant', line: 'line-3', heardAt: now.toISOString() }] });
    expect(rest.next).toBeUndefined();
    expect((await store().list(`${tenant}-other`, { perPage: 2 })).lines).toEqual([]);
  });

  test('is refused when it is no report', () => {
    expect(v.is(lineStatusMessage, { tenant, site: 'plant', line: 'line-1', message: { state: 'Execute' } })).toBe(
      false,
    );
  });
});
