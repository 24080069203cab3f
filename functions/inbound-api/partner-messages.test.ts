import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { portalOpener } from '#common/channels/portal-channel.ts';
import { httpHandler } from '#common/http.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { isRefusal } from '#shared/refusal.ts';
import { anOnboarding } from '../../test/kit/an-onboarding.ts';
import type { Call } from '../../test/kit/api-event.ts';
import { call } from '../../test/kit/call.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { type InboundWorld, startInboundWorld } from '../../test/kit/inbound-world.ts';
import { inboundRoutes } from './inbound-routes.ts';

const noon = '2026-03-01T12:00:00.000Z';
let world: InboundWorld;
let house: Awaited<ReturnType<InboundWorld['house']>>;
beforeAll(async () => {
  world = await startInboundWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  house = await world.house();
});

const ask = (route: string, more: Omit<Call, 'route'> = {}) => {
  const needs = world.needs();
  return call(httpHandler(inboundRoutes(needs), needs.registry.granted), route, { tenant: house.tenant, ...more });
};
const all = 'GET /api/partner-messages';
const one = 'GET /api/partner-messages/{message}';
/** As a machine client that is a partner's own. */
const as = (partner: string) => ({ role: 'partner-api', claims: { partner } });
const idsIn = ({ body }: { body: unknown }) => Object(body).messages.map(({ message }: { message: string }) => message);

/** A message is sent to a partner that fetches. */
async function ready(deliveryId: string, text: string) {
  const { deliveries, evidence, mailbox, now, registry } = world.needs();
  const { tenant } = house;
  const message = { family: 'processing-response' as const, document: 'd' };
  await deliveries.plan({ tenant, deliveryId, kind: 'delivery', partner: 'packright', subject: { message } }, now());
  const claim = await deliveries.claim(tenant, deliveryId, now());
  const partner = await registry.partner(tenant, 'packright');
  if (claim === undefined || partner === undefined) throw new Error('not due');
  const evidenceKey = `${tenant}/evidence/${deliveryId}/0-sent`;
  const body = new Uint8Array(Buffer.from(text));
  await evidence.put(evidenceKey, body);
  const names = { requestId: deliveryId, fileName: `${deliveryId}.xml` };
  const headers = { 'content-type': 'application/xml' };
  await deliveries.noteWritten(claim, { ...names, evidenceKey, method: 'POST', path: '', headers });
  const channel = await portalOpener({ mailbox, now })(tenant, partner);
  if (isRefusal(channel)) throw new Error(channel.detail);
  const sent = {
    id: deliveryId,
    fileName: names.fileName,
    contentType: 'application/xml',
    headers: {},
    body,
    key: evidenceKey,
  };
  return () => channel.send(sent, AbortSignal.timeout(1_000));
}

describe('a message for a partner that fetches', () => {
  test('stands ready for its own client, and for ours, to the byte', async () => {
    const send = await ready('a1', '<a/>');
    expect(await send()).toEqual({ verdict: { verdict: 'acknowledged' } });
    const listed = await ask(all, as('packright'));
    expect(listed.body).toMatchObject({ messages: [{ message: 'a1', fileName: 'a1.xml', bytes: 4 }] });
    const ours = await ask(all, { query: { partner: 'packright' } });
    expect(Object(ours.body).messages).toEqual(Object(listed.body).messages);
    const read = await ask(one, { ...as('packright'), path: { message: 'a1' } });
    expect(read).toMatchObject({ status: 200, headers: { 'content-type': 'application/xml' } });
  });

  test('is there once, in its place, however often its sender dies and puts it there again', async () => {
    const sends = [await ready('a1', '<a/>'), await ready('a2', '<b/>')];
    for (const send of [...sends, ...sends]) await send();
    expect(idsIn(await ask(all, as('packright')))).toEqual(['a1', 'a2']);
  });

  const page = async (after?: string) => {
    const query = { limit: '2', ...(after !== undefined && { after }) };
    const answer = await ask(all, { ...as('packright'), query });
    const { next, more } = Object(answer.body);
    return { ids: idsIn(answer), next: String(next), more };
  };

  test('is listed in pages, and whoever comes again sees what is new alone', async () => {
    const empty = await page();
    expect(empty).toMatchObject({ ids: [], more: false });
    for (const id of ['a1', 'a2', 'a3']) await (await ready(id, '<a/>'))();
    const first = await page(empty.next);
    expect(first).toMatchObject({ ids: ['a1', 'a2'], more: true });
    const second = await page(first.next);
    expect(second).toMatchObject({ ids: ['a3'], more: false });
    const nothing = await page(second.next);
    expect(nothing).toMatchObject({ ids: [], more: false });
    await (await ready('a4', '<a/>'))();
    expect((await page(nothing.next)).ids).toEqual(['a4']);
  });

  test('never stands before a place that was read, though its sender’s clock is behind', async () => {
    await (await ready('a1', '<a/>'))();
    const read = await page();
    world.forward(-60_000);
    await (await ready('a2', '<a/>'))();
    world.forward(60_000);
    expect((await page(read.next)).ids).toEqual(['a2']);
  });

  test('has a place of its own, though many are put there at once', async () => {
    const ids = ['a1', 'a2', 'a3', 'a4', 'a5'];
    const sends = await Promise.all(ids.map((id) => ready(id, '<a/>')));
    await Promise.all(sends.map((send) => send()));
    const found: string[] = [];
    for (let at = await page(); ; at = await page(at.next)) {
      found.push(...at.ids);
      if (!at.more) break;
    }
    expect(found.toSorted()).toEqual(ids);
  });

  test('is noted to be fetched by its partner, by whom and when, the first time; not when we look', async () => {
    await (await ready('a1', '<a/>'))();
    const fetched = async () => (await world.needs().deliveries.get(house.tenant, 'a1'))?.fetched;
    const path = { message: 'a1' };
    expect((await ask(one, { path })).status).toBe(200);
    expect(await fetched()).toBeUndefined();
    for (const sub of ['erp-1', 'erp-2']) {
      const its = { role: 'partner-api', claims: { partner: 'packright', sub } };
      expect((await ask(one, { ...its, path })).status).toBe(200);
    }
    const at = expect.stringMatching(/^2026-/);
    expect(await fetched()).toEqual([{ message: 'a1', at, by: 'erp-1' }]);
    const { body } = await ask(all, { query: { partner: 'packright' } });
    expect(body).toMatchObject({ messages: [{ message: 'a1', fetched: { at, by: 'erp-1' } }] });
  });

  test('of which its partner was given the address alone is noted so', async () => {
    await (await ready('a1', ' '.repeat(4_100_000)))();
    const its = { role: 'partner-api', claims: { partner: 'packright', sub: 'erp-1' } };
    expect((await ask(one, { ...its, path: { message: 'a1' } })).status).toBe(303);
    const noted = (await world.needs().deliveries.get(house.tenant, 'a1'))?.fetched;
    expect(noted).toMatchObject([{ message: 'a1', by: 'erp-1', address: true }]);
    const { body } = await ask(all, { query: { partner: 'packright' } });
    expect(body).toMatchObject({ messages: [{ message: 'a1', fetched: { by: 'erp-1', address: true } }] });
  });

  test('is read by its partner as well where it goes by another channel, and is not noted as fetched', async () => {
    await ready('a1', '<a/>');
    expect(await ask(one, { ...as('packright'), path: { message: 'a1' } })).toMatchObject({ status: 200 });
    expect(await world.needs().deliveries.get(house.tenant, 'a1')).not.toHaveProperty('fetched');
  });

  test('is none for another partner’s client', async () => {
    await (await ready('a1', '<a/>'))();
    expect(idsIn(await ask(all, as('other')))).toEqual([]);
    expect(await ask(all, { ...as('other'), query: { partner: 'packright' } })).toMatchObject({ status: 403 });
    expect(await ask(one, { ...as('other'), path: { message: 'a1' } })).toMatchObject({ status: 404 });
  });

  test('is none for the client of a suspended or ended partner, and is seen by us', async () => {
    await (await ready('a1', '<a/>'))();
    const rows = onboardings(world.engine.db, tables.registry);
    const bars = [
      { state: 'suspended', suspended: { at: noon, by: 'quinn', reason: 'licence is checked', from: 'live' } },
      { state: 'withdrawn', suspended: undefined, endedAt: noon },
    ] as const;
    for (const [i, bar] of bars.entries()) {
      const at = `2026-03-01T12:00:0${i}.000Z`;
      const before = await rows.get(house.tenant, 'packright');
      const after = anOnboarding({ tenant: house.tenant, partner: 'packright', version: 1, ...bar });
      const audit = { at, by: 'quinn', home: house.tenant, act: 'onboarding-changed', subject: 'packright' };
      const entry = { at, by: 'quinn', act: 'suspend', state: after.state } as const;
      expect(await rows.commit({ before, after, entry, audit })).not.toBe('moved');
      expect(await ask(all, as('packright'))).toMatchObject({ status: 403 });
      expect(await ask(one, { ...as('packright'), path: { message: 'a1' } })).toMatchObject({ status: 403 });
      expect(idsIn(await ask(all, { query: { partner: 'packright' } }))).toEqual(['a1']);
    }
  });

  test('is not listed for a partner that there is not', async () => {
    for (const partner of ['packrigth', '\0']) {
      const refused = { status: 404, body: { at: '?partner', remedy: 'GET /api/partners lists them' } };
      expect(await ask(all, { query: { partner } })).toMatchObject(refused);
      expect(await ask('GET /api/inbound-documents', { query: { partner } })).toMatchObject(refused);
    }
    for (const route of [all, 'GET /api/inbound-documents'])
      expect(await ask(route, { query: { partner: 'packright' } })).toMatchObject({ status: 200 });
    expect(await ask('GET /api/inbound-documents', as('coming-on-board'))).toMatchObject({ status: 200 });
  });

  test('is not listed for nobody in particular', async () => {
    expect(await ask(all)).toMatchObject({ status: 400, body: { at: '?partner' } });
  });
});
