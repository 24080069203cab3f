import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { putRows } from '#common/store/batches.ts';
import { firstDeliveries } from '#common/store/first-deliveries.ts';
import type { DeliveryState } from '#shared/delivery/standing.ts';
import { errorMeaning } from '#shared/messages/deliveries-api.ts';
import { apiEvent } from '../../test/kit/api-event.ts';
import { call } from '../../test/kit/call.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { lambdaContext } from '../../test/kit/lambda-context.ts';
import { listDeliveries } from './list-deliveries.ts';
import { listErrors } from './list-errors.ts';
import { listSubmissions } from './list-submissions.ts';
import { resendDelivery } from './resend-delivery.ts';
import { showDelivery } from './show-delivery.ts';

let world: World;
let house: House;
let tenant: string;
let woken: { queue: string; message: object }[];
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  house = await aHouse(world);
  ({ tenant } = house);
  woken = [];
});

const into = (queue: string) => async (message: object) => void woken.push({ queue, message });

function api(route: string, more: Parameters<typeof call>[2] = {}) {
  const needs = {
    ...world.needs,
    firstDeliveries: firstDeliveries(world.table.db, tables.deliveries),
    registryTable: tables.registry,
    queues: { regulator: into('regulator'), partner: into('partner') },
  };
  const handler = httpHandler(
    {
      'GET /api/deliveries': { permission: 'deliveries:read', endpoint: listDeliveries(needs) },
      'GET /api/deliveries/{deliveryId}': { permission: 'deliveries:read', endpoint: showDelivery(needs) },
      'GET /api/lots/{lot}/submissions': { permission: 'deliveries:read', endpoint: listSubmissions(needs) },
      'GET /api/regulator-errors': { permission: 'deliveries:read', endpoint: listErrors },
      'POST /api/deliveries/{deliveryId}/resend': { permission: 'deliveries:write', endpoint: resendDelivery(needs) },
    },
    needs.registry.granted,
  );
  return call(handler, route, { tenant, ...more });
}

const show = (query: Record<string, string> = {}) =>
  api('GET /api/deliveries/{deliveryId}', { path: { deliveryId: 's1' }, query });
const resend = (more: Parameters<typeof call>[2] = {}) =>
  api('POST /api/deliveries/{deliveryId}/resend', { path: { deliveryId: 's1' }, ...more });

/** A submission that ended so, with one answer of the given bytes. */
async function ended(state: DeliveryState, answer: Uint8Array = Buffer.from('{"errors":[]}')) {
  const { deliveries, evidence, now } = world.needs;
  const subject = { gtin: '09521321543218', lot: 'LOT1' };
  await deliveries.plan({ tenant, deliveryId: 's1', kind: 'submission', market: 'eu', subject }, now());
  const claim = await deliveries.claim(tenant, 's1', now());
  if (claim === undefined) throw new Error('nothing to claim');
  const key = `${tenant}/evidence/s1/0-answered`;
  await evidence.put(key, answer);
  const answered = { at: now().toISOString(), direction: 'answered' as const, key, status: 400 };
  await deliveries.settle(claim, { standing: { ...claim.delivery, state, failure: 'A16' } }, now(), answered);
}

describe('deliveries over the API', () => {
  test('are listed with what became of them, and without how it is done', async () => {
    await ended('rejected');
    const { body } = await api('GET /api/deliveries', { query: { lot: 'LOT1', state: 'rejected', market: 'eu' } });
    expect(body).toMatchObject({ deliveries: [{ deliveryId: 's1', state: 'rejected', failure: 'A16', attempts: 1 }] });
    expect(JSON.stringify(body)).not.toMatch(/uncertain|leasedUntil|duePk/);
    expect((await api('GET /api/deliveries', { query: { kind: 'delivery' } })).body).toEqual({ deliveries: [] });
  });

  test('are listed by whether they are on their way, and by whether they were refused, whole or in part', async () => {
    const { deliveries, now } = world.needs;
    const subject = { gtin: '09521321543218', lot: 'LOT1' };
    await deliveries.plan({ tenant, deliveryId: 's0', kind: 'submission', market: 'eu', subject }, now());
    await ended('partially-accepted');
    const listed = async (query: Record<string, string>) =>
      Object((await api('GET /api/deliveries', { query })).body).deliveries.map(
        (one: unknown) => Object(one).deliveryId,
      );
    expect(await listed({ state: 'waiting' })).toEqual(['s0']);
    expect(await listed({ state: 'refused' })).toEqual(['s1']);
    expect(await listed({ first: 'open', limit: '1' })).toEqual(['s1']);
  });

  test('come first where they wait for people, however much else is due before their deadline', async () => {
    const { deliveries, now } = world.needs;
    const subject = { gtin: '09521321543218', lot: 'LOT1' };
    const held = { by: 'ada', at: now().toISOString(), reason: 'to be looked at' };
    const deadline = new Date(now().getTime() + 86_400_000).toISOString();
    await deliveries.plan(
      { tenant, deliveryId: 'waits', kind: 'submission', market: 'eu', subject, deadline, held },
      now(),
    );
    await deliveries.plan({ tenant, deliveryId: 'goes', kind: 'delivery', partner: 'medico', subject }, now());
    const others = Array.from({ length: 24 }, (_, n) => ({
      ...{ pk: `${tenant}#other-work`, sk: String(n), duePk: `${tenant}#due`, dueAt: now().toISOString() },
      filler: 'x'.repeat(60_000),
    }));
    await putRows(world.table.db, tables.deliveries, others);
    const { body } = await api('GET /api/deliveries', { query: { first: 'open', limit: '1' } });
    expect(body).toMatchObject({ deliveries: [{ deliveryId: 'waits', state: 'held' }], more: true });
  });

  test.each([
    { gtin: '09521321543219' },
    { gtin: '1' },
    { state: 'lost' },
    { limit: '0' },
    { limit: '201' },
    { limit: 'x' },
    { kind: 'parcel' },
    { after: 'x' },
    { first: 'open', market: 'eu' },
  ])('are not listed for %j', async (query) => expect((await api('GET /api/deliveries', { query })).status).toBe(400));

  test('stay behind the wall of their tenant', async () => {
    await ended('rejected');
    const other = await api('GET /api/deliveries/{deliveryId}', { path: { deliveryId: 's1' }, tenant: 'other' });
    expect(other.status).toBe(404);
  });

  test('show the exact bytes of their evidence, as text that no browser runs', async () => {
    await ended('rejected', Buffer.from('<script>alert("ü")</script>'));
    expect((await show()).body).toMatchObject({ evidence: [{ direction: 'answered', status: 400 }] });
    const { status, headers, body } = await show({ evidence: '0' });
    expect([status, body]).toEqual([200, '<script>alert("ü")</script>']);
    expect(headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' });
  });

  test('show evidence that is not text to the byte, and say that it is none', async () => {
    const bytes = Uint8Array.of(0xff, 0xfe, 0x00);
    await ended('rejected', bytes);
    const route = 'GET /api/deliveries/{deliveryId}';
    const endpoint = showDelivery(world.needs);
    const handler = httpHandler({ [route]: { permission: 'deliveries:read', endpoint } }, async () => false);
    const asked = { route, tenant, path: { deliveryId: 's1' }, query: { evidence: '0' } };
    const { headers, body, isBase64Encoded } = Object(await handler(apiEvent(asked), lambdaContext));
    expect([isBase64Encoded, Buffer.from(body, 'base64')]).toEqual([true, Buffer.from(bytes)]);
    expect(headers).toMatchObject({ 'content-type': 'application/octet-stream', 'x-content-type-options': 'nosniff' });
    expect(headers['content-disposition']).toBe('attachment; filename="s1-0.bin"');
    expect(headers['content-transfer-encoding']).toBeUndefined();
  });

  test('are not told as none where a product, lot, partner or market is not known at all', async () => {
    const list = (query: Record<string, string>) => api('GET /api/deliveries', { query });
    expect(await list({ market: 'xx' })).toMatchObject({ status: 400, body: { at: '?market' } });
    expect(await list({ gtin: '09521321543219' })).toMatchObject({ status: 400, body: { at: '?gtin' } });
    for (const query of [{ gtin: '09521321543218' }, { lot: 'NOPE' }, { partner: 'nobody' }])
      expect(await list(query)).toMatchObject({
        status: 404,
        body: { detail: expect.stringContaining('there is no') },
      });
    expect((await list({ lot: 'LOT1', state: 'parked' })).body).toEqual({ deliveries: [] });
    const ofLot = (lot: string) =>
      api('GET /api/lots/{lot}/submissions', { path: { lot }, query: { gtin: house.gtin } });
    expect(await ofLot('LOT1')).toMatchObject({ status: 200, body: { submissions: [] } });
    expect(await ofLot('NOPE')).toMatchObject({ status: 404, body: { at: 'lot' } });
    const errors = await api('GET /api/regulator-errors', { query: { market: 'zz' } });
    expect(errors).toMatchObject({ status: 400, body: { at: '?market' } });
  });

  test('have no evidence that is not there', async () => {
    await ended('rejected');
    expect((await show({ evidence: '7' })).status).toBe(404);
    expect((await show({ evidence: '-1' })).status).toBe(400);
  });

  test('too large to answer say where the bytes are', async () => {
    await ended('rejected', Buffer.alloc(4_000_001, 'x'));
    expect(await show({ evidence: '0' })).toMatchObject({
      status: 413,
      body: { remedy: expect.stringContaining('s1/0-answered') },
    });
  });

  test.each(['rejected', 'parked'] as const)('that are %s are sent again when asked', async (state) => {
    await ended(state);
    expect(await resend()).toMatchObject({ status: 202, body: { state: 'due', attempts: 0 } });
    // Whoever lost the answer asks once more; another is told how it stands.
    expect(await resend()).toMatchObject({ status: 202, body: { state: 'due' } });
    expect((await resend({ claims: { username: 'somebody' } })).status).toBe(409);
    expect(woken).toEqual([{ queue: 'regulator', message: { tenant, deliveryId: 's1' } }]);
    expect((await world.needs.deliveries.get(tenant, 's1'))?.round).toBe(state === 'rejected' ? 2 : 1);
  });

  test.each(['acknowledged', 'partially-accepted'] as const)('that are %s are not sent again', async (state) => {
    await ended(state);
    expect((await resend()).status).toBe(409);
    expect(woken).toEqual([]);
  });

  test('to a partner that wait for their next try are tried now when asked, and keep their tries', async () => {
    const { deliveries, now } = world.needs;
    const planned = { tenant, deliveryId: 's1', kind: 'delivery', partner: 'medico', subject: {} } as const;
    await deliveries.plan(planned, now());
    expect((await resend()).status).toBe(409);
    const claim = await deliveries.claim(tenant, 's1', now());
    // One that is in hand is being tried.
    expect((await resend()).status).toBe(409);
    if (claim === undefined) throw new Error('not due');
    const { delivery } = claim;
    await deliveries.settle(claim, { standing: { ...delivery, failure: 'status 500' }, wait: 3_600 }, now());
    expect(Object((await show()).body).nextTry > now().toISOString()).toBe(true);
    expect(await resend()).toMatchObject({ status: 202, body: { state: 'due', attempts: 1 } });
    expect(Object((await show()).body).nextTry > now().toISOString()).toBe(false);
    expect(await resend()).toMatchObject({ status: 202 });
    expect(woken).toEqual([{ queue: 'partner', message: { tenant, deliveryId: 's1' } }]);
    expect(await deliveries.claim(tenant, 's1', now())).toMatchObject({ delivery: { attempts: 2 } });
  });

  test('are sent again only by those who may', async () => {
    await ended('rejected');
    expect((await resend({ role: 'auditor' })).status).toBe(403);
  });
});

describe('codes in a failure are explained', () => {
  test.each([
    ['of a regulator', { kind: 'submission', market: 'eu' }, 'A16: name is missing', ['A16']],
    [
      'of a rule for documents',
      { kind: 'delivery', partner: 'harbor' },
      'dscsa-po-missing (event 3): none',
      ['dscsa-po-missing'],
    ],
    ['of a partner', { kind: 'delivery', partner: 'harbor' }, 'NDC_DIFFERS 09521321543218: other', ['NDC_DIFFERS']],
    ['of another market', { kind: 'submission', market: 'eu' }, 'NDC_DIFFERS 09521321543218: other', undefined],
  ] as const)('%s', async (_, of, failure, codes) => {
    const { deliveries, now } = world.needs;
    await deliveries.plan({ tenant, deliveryId: 's1', ...of, subject: { gtin: '09521321543218' } }, now());
    const claim = await deliveries.claim(tenant, 's1', now());
    if (claim === undefined) throw new Error('nothing to claim');
    await deliveries.settle(claim, { standing: { ...claim.delivery, state: 'rejected', failure } }, now());
    const { explained } = Object((await show()).body);
    expect(explained?.map(({ code }: { code: string }) => code)).toEqual(codes);
  });
});

describe('codes of regulators', () => {
  test.each([
    [{ system: 'nmvs', code: 'NMVS_NC_PCK_22' }, [['eu', 'nmvs']]],
    [{ market: 'eu', code: 'A16' }, [['eu', 'eu-hub']]],
    [{ system: 'eu-hub', code: 'NMVS_NC_PCK_22' }, []],
    [{ code: 'dscsa-po-missing' }, [['us', 'gs1-us']]],
    [{ market: 'us', code: 'NDC_DIFFERS' }, [['us', 'us-partner']]],
    [{ system: 'vrs', code: 'No_match_GTIN_Serial' }, [['us', 'vrs']]],
    [{ system: 'vrs', code: 'not-verified' }, [['us', 'vrs']]],
    [{ market: 'eu', code: 'dscsa-po-missing' }, []],
  ])('are found by market, system and code: %j', async (query, found) => {
    const { body } = await api('GET /api/regulator-errors', { query });
    const { errors } = v.parse(v.object({ errors: v.array(errorMeaning) }), body);
    expect(errors.map(({ market, system }) => [market, system])).toEqual(found);
  });
});
