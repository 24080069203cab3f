import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OwnKey } from '#common/as2/decrypt-cms.ts';
import { type Disposition, errorOf, failureOf, processed } from '#common/as2/disposition.ts';
import { entityOf } from '#common/as2/message-head.ts';
import { type Mic, micOf } from '#common/as2/mic.ts';
import { isOpened, openMessage } from '#common/as2/open-message.ts';
import { writeReceipt } from '#common/as2/write-receipt.ts';
import { carryFor } from '#common/channels/at-the-door.ts';
import { freezeMessage } from '#common/freeze-message.ts';
import { deliveryQueueMessage } from '#shared/messages/queue-messages.ts';
import { refuse } from '#shared/refusal.ts';
import { startAnswering } from '../../test/kit/answering-server.ts';
import { type As2World, startAs2World } from '../../test/kit/as2-world.ts';
import { doorNeeds } from '../../test/kit/door-needs.ts';
import { signingCertificate } from '../../test/kit/signing-certificate.ts';
import { carryAs2 } from './carry-as2.ts';

let world: As2World;
let bert: OwnKey;
let other: OwnKey;
let peer: Awaited<ReturnType<typeof startPeer>>;
beforeAll(async () => {
  [bert, other] = await Promise.all([signingCertificate('rsa'), signingCertificate('rsa')]);
  [world, peer] = [await startAs2World(), await startPeer()];
});
afterAll(async () => {
  await peer.stop();
  await world.stop();
});
beforeEach(() => peer.reset());

type House = Awaited<ReturnType<As2World['house']>>;

interface Answer {
  readonly disposition?: Disposition;
  readonly signer?: 'bert' | 'other' | 'nobody';
  readonly mic?: 'wrong' | 'none';
  readonly messageId?: string;
  /** No receipt: a status, or the end of the connection. */
  readonly instead?: number | 'hang-up';
}

/** A partner's server that opens what comes, and answers as a test says. */
async function startPeer() {
  let house: House | undefined;
  let answer: Answer = {};
  let seen: { id: string; body: string; raw: Buffer; headers: Record<string, string> }[] = [];
  const receiptFor = (messageId: string, mic: Mic, { disposition = processed, signer = 'bert', ...more }: Answer) => {
    const told = more.mic === 'none' ? undefined : more.mic === 'wrong' ? micOf(Buffer.from('other'), 'sha-256') : mic;
    const receipt = { disposition, messageId: more.messageId ?? messageId, recipient: 'BERT', mic: told, text: 'ok' };
    const at = new Date('2026-03-01T10:00:00Z');
    const signers = { bert, other, nobody: undefined };
    const by = signers[signer];
    return writeReceipt(receipt, by && { signer: by, hash: 'sha256', at });
  };
  const server = await startAnswering(async (request, raw) => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const opened = openMessage(entityOf(headers, raw), { keys: [bert], certificates: [house?.certificate ?? ''] });
    if (!isOpened(opened)) throw new Error(opened.reason);
    const id = headers['message-id'] ?? '';
    seen.push({ id, body: opened.entity.body.toString(), raw, headers });
    if (answer.instead === 'hang-up') return 'hang-up';
    if (answer.instead !== undefined) return { status: answer.instead };
    const receipt = receiptFor(id, micOf(opened.checked, 'sha-256'), answer);
    return { status: 200, headers: receipt.headers, body: Buffer.from(receipt.body).toString('latin1') };
  });
  return {
    ...server,
    seen: () => seen,
    of: (next: House) => {
      house = next;
    },
    answers: (next: Answer) => {
      answer = next;
    },
    reset: () => {
      [seen, answer] = [[], {}];
    },
  };
}

const healths = () => doorNeeds(world.world.table).healths;

/** The partner fails so often. */
async function fails({ tenant }: House, times: number) {
  for (let i = 0; i < times; i++) {
    const slot = await healths().enter(tenant, 'bert', 4, world.needs.now(), 0);
    if ('turnedAway' in slot) throw new Error(slot.turnedAway);
    await healths().leave(slot, { failed: 'status 503' }, world.needs.now(), 0);
  }
}

/** A delivery that is written already, and the sender that brings it on until nothing is left to do, or `turns` were taken. */
async function aDelivery(house: House, id: string, over: Partial<As2World['needs']> = {}) {
  const { tenant } = house;
  const { deliveries, evidence } = world.world.needs;
  const own = { ...world.needs, ...doorNeeds(world.world.table), ...over };
  const needs = { ...own, deliveries, evidence, carriers: {}, wake: world.world.needs.wake };
  await deliveries.plan(
    { tenant, deliveryId: id, kind: 'delivery', partner: 'bert', subject: { eventIds: [] } },
    needs.now(),
  );
  const written = {
    requestId: id,
    method: 'POST' as const,
    path: '',
    headers: { 'content-type': 'application/xml' },
    body: Buffer.from('<a/>'),
  };
  const carry = carryAs2(needs);
  const run = carryFor(needs, 'as2', async (claim) => {
    if (claim.delivery.frozen === undefined) {
      await freezeMessage(needs, claim, async () => written);
      return { postponed: 'written', wait: 0 };
    }
    return carry(claim);
  });
  const row = async () => deliveries.get(tenant, id);
  return {
    row,
    turn: () => run({ tenant, deliveryId: id }),
    run: async (turns = 50) => {
      await run({ tenant, deliveryId: id });
      await world.world.drain((message) => run(v.parse(deliveryQueueMessage, message)), turns);
      return row();
    },
  };
}

let n = 0;
const started = async (settings: Parameters<As2World['house']>[2] = {}) => {
  const house = await world.house(bert, peer.url, settings);
  peer.of(house);
  return { house, delivery: await aDelivery(house, `delivery-${++n}`) };
};

describe('a delivery by AS2', () => {
  test('is delivered by a receipt that is signed and tells what was sent; its bytes are kept', async () => {
    const { delivery } = await started({ compress: true });
    const row = await delivery.run();
    expect(row).toMatchObject({ state: 'delivered' });
    expect(peer.seen()).toMatchObject([{ body: '<a/>', headers: { 'as2-to': 'BERT', 'as2-version': '1.1' } }]);
    const kept = await Promise.all((row?.evidence ?? []).map(({ key }) => world.needs.evidence.get(key)));
    const [sent, answered] = [kept[0], kept.at(-1)];
    expect(Buffer.from(sent ?? []).toString()).toBe('<a/>');
    expect(Buffer.from(answered ?? []).toString()).toContain('Original-Message-ID');
  });

  test('that a receipt calls a double has arrived before', async () => {
    const { delivery } = await started();
    const double = { type: 'processed', modifier: { kind: 'warning', words: 'duplicate-document' } } as const;
    peer.answers({ disposition: double, mic: 'none' });
    expect(await delivery.run()).toMatchObject({ state: 'delivered' });
  });

  test.each([
    ['an error', { disposition: errorOf('decryption-failed') }, 'processed/error: decryption-failed'],
    ['a failure', { disposition: failureOf('unsupported format') }, 'failed/failure: unsupported format'],
    ['another integrity check', { mic: 'wrong' as const }, 'other content'],
    ['no integrity check', { mic: 'none' as const }, 'without an integrity check'],
  ])('is rejected by %s, and not sent again', async (_, answer, reason) => {
    const { delivery } = await started();
    peer.answers(answer);
    expect(await delivery.run()).toMatchObject({ state: 'rejected', failure: expect.stringContaining(reason) });
    expect(peer.seen()).toHaveLength(1);
  });

  test.each([
    ['without a receipt', { instead: 200 }, 'without a receipt'],
    ['broken off', { instead: 'hang-up' as const }, 'ECONNRESET'],
    ['with a receipt that somebody else signed', { signer: 'other' as const }, 'no certificate of the partner'],
    ['with a receipt that nobody signed', { signer: 'nobody' as const }, 'not signed'],
    ['with the receipt of another message', { messageId: '<x@y>' }, 'another message'],
    ['with an error of the partner’s own', { disposition: errorOf('unexpected-processing-error') }, 'unexpected'],
  ])('%s goes again under the same Message-ID, encrypted anew, until it is acknowledged', async (_, given, reason) => {
    const { delivery } = await started();
    peer.answers(given);
    await delivery.turn();
    await delivery.turn();
    expect(await delivery.row()).toMatchObject({ state: 'due', failure: expect.stringContaining(reason) });
    peer.answers({});
    expect(await delivery.run()).toMatchObject({ state: 'delivered' });
    const [first, second] = peer.seen();
    expect(second?.id).toBe(first?.id);
    expect(second?.body).toBe(first?.body);
    expect(second?.raw.equals(first?.raw ?? Buffer.alloc(0))).toBe(false);
  });

  test('waits while the tenant has no identity, says what is missing, and goes once there is one', async () => {
    const { house } = await started();
    let made = false;
    const identityOf: typeof world.needs.identityOf = async (...asked) =>
      made ? world.needs.identityOf(...asked) : undefined;
    const delivery = await aDelivery(house, `delivery-${++n}`, { identityOf });
    await delivery.turn();
    await delivery.turn();
    expect(await delivery.row()).toMatchObject({
      state: 'due',
      failure: expect.stringContaining('no name and key for AS2 yet: POST /api/network/identity'),
    });
    expect(peer.seen()).toEqual([]);
    // It is our own lack, and no failure of the partner's.
    expect(await healths().get(house.tenant, 'bert')).toMatchObject({ failures: 0 });
    made = true;
    expect(await delivery.run()).toMatchObject({ state: 'delivered' });
  });

  test('may be on its way already where a repetition is answered 409', async () => {
    const { delivery } = await started();
    peer.answers({ instead: 'hang-up' });
    await delivery.turn();
    await delivery.turn();
    peer.answers({ instead: 409 });
    world.world.forward(3_600_000);
    await delivery.turn();
    expect(await delivery.row()).toMatchObject({ state: 'due', failure: 'status 409' });
    peer.answers({});
    expect(await delivery.run()).toMatchObject({ state: 'delivered' });
  });

  test('is refused by 409 at the first time', async () => {
    const { delivery } = await started();
    peer.answers({ instead: 409 });
    expect(await delivery.run()).toMatchObject({ state: 'rejected', failure: 'status 409' });
  });

  test('is not sent while the installation does not know its address', async () => {
    const { house, delivery } = await started({ mdn: 'async' });
    const channel = await world.channel(house.tenant, { receiptUrl: '' });
    const message = { id: 'm', fileName: 'm.xml', contentType: 'application/xml', headers: {}, body: Buffer.from('x') };
    expect((await channel.send(message, AbortSignal.timeout(5_000))).verdict).toMatchObject({ verdict: 'stopped' });
    expect(peer.seen()).toEqual([]);
    await delivery.row();
  });

  test('waits while the partnership is suspended, and counts no try', async () => {
    const { house } = await started();
    const refusal = refuse('not-permitted', 'the partnership with bert is suspended');
    const door = doorNeeds(world.world.table);
    const see: typeof door.see = async (...of) => ({
      ...(await door.see(...of)),
      barred: { refusal, hasEnded: false },
    });
    const delivery = await aDelivery(house, `delivery-${++n}`, { may: async () => refusal, ...{ see } });
    await delivery.turn();
    world.world.forward(72 * 3_600_000);
    await delivery.turn();
    expect(await delivery.row()).toMatchObject({
      state: 'due',
      attempts: 0,
      failure: expect.stringContaining('suspended'),
    });
    expect(peer.seen()).toEqual([]);
  });

  test('waits as well where the partnership is suspended after it was let in', async () => {
    const { house } = await started();
    const may = async () => refuse('not-permitted', 'the partnership with bert is suspended');
    const delivery = await aDelivery(house, `delivery-${++n}`, { may });
    await delivery.turn();
    world.world.forward(3_600_000);
    await delivery.turn();
    expect(await delivery.row()).toMatchObject({ state: 'due', failure: expect.stringContaining('suspended') });
    expect(peer.seen()).toEqual([]);
  });
});

describe('a receipt that comes by itself', () => {
  const tell = async (house: House) => {
    const [{ id = '', headers = {}, raw = Buffer.alloc(0) } = {}] = peer.seen();
    const opened = openMessage(entityOf(headers, raw), { keys: [bert], certificates: [house.certificate] });
    const mic = isOpened(opened) ? micOf(opened.checked, 'sha-256') : undefined;
    const receipt = { disposition: processed, messageId: id, recipient: 'BERT', mic, text: 'ok' };
    const written = writeReceipt(receipt, { signer: bert, hash: 'sha256', at: new Date('2026-03-01T10:00:00Z') });
    const names = { 'AS2-From': 'BERT', 'AS2-To': house.as2Id, 'Message-ID': '<r@bert>' };
    const sent = { method: 'POST', headers: { ...names, ...written.headers }, body: Buffer.from(written.body) };
    return (await fetch(headers['receipt-delivery-option'] ?? '', sent)).status;
  };

  test('wakes its delivery at once, which is delivered then', async () => {
    const { house, delivery } = await started({ mdn: 'async' });
    peer.answers({ instead: 202 });
    await delivery.turn();
    await delivery.turn();
    await delivery.turn();
    expect(await delivery.row()).toMatchObject({ state: 'sent' });
    expect(await tell(house)).toBe(200);
    const before = world.needs.now();
    await delivery.turn();
    expect(await delivery.row()).toMatchObject({ state: 'delivered' });
    expect(world.needs.now()).toEqual(before);
    expect(peer.seen()).toHaveLength(1);
  });

  test('calls the next of a partner that takes documents in order', async () => {
    const house = await world.house(bert, peer.url, { mdn: 'async' });
    peer.of(house);
    peer.answers({ instead: 202 });
    const door = doorNeeds(world.world.table);
    const see: typeof door.see = async (...asked) => {
      const { partner, ...seen } = await door.see(...asked);
      return { ...seen, partner: partner && { ...partner, ordered: true } };
    };
    const over = { ...world.needs, see };
    const [first, second] = [
      await aDelivery(house, `delivery-${++n}`, over),
      await aDelivery(house, `delivery-${++n}`, over),
    ];
    for (let i = 0; i < 3; i++) await first.turn();
    world.world.forward(1);
    await second.turn();
    expect(await second.row()).toMatchObject({ attempts: 0, failure: 'waits for what goes before it' });
    expect(await tell(house)).toBe(200);
    await first.turn();
    // It is written, and sent.
    for (let i = 0; i < 2; i++) await second.turn();
    expect(await first.row()).toMatchObject({ state: 'delivered' });
    expect(await second.row()).toMatchObject({ state: 'sent', attempts: 1 });
  });

  test('and is here when its message is to go again is read, and the partner not asked', async () => {
    const { house } = await started({ mdn: 'async' });
    peer.answers({ instead: 202 });
    const channel = await world.channel(house.tenant);
    const message = { id: 'm', fileName: 'm.xml', contentType: 'application/xml', headers: {}, body: Buffer.from('x') };
    const send = () => channel.send(message, AbortSignal.timeout(5_000));
    const first = await send();
    expect(first).toMatchObject({ verdict: { verdict: 'received' } });
    expect(first.askedNobody).toBeUndefined();
    expect(await tell(house)).toBe(200);
    expect(await send()).toMatchObject({ verdict: { verdict: 'acknowledged' }, askedNobody: true });
    expect(peer.seen()).toHaveLength(1);
  });

  test('says while it is out nothing of how the partner answers', async () => {
    const { house, delivery } = await started({ mdn: 'async' });
    peer.answers({ instead: 202 });
    for (let i = 0; i < 3; i++) await delivery.turn();
    await fails(house, 4);
    world.world.forward(2 * 3_600_000);
    await delivery.turn();
    expect(await delivery.row()).toMatchObject({ state: 'sent' });
    expect(await healths().get(house.tenant, 'bert')).toMatchObject({ failures: 4 });
  });

  test('is heard while the partner is spared, and leaves it spared', async () => {
    const { house, delivery } = await started({ mdn: 'async' });
    peer.answers({ instead: 202 });
    for (let i = 0; i < 3; i++) await delivery.turn();
    await fails(house, 5);
    expect(await tell(house)).toBe(200);
    await delivery.turn();
    expect(await delivery.row()).toMatchObject({ state: 'delivered' });
    expect(await healths().get(house.tenant, 'bert')).toMatchObject({ failures: 5 });
  });

  test('and never comes: the message is sent again every six hours, under the same Message-ID, and parked after a day', async () => {
    const { delivery } = await started({ mdn: 'async' });
    peer.answers({ instead: 202 });
    const begun = world.needs.now().getTime();
    const hours = () => Math.floor((world.needs.now().getTime() - begun) / 3_600_000);
    const sentAfter: number[] = [];
    await delivery.turn();
    for (let looks = 0; looks < 200 && (await delivery.row())?.state !== 'parked'; looks++) {
      world.world.forward(720_000);
      await delivery.turn();
      if (peer.seen().length > sentAfter.length) sentAfter.push(hours());
    }
    expect(sentAfter).toEqual([0, 6, 12, 18]);
    expect(hours()).toBe(24);
    expect((await delivery.row())?.failure).toBe('no receipt came within 6 hours');
    expect(new Set(peer.seen().map(({ id }) => id)).size).toBe(1);
  });
});
