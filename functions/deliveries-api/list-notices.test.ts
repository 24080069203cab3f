import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { notices } from '#common/store/notices.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { listNotices } from './list-notices.ts';
import { showNotice } from './show-notice.ts';

const tenant = 'acme';
const bytes = new Uint8Array([0xd0, 0x9f, 0xff]);
const files = new Map([
  [`${tenant}/evidence/notices/1`, bytes],
  [`${tenant}/evidence/notices/2`, new Uint8Array(4_000_001)],
]);

let engine: Dynoxide;
let ids: string[];
beforeAll(async () => {
  engine = await startDynoxide();
  const store = notices(engine.db, tables.deliveries);
  const at = new Date('2026-11-30T12:00:00Z');
  ids = [];
  for (const hour of ['08', '09', '10']) {
    const found = { tenant, market: 'ru', document: `doc-${hour}`, kind: '601', rehearsal: true };
    ids.push((await store.find({ ...found, cameAt: `2026-11-30T${hour}:00:00.000Z` }, at)).noticeId);
  }
  for (const n of [1, 2]) {
    const claim = await store.claim(tenant, ids[n] ?? '', at);
    if (claim !== undefined) await store.settle(claim, { state: 'told', evidence: `${tenant}/evidence/notices/${n}` });
  }
});
afterAll(() => engine.stop());

const ask = (route: string, more: Omit<Parameters<typeof call>[2], 'tenant'>) => {
  const needs = {
    notices: notices(engine.db, tables.deliveries),
    evidence: { get: async (key: string) => files.get(key) },
  };
  const routes = {
    'GET /api/regulator-notices': { permission: 'deliveries:read', endpoint: listNotices(needs) },
    'GET /api/regulator-notices/{noticeId}': { permission: 'deliveries:read', endpoint: showNotice(needs) },
  } as const;
  return call(
    httpHandler(routes, async () => false),
    route,
    { tenant, ...more },
  );
};
const list = (query: Record<string, string>) => ask('GET /api/regulator-notices', { query });
const show = (noticeId = '', query: Record<string, string> = {}) =>
  ask('GET /api/regulator-notices/{noticeId}', { path: { noticeId }, query });
const shown = (body: unknown): unknown[] => {
  const { notices: all } = Object(body);
  return Array.isArray(all) ? all.map(({ noticeId }) => noticeId) : [];
};

describe('notices of regulators', () => {
  test('are told the oldest first, or the latest first, page by page', async () => {
    expect(shown((await list({})).body)).toEqual(ids);
    const { body } = await list({ latestFirst: 'true', limit: '2' });
    expect(shown(body)).toEqual([ids[2], ids[1]]);
    const after = String(Object(body).next);
    expect(shown((await list({ latestFirst: 'true', limit: '2', after })).body)).toEqual([ids[0]]);
    expect(await list({ latestFirst: 'true', from: '2026-11-30T09:00:00Z' })).toMatchObject({
      status: 400,
      body: { at: '?from' },
    });
  });

  test('are shown one by one, without whose hands they are in, and with their exact bytes', async () => {
    const { body } = await show(ids[1]);
    expect(body).toMatchObject({ noticeId: ids[1], state: 'told' });
    expect(body).not.toHaveProperty('attempts');
    const answer = await show(ids[1], { evidence: '0' });
    expect(answer).toMatchObject({ status: 200, headers: { 'x-content-type-options': 'nosniff' } });
    expect(answer.body).toBe(Buffer.from(bytes).toString('base64'));
    expect(await show(ids[0], { evidence: '0' })).toMatchObject({ status: 404 });
    expect(await show('2026_ru_none')).toMatchObject({ status: 404 });
  });

  test('that are too large to be answered say where their bytes are', async () =>
    expect(await show(ids[2], { evidence: '0' })).toMatchObject({
      status: 413,
      body: { remedy: expect.stringContaining('notices/2') },
    }));
});
