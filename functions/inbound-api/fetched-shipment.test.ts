import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { mayPartner } from '#common/may-partner.ts';
import { inboundDocuments } from '#common/store/inbound-documents.ts';
import { masterData } from '#common/store/master-data.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { partnerMailbox } from '#common/store/partner-mailbox.ts';
import type { Call } from '../../test/kit/api-event.ts';
import { call } from '../../test/kit/call.ts';
import type { House } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { type PartnerWorld, startPartnerWorld } from '../../test/kit/partner-world.ts';
import { inboundRoutes } from './inbound-routes.ts';

let world: PartnerWorld;
beforeAll(async () => {
  world = await startPartnerWorld();
});
afterAll(() => world.stop());

/** The door of messages, for the wholesaler's own client. */
function door({ tenant }: House) {
  const { db } = world.world.table;
  const { evidence, deliveries, registry, now } = world.needs;
  const needs = {
    ...{ evidence, deliveries, registry, now, registryTable: tables.registry },
    inbound: inboundDocuments(db, tables.deliveries),
    mailbox: partnerMailbox(db, tables.deliveries),
    master: masterData(db, tables.registry),
    may: mayPartner(onboardings(db, tables.registry)),
    urlOf: () => Promise.reject(new Error('it is small')),
    wake: async () => undefined,
  };
  const handler = httpHandler(inboundRoutes(needs), registry.granted);
  const own = { tenant, role: 'partner-api', claims: { partner: 'medico', sub: 'medico-erp' } };
  return async (route: string, more: Omit<Call, 'route'> = {}) => call(handler, route, { ...own, ...more });
}

/** What stands ready, behind a place. */
async function listed(ask: ReturnType<typeof door>, after?: string) {
  const { body } = await ask('GET /api/partner-messages', after === undefined ? {} : { query: { after } });
  const { messages, next } = Object(body);
  return { ids: messages.map(({ message }: { message: string }) => message), next: String(next) };
}

test('a wholesaler that has only the portal finds the document of its shipment, fetches it, and the delivery says so', async () => {
  const house = await world.house(1, { channel: 'portal', kind: 'wholesaler' });
  await world.goOn(house);
  const [delivery] = await world.rows(house);
  expect(delivery).toMatchObject({ partner: 'medico', state: 'delivered' });
  expect(delivery).not.toHaveProperty('fetched');
  const ask = door(house);
  const { ids, next } = await listed(ask);
  expect(ids).toEqual([delivery?.deliveryId]);
  const read = await ask('GET /api/partner-messages/{message}', { path: { message: String(ids[0]) } });
  expect(read.headers).toMatchObject({ 'content-type': 'application/json' });
  const document = Buffer.from(String(read.body), 'base64').toString('utf8');
  expect(document).toContain('shipping');
  expect(document).toContain(house.packs[0]);
  const [after] = await world.rows(house);
  expect(after?.fetched).toEqual([{ message: delivery?.deliveryId, at: expect.any(String), by: 'medico-erp' }]);
  expect(await listed(ask, next)).toMatchObject({ ids: [] });
});

test('what a person has sent anew stands behind what was there before, and both are answered', async () => {
  const house = await world.house(1, { channel: 'portal' });
  await world.goOn(house);
  const [delivery] = await world.rows(house);
  if (delivery === undefined) throw new Error('nothing is planned');
  const ask = door(house);
  const { next } = await listed(ask);
  // Its receiver cannot use it, and a person has it written anew.
  world.world.forward(1000);
  await world.needs.deliveries.reopen(delivery, true, world.needs.now());
  await world.take({ tenant: house.tenant, deliveryId: delivery.deliveryId });
  const again = `${delivery.deliveryId}-2`;
  expect(await listed(ask, next)).toMatchObject({ ids: [again] });
  for (const message of [delivery.deliveryId, again])
    expect(await ask('GET /api/partner-messages/{message}', { path: { message } })).toMatchObject({ status: 200 });
  const [after] = await world.rows(house);
  expect(after?.fetched?.map(({ message }) => message)).toEqual([delivery.deliveryId, again]);
});

test('who fetches, and wants an order, finds documents in that order, whoever is written first', async () => {
  const house = await world.house(4, { channel: 'portal', ordered: true });
  const rows = (await world.rows(house)).toSorted((a, b) => (String(a.place) < String(b.place) ? -1 : 1));
  world.woken.length = 0;
  for (const { deliveryId } of rows.toReversed()) await world.take({ tenant: house.tenant, deliveryId });
  await world.goOn(house, 3_600_000);
  expect((await listed(door(house))).ids).toEqual(rows.map(({ deliveryId }) => deliveryId));
});
