import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { dueRows } from '#common/store/due-rows.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { noticeMessage } from '#shared/messages/queue-messages.ts';
import { type MdlpSandbox, startMdlpSandbox } from '../../infra/local/sandbox/mdlp/sandbox.ts';
import { brokenClient } from '../../test/kit/broken-client.ts';
import { call } from '../../test/kit/call.ts';
import { storesOf } from '../../test/kit/delivery-stores.ts';
import { startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { distributor, maker, mdlpClient, mdlpDocument, mdlpSubjects, ssccs } from '../../test/kit/mdlp-client.ts';
import { plant, shop } from '../../test/kit/mdlp-documents.ts';
import { signingCertificate } from '../../test/kit/signing-certificate.ts';
import { twoFirms } from '../../test/kit/two-firms.ts';
import { listNotices } from '../deliveries-api/list-notices.ts';
import { fetchNotices } from './fetch-notices.ts';
import { runNotice } from './run-notice.ts';
import { takeNotice } from './take-notice.ts';

let world: World;
let mdlp: MdlpSandbox;
let pair: Awaited<ReturnType<typeof signingCertificate>>;
beforeAll(async () => {
  world = await startWorld();
  pair = await signingCertificate('rsa');
});
afterAll(() => world.stop());
afterEach(async () => {
  world.woken.length = 0;
  await mdlp.close();
});

const MINUTE = 60_000;
const pallet = (epc: string) => ssccs(/\d{18}$/.exec(canonicalEpc(epc))?.[0] ?? '');

/** A document by which one side says that goods were not taken, or not sent. */
const refusal = (type: 251 | 252, [root, by, name, to]: [string, string, string, string], epc: string) =>
  mdlpDocument(type, root, {
    ...{ subject_id: by, operation_date: '2026-03-01T12:45:00+03:00', [name]: to, reason: 'Wet cartons' },
    order_details: pallet(epc),
  });

async function opened() {
  const now = () => world.needs.now().getTime();
  mdlp = await startMdlpSandbox({ port: 0, subjects: mdlpSubjects, throttled: false, now });
  const firms = await twoFirms(world, mdlp, pair);
  const tenants = [firms.seller.tenant, firms.buyer.tenant];
  /** Has everything taken that is due, as `sweep` does when each message that should have done so was lost. */
  const hear = async (db: DynamoDBDocumentClient = world.table.db) => {
    const needs = { ...firms.asking, ...storesOf(db, world.pools), wake: async () => undefined };
    const take = takeNotice(runNotice(needs), fetchNotices(needs));
    for (let round = 0; round < 60; round++) {
      world.forward(3 * MINUTE);
      const at = new Date(needs.now());
      const all = await Promise.all(
        tenants.map((one) => dueRows(world.table.db, tables.deliveries).overdue(one, at, 100)),
      );
      const messages = all.flat().flatMap(({ wake }) => (wake?.queue === 'notice' ? [wake.message] : []));
      if (messages.length === 0) return;
      for (const message of messages)
        await Promise.resolve(take(v.parse(noticeMessage, JSON.parse(message)))).catch((error) => {
          if (!String(error).includes('crashed')) throw error;
        });
    }
  };
  const noticesOf = async (tenant: string, query: Record<string, string> = {}) => {
    const route = 'GET /api/regulator-notices';
    const endpoint = listNotices(world.needs);
    const handler = httpHandler({ [route]: { permission: 'deliveries:read', endpoint } }, async () => false);
    return (await call(handler, route, { tenant, query })).body;
  };
  return { ...firms, hear, noticesOf };
}

test('a delivery between two firms is told on both sides: shipped, expected, received and accepted', async () => {
  const { seller, buyer, rows, ship, receive, hear, noticesOf } = await opened();
  await ship();
  const [told] = await rows(seller.tenant, '415');
  expect([told?.state, told?.failure]).toEqual(['acknowledged', undefined]);
  await hear();
  expect(await noticesOf(buyer.tenant)).toMatchObject({
    notices: [{ kind: '601', mirrors: '415', state: 'expected', counterparty: plant, paper: 'TN-1', items: 1 }],
  });
  await receive();
  const [receipt] = await rows(buyer.tenant, '701');
  expect([receipt?.state, receipt?.failure]).toEqual(['acknowledged', undefined]);
  world.forward(11 * MINUTE);
  await hear();
  expect(await noticesOf(buyer.tenant, { kind: '601', market: 'ru' })).toMatchObject({
    notices: [{ state: 'received', deliveries: [receipt?.deliveryId] }],
  });
  expect(await noticesOf(seller.tenant)).toMatchObject({ notices: [{ kind: '607', state: 'noted' }] });
  const [sold] = await rows(seller.tenant, '415');
  expect(sold?.counterparty).toMatchObject({ state: 'accepted', accepted: 1, refused: 0 });
  const evidence = await world.needs.evidence.get(sold?.evidence.at(-1)?.key ?? '');
  expect(Buffer.from(evidence ?? []).toString()).toContain('accept_notification');
  const client = await mdlpClient(mdlp, distributor);
  for (const serial of seller.serials) {
    const { body } = await client.as('GET', `reestr/sgtin/${seller.gtin}${serial}`);
    expect(JSON.stringify(body)).toContain(`"branch_id":"${shop}"`);
    expect(mdlp.stateOf(seller.gtin + serial)).toBe('in_circulation');
  }
});

test('what the buyer refuses stands on the delivery with its reason and what can be done, once, whoever dies before any write', async () => {
  const { seller, buyer, rows, ship, hear, noticesOf } = await opened();
  await ship();
  const client = await mdlpClient(mdlp, distributor);
  const { result } = await client.send(refusal(252, ['refusal_receiver', shop, 'shipper_id', plant], seller.pallet));
  expect(result).toBe('Accepted');
  const died = new Set<string>();
  const dying = brokenClient({ endpoint: world.at.tables }, (command, input) => {
    const { Key, Item } = Object(input);
    const write = `${command} ${JSON.stringify(Key ?? Item?.pk)} ${Object(input).UpdateExpression ?? ''}`;
    if (!/Put|Update|Write/.test(command) || died.has(write)) return false;
    died.add(write);
    return true;
  });
  // What fails is tried again later and later.
  for (let hour = 0; hour < 4; hour++) {
    await hear(dying);
    world.forward(60 * MINUTE);
  }
  expect(died.size).toBeGreaterThan(5);
  const [refused] = await rows(seller.tenant, '415');
  expect(refused?.counterparty).toMatchObject({ state: 'refused', accepted: 0, refused: 1, reason: 'Wet cartons' });
  expect(refused?.counterparty?.remedy).toContain('416');
  expect(refused?.evidence.filter(({ direction }) => direction === 'told')).toHaveLength(1);
  expect(await noticesOf(seller.tenant)).toMatchObject({ notices: [{ kind: '606', state: 'noted' }] });
  expect(await noticesOf(buyer.tenant)).toMatchObject({ notices: [{ kind: '601', state: 'expected' }] });
});

test('people are called once when a receipt is not told within the day', async () => {
  const { buyer, ship, hear, noticesOf } = await opened();
  await ship();
  world.forward(24 * 60 * MINUTE);
  await hear();
  const called = await noticesOf(buyer.tenant);
  expect(called).toMatchObject({ notices: [{ state: 'expected', calledAt: expect.any(String) }] });
  world.forward(24 * 60 * MINUTE);
  await hear();
  expect(await noticesOf(buyer.tenant)).toEqual(called);
});

test('no receipt is expected any more of goods that their sender took back', async () => {
  const { seller, buyer, ship, hear, noticesOf } = await opened();
  await ship();
  await hear();
  const client = await mdlpClient(mdlp, maker);
  await client.send(refusal(251, ['refusal_sender', plant, 'receiver_id', shop], seller.pallet));
  world.forward(11 * MINUTE);
  await hear();
  expect(await noticesOf(buyer.tenant)).toMatchObject({
    notices: [
      { kind: '601', state: 'taken-back', reason: 'Wet cartons' },
      { kind: '605', state: 'told' },
    ],
  });
});
