import { Webhook } from 'standardwebhooks';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { answerSender } from '#common/inbound/answer-sender.ts';
import { inboundTurn } from '#common/inbound/inbound-turn.ts';
import { keepInbound, type ReceivedDocument } from '#common/inbound/keep-inbound.ts';
import { inboundDocuments } from '#common/store/inbound-documents.ts';
import type { InboundChange } from '#common/store/inbound-row.ts';
import { mappings } from '#common/store/mappings.ts';
import { webhookSecret } from '#common/webhook-secret.ts';
import { resultMessage } from '#shared/messages/inbound-api.ts';
import { approved } from '../../test/kit/approved.ts';
import { type House, medico } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { type PartnerWorld, startPartnerWorld } from '../../test/kit/partner-world.ts';
import { startReceiver } from '../../test/kit/receiver.ts';

let world: PartnerWorld;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  world = await startPartnerWorld();
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.stop();
  await world.stop();
});
afterEach(() => receiver.reset());

const agreed = () => ({ channel: 'webhook', url: receiver.url('in'), results: true });
const inboxOf = () => inboundDocuments(world.world.table.db, tables.deliveries);
const told = () => receiver.received().map(({ body }) => v.parse(resultMessage, JSON.parse(body.toString('utf8'))));

let documents = 0;

/** A document of the partner comes in. */
async function comes({ tenant }: House, more: Partial<ReceivedDocument> = {}) {
  const keep = keepInbound({ inbound: inboxOf(), evidence: world.needs.evidence, wake: async () => undefined });
  const senderId = `receipt-${++documents}`;
  const body = Buffer.from(senderId);
  const names = { senderId, fileName: 'receipt.json', contentType: 'application/json' };
  const { documentId } = await keep({
    ...{ tenant, partner: 'medico', way: 'api', ...names, body, at: world.needs.now() },
    ...more,
  });
  return documentId;
}

/** It is read, and comes to that. Who reads it may die once its answer is planned. */
async function isRead({ tenant }: House, documentId: string, change: InboundChange, dies = false) {
  const { registry, deliveries, now, wake: wakePartner } = world.needs;
  const answers = { registry, mappings: mappings(world.world.table.db, tables.registry), deliveries, wakePartner, now };
  const plan = answerSender(answers);
  const answer: typeof plan = async (document) => {
    await plan(document);
    if (dies) throw new Error('died');
  };
  const turn = inboundTurn({ inbound: inboxOf(), wake: async () => undefined, answer, now }, async () => ({ change }));
  await turn({ tenant, inbound: documentId }).catch((error: unknown) => {
    if (!dies) throw error;
  });
}

describe('what became of a document', () => {
  test('is told to its sender by its own channel, as soon as it is known, once', async () => {
    const house = await world.house(0, agreed());
    const documentId = await comes(house);
    await isRead(house, documentId, { state: 'accepted' });
    await world.goOn(house);
    expect(told()).toEqual([
      {
        type: 'document.accepted',
        timestamp: expect.stringMatching(/^2026-03-01T/),
        data: {
          document: documentId,
          senderId: expect.stringMatching(/^receipt-/),
          fileName: 'receipt.json',
          state: 'accepted',
          errors: [],
        },
      },
    ]);
    expect(await world.rows(house)).toMatchObject([{ kind: 'delivery', partner: 'medico', state: 'delivered' }]);
  });

  test('is told with what was wrong, its place and how to mend it', async () => {
    const house = await world.house(0, agreed());
    const problems = [
      { code: 'malformed', at: '/epcisBody', rule: 'EPCIS 2.0', detail: 'no events', remedy: 'send some' },
    ];
    await isRead(house, await comes(house), { state: 'refused', problems });
    await world.goOn(house);
    const errors = [{ code: 'malformed', object: '/epcisBody', detail: expect.stringContaining('remedy: send some') }];
    expect(told()).toMatchObject([{ type: 'document.rejected', data: { state: 'rejected', errors } }]);
  });

  test('is signed as everything that goes by a webhook', async () => {
    const house = await world.house(0, agreed());
    await isRead(house, await comes(house), { state: 'accepted' });
    await world.goOn(house);
    const [one] = receiver.received();
    const [delivery] = await world.rows(house);
    expect(one?.id).toBe(delivery?.deliveryId);
    const { tenant } = house;
    const secret = webhookSecret(await world.needs.root(), { tenant, partner: 'medico', generation: 1 });
    const signed = new Webhook(secret).sign(
      one?.id ?? '',
      new Date(Number(one?.headers['webhook-timestamp']) * 1000),
      one?.body.toString('utf8') ?? '',
    );
    expect(one?.headers['webhook-signature']).toBe(signed);
  });

  test('is not told before it is known, though its reader died behind planning it', async () => {
    const house = await world.house(0, agreed());
    const documentId = await comes(house);
    await isRead(house, documentId, { state: 'accepted' }, true);
    await world.goOn(house, 20_000);
    expect(told()).toEqual([]);
    world.world.forward(3_600_000);
    await isRead(house, documentId, { state: 'refused', problems: [{ detail: 'it changed its mind' }] });
    await world.goOn(house, 60_000);
    expect(told()).toMatchObject([{ type: 'document.rejected' }]);
    expect(await world.rows(house)).toHaveLength(1);
  });

  test('that is not known yet holds nobody up who takes things in order, and is told when it is', async () => {
    const house = await world.house(1, { ...agreed(), ordered: true });
    const documentId = await comes(house, { at: new Date(world.needs.now().getTime() - 60_000) });
    await isRead(house, documentId, { state: 'accepted' }, true);
    await world.goOn(house, 60_000);
    const deliveries = await world.rows(house);
    const [result, shipment] = ['result', undefined].map((family) =>
      deliveries.find(({ subject }) => subject.message?.family === family),
    );
    expect(shipment?.state).toBe('delivered');
    expect(result).toMatchObject({ state: 'due', failure: expect.stringContaining(documentId) });
    world.world.forward(3_600_000);
    await isRead(house, documentId, { state: 'refused', problems: [{ detail: 'no' }] });
    await world.goOn(house, 120_000);
    expect((await world.rows(house)).every(({ state }) => state === 'delivered')).toBe(true);
  });

  test.each([
    ['where it is not agreed', { results: undefined }, {}],
    ['to who finds a file of it', {}, { way: 'sftp', toldByFile: true }],
    ['to who asks for it by the network', {}, { way: 'network' }],
  ] as const)('is told no %s', async (_, change, more) => {
    const house = await world.house(0, { ...agreed(), ...change });
    await isRead(house, await comes(house, more), { state: 'accepted' });
    await world.goOn(house);
    expect(await world.rows(house)).toEqual([]);
  });

  test('is not put to a repository that the partner is reached by meanwhile: a person is told', async () => {
    const house = await world.house(0, agreed());
    await isRead(house, await comes(house), { state: 'accepted' });
    const repository = { name: 'Medico', party: medico, channel: 'capture', url: receiver.url('epcis') };
    await approved(world.world.table.db, house.tenant, 'partner', 'medico', repository);
    await world.goOn(house);
    const failure = expect.stringContaining('no results are told');
    expect(await world.rows(house)).toMatchObject([{ state: 'rejected', failure }]);
    expect(receiver.received()).toEqual([]);
  });

  test('stands ready for a partner that fetches', async () => {
    const house = await world.house(0, { channel: 'portal', results: true });
    await isRead(house, await comes(house), { state: 'accepted' });
    await world.goOn(house);
    const { mailbox } = world;
    const { messages } = await mailbox.list(house.tenant, 'medico', 10);
    expect(messages).toMatchObject([{ fileName: expect.stringMatching(/^result-.+\.json$/) }]);
  });
});
