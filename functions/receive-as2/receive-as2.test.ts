import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OwnKey } from '#common/as2/decrypt-cms.ts';
import { processed, tellDisposition } from '#common/as2/disposition.ts';
import { entityOf } from '#common/as2/message-head.ts';
import { micOf } from '#common/as2/mic.ts';
import { isOpened, openMessage } from '#common/as2/open-message.ts';
import { readReceipt } from '#common/as2/read-receipt.ts';
import { type Covers, sealMessage } from '#common/as2/seal-message.ts';
import { writeReceipt } from '#common/as2/write-receipt.ts';
import { refuse } from '#shared/refusal.ts';
import { startAnswering } from '../../test/kit/answering-server.ts';
import { type As2World, startAs2World } from '../../test/kit/as2-world.ts';
import { signingCertificate } from '../../test/kit/signing-certificate.ts';
import { receiveAs2 } from './receive-as2.ts';

let world: As2World;
let bert: OwnKey;
let other: OwnKey;
beforeAll(async () => {
  world = await startAs2World();
  [bert, other] = await Promise.all([signingCertificate('rsa'), signingCertificate('rsa')]);
});
afterAll(() => world.stop());

const xml = Buffer.from('<epcis:EPCISDocument/>');
type House = Awaited<ReturnType<As2World['house']>>;

interface Sending {
  readonly id?: string;
  readonly from?: string;
  readonly to?: string;
  readonly body?: Uint8Array;
  readonly covers?: Partial<Covers>;
  readonly headers?: Record<string, string>;
}

const wanted = {
  'disposition-notification-to': 'bert@example.com',
  'disposition-notification-options':
    'signed-receipt-protocol=optional, pkcs7-signature; signed-receipt-micalg=optional, sha-256',
};
const by = (signer: OwnKey) => ({ signer, hash: 'sha256' as const, at: new Date('2026-03-01T10:00:00Z') });

function messageOf(
  house: House,
  { id = '<1@bert>', from = 'BERT', to = house.as2Id, body = xml, covers, headers = wanted }: Sending,
) {
  const payload = { contentType: 'application/xml', fileName: 'shipment.xml', body };
  const sealed = sealMessage(payload, { compress: false, sign: by(bert), ...covers });
  const lower = Object.fromEntries(Object.entries(sealed.headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { headers: { 'as2-from': from, 'as2-to': to, 'message-id': id, ...headers, ...lower }, sealed };
}

async function send(house: House, sending: Sending = {}) {
  const { headers, sealed } = messageOf(house, sending);
  const response = await fetch(world.door.url, { method: 'POST', headers, body: Buffer.from(sealed.body) });
  const answer = Buffer.from(await response.arrayBuffer());
  const entity = entityOf(Object.fromEntries(response.headers), answer);
  const opened = openMessage(entity, { keys: [], certificates: [house.certificate] });
  const receipt = isOpened(opened) ? readReceipt(opened.entity) : undefined;
  return {
    status: response.status,
    text: answer.toString(),
    told: receipt && tellDisposition(receipt.disposition),
    signed: isOpened(opened) && opened.signed !== undefined,
    mic: receipt?.mic,
    own: micOf(sealed.checked, 'sha-256'),
  };
}

const quiet = 'http://127.0.0.1:9/as2';

describe('a document by AS2', () => {
  test('is kept with what proves its origin before a signed receipt tells of it', async () => {
    const house = await world.house(bert, quiet);
    const encrypt = { certificate: house.certificate, cipher: 'aes256-cbc' as const };
    const { status, told, signed, mic, own } = await send(house, { covers: { encrypt, compress: true } });
    expect([status, told, signed, mic]).toEqual([200, 'processed', true, own]);
    const [document] = await world.received(house.tenant);
    expect(document).toMatchObject({
      partner: 'bert',
      way: 'as2',
      senderId: '<1@bert>',
      fileName: 'shipment.xml',
      contentType: 'application/xml',
    });
    expect(document?.body).toEqual(xml);
    const [proof = '', receipt = ''] = document?.evidence ?? [];
    const text = async (key: string) => Buffer.from((await world.needs.evidence.get(key)) ?? []).toString('latin1');
    expect(await text(proof)).toContain('multipart/signed');
    expect(await text(receipt)).toContain('disposition-notification');
  });

  test('that comes again is kept once and receipted as at the first time', async () => {
    const house = await world.house(bert, quiet);
    const [first, again] = [await send(house), await send(house)];
    expect([first.told, again.told, again.mic]).toEqual(['processed', 'processed', first.mic]);
    expect(await world.received(house.tenant)).toHaveLength(1);
  });

  test('that comes at once many times is kept once', async () => {
    const house = await world.house(bert, quiet);
    const told = await Promise.all([1, 2, 3, 4, 5].map(() => send(house)));
    expect(told.map((one) => one.told)).toEqual(Array(5).fill('processed'));
    expect(await world.received(house.tenant)).toHaveLength(1);
  });

  test('is not taken under the Message-ID of another, and the first stays', async () => {
    const house = await world.house(bert, quiet);
    await send(house);
    const { told } = await send(house, { body: Buffer.from('<other/>') });
    expect(told).toBe('processed/error: unexpected-processing-error');
    expect((await world.received(house.tenant)).map(({ body }) => body)).toEqual([xml]);
  });

  test('with the same content under another Message-ID is told to be a double', async () => {
    const house = await world.house(bert, quiet);
    await send(house);
    for (const time of ['first', 'again'])
      expect([time, (await send(house, { id: '<2@bert>' })).told]).toEqual([
        time,
        'processed/warning: duplicate-document',
      ]);
    const told = await Promise.all((await world.received(house.tenant)).map(({ evidence }) => receiptIn(evidence)));
    expect(told.toSorted()).toEqual(['processed', 'processed/warning: duplicate-document']);
  });

  /** What the receipt says that is kept with a document, the only one. */
  async function receiptIn(evidence: readonly string[] = []) {
    const keys = evidence.filter((key) => key.includes('receipt.eml'));
    expect(keys).toHaveLength(1);
    const text = Buffer.from((await world.needs.evidence.get(keys[0] ?? '')) ?? []).toString('latin1');
    return /^Disposition: automatic-action\/MDN-sent-automatically; (.+?)\r?$/im.exec(text)?.[1];
  }

  test('has no receipt when none is wanted', async () => {
    const house = await world.house(bert, quiet);
    expect(await send(house, { headers: {} })).toMatchObject({ status: 200, text: '""' });
    const refused = await send(house, { id: '<2@bert>', headers: {}, covers: { sign: by(other) } });
    expect(refused).toMatchObject({ status: 400, text: expect.stringContaining('authentication-failed') });
    expect(await world.received(house.tenant)).toHaveLength(1);
  });

  test('encrypted for an earlier key is read until that key is ended', async () => {
    const house = await world.house(bert, quiet);
    const encrypt = { certificate: house.certificate, cipher: 'aes128-cbc' as const };
    const { tenant, as2Id } = house;
    await world.make(tenant, { as2Id });
    expect((await send(house, { covers: { encrypt } })).status).toBe(200);
    expect(await world.received(tenant)).toHaveLength(1);
    await world.end(tenant, 1);
    await send(house, { id: '<2@bert>', body: Buffer.from('<b/>'), covers: { encrypt } });
    expect(await world.received(tenant)).toHaveLength(1);
  });
});

describe('is refused by a receipt, and leaves nothing:', () => {
  const told = async (sending: Sending, settings = {}) => {
    const house = await world.house(bert, quiet, settings);
    const answer = await send(house, sending);
    expect(await world.received(house.tenant)).toEqual([]);
    return answer.told;
  };

  test('a signature of somebody else, or none where the partner signs', async () => {
    expect(await told({ covers: { sign: by(other) } })).toBe('processed/error: authentication-failed');
    expect(await told({ covers: { sign: undefined } })).toBe('processed/error: insufficient-message-security');
  });

  test('either of both under an encryption, in the same words as what cannot be decrypted: nobody learns whether it could', async () => {
    const house = await world.house(bert, quiet);
    const encrypt = { certificate: house.certificate, cipher: 'aes256-cbc' as const };
    for (const sign of [by(other), undefined]) {
      const { told } = await send(house, { covers: { sign, encrypt } });
      expect(told).toBe('processed/error: decryption-failed');
    }
    expect(await world.received(house.tenant)).toEqual([]);
  });

  test('an encryption for somebody else', async () => {
    const encrypt = { certificate: other.certificate, cipher: 'aes256-cbc' as const };
    expect(await told({ covers: { encrypt } })).toBe('processed/error: decryption-failed');
  });

  test('a required integrity check by a hash that nobody knows', async () => {
    const headers = {
      ...wanted,
      'disposition-notification-options':
        'signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, gost',
    };
    expect(await told({ headers })).toBe('failed/failure: unsupported MIC-algorithms');
  });

  test('a sender and a receiver that nobody knows, who cannot be told from each other', async () => {
    expect(await told({ from: 'NOBODY' })).toBe('processed/error: authentication-failed');
    expect(await told({ to: 'NOBODY' })).toBe('processed/error: authentication-failed');
  });

  test('what is no AS2 at all, or too large', async () => {
    const house = await world.house(bert, quiet);
    expect((await fetch(world.door.url, { method: 'POST', body: 'x' })).status).toBe(400);
    expect((await send(house, { id: `<${'x'.repeat(500)}@bert>` })).status).toBe(400);
    const { status, text } = await send(house, { body: Buffer.alloc(4_600_000, 'x') });
    expect([status, text]).toEqual([413, expect.stringContaining('4.5 MB')]);
    expect(await world.received(house.tenant)).toEqual([]);
  });
});

test('a document of a partner whose partnership is suspended is not taken', async () => {
  const house = await world.house(bert, quiet);
  const may = async () => refuse('not-permitted', 'the partnership with bert is suspended');
  const { headers, sealed } = messageOf(house, {});
  const reply = await receiveAs2({ ...world.needs, may })(headers, sealed.body);
  expect(reply.body).toContain('processed/error: unexpected-processing-error');
  expect(await world.received(house.tenant)).toEqual([]);
});

test('a document that cannot be kept has no receipt, so that its sender sends it again', async () => {
  const house = await world.house(bert, quiet);
  const receive = receiveAs2({ ...world.needs, keep: () => Promise.reject(new Error('the bucket is away')) });
  const { headers, sealed } = messageOf(house, {});
  await expect(receive(headers, sealed.body)).rejects.toThrow('the bucket is away');
});

describe('a receipt that is to come by itself', () => {
  const asking = (url: string) => ({ ...wanted, 'receipt-delivery-option': url });

  test('is owed once the document is kept, and sent until it arrives', async () => {
    let up = false;
    const arrived: Buffer[] = [];
    const server = await startAnswering(async (_, body) => {
      if (up) arrived.push(body);
      return { status: up ? 200 : 503 };
    });
    const house = await world.house(bert, quiet);
    const { status, told } = await send(house, { headers: asking(server.url) });
    expect([status, told]).toEqual([202, undefined]);
    expect(await world.received(house.tenant)).toHaveLength(1);
    await world.tellOwed();
    expect(arrived).toEqual([]);
    up = true;
    await world.tellOwed();
    await world.tellOwed();
    expect(arrived).toHaveLength(1);
    expect(String(arrived[0])).toContain('processed');
    await server.stop();
  });

  test('is not sent where nothing is sent to, and the document is not taken', async () => {
    const house = await world.house(bert, quiet);
    const { told } = await send(house, { headers: asking('http://10.0.0.1/as2') });
    expect(told).toBe('processed/error: unexpected-processing-error');
    expect(await world.received(house.tenant)).toEqual([]);
  });

  test('is given in the answer to whoever did not prove to be the partner: nobody else has us call somebody', async () => {
    const house = await world.house(bert, quiet);
    const { status, told } = await send(house, {
      headers: asking('http://127.0.0.1:7/elsewhere'),
      covers: { sign: by(other) },
    });
    expect([status, told]).toEqual([200, 'processed/error: authentication-failed']);
  });

  test('is not sent to the partner’s own server either for who did not prove to be the partner', async () => {
    const house = await world.house(bert, quiet);
    const { status } = await send(house, { headers: asking(`${quiet}/any`), covers: { sign: by(other) } });
    expect(status).toBe(200);
    expect(await owed(house)).toEqual([]);
  });

  test('goes for a partner that signs nothing to its own server alone', async () => {
    const house = await world.house(bert, quiet, { sign: 'none' });
    const covers = { sign: undefined };
    expect((await send(house, { headers: asking('http://127.0.0.1:7/elsewhere'), covers })).status).toBe(200);
    expect(await owed(house)).toEqual([]);
    expect((await send(house, { id: '<2@bert>', headers: asking(`${quiet}/mdn`), covers })).status).toBe(202);
    expect(await owed(house)).toHaveLength(1);
  });

  test('and is owed stays owed, whatever else comes under its Message-ID', async () => {
    const house = await world.house(bert, quiet);
    await send(house, { headers: asking(quiet) });
    await send(house, { headers: asking(quiet), body: Buffer.from('<other/>') });
    const said = (await owed(house)).map(({ body }) => Buffer.from(body, 'base64').toString());
    expect(said).toHaveLength(2);
    expect(said.filter((text) => text.includes('unexpected-processing-error'))).toHaveLength(1);
  });
});

/** The receipts that are owed to a tenant's partners, of those that somebody was woken for. */
async function owed({ tenant }: House) {
  const ids = new Set<string>();
  for (const message of world.woken)
    if (typeof message === 'object' && message !== null && 'receipt' in message && 'tenant' in message)
      if (message.tenant === tenant) ids.add(String(message.receipt));
  const claimed = await Promise.all([...ids].map((id) => world.needs.owed.claim(tenant, id, world.needs.now())));
  return claimed.flatMap((one) => one?.owed ?? []);
}

describe('a receipt of what we sent', () => {
  const sendReceipt = async (house: House, messageId: string, signer: OwnKey | undefined, checked: Uint8Array) => {
    const receipt = {
      disposition: processed,
      messageId,
      recipient: 'BERT',
      mic: micOf(checked, 'sha-256'),
      text: 'ok',
    };
    const { headers, body } = writeReceipt(receipt, signer && by(signer));
    const names = { 'AS2-From': 'BERT', 'AS2-To': house.as2Id, 'Message-ID': '<r@bert>' };
    const response = await fetch(world.door.url, {
      method: 'POST',
      headers: { ...names, ...headers },
      body: Buffer.from(body),
    });
    return response.status;
  };

  test('that comes by itself settles the message, once it is signed by the partner, and the first one counts', async () => {
    let checked: Buffer = Buffer.alloc(0);
    let messageId = '';
    const house = await world.house(bert, quiet, { mdn: 'async', encrypt: 'none' });
    const server = await startAnswering(async ({ headers }, body) => {
      messageId = String(headers['message-id']);
      const told = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
      const opened = openMessage(entityOf(told, body), { keys: [], certificates: [house.certificate] });
      if (isOpened(opened)) checked = Buffer.from(opened.checked);
      return { status: 202 };
    });
    await house.moveTo(server.url);
    const channel = await world.channel(house.tenant);
    const message = { id: 'm1', fileName: 'm1.xml', contentType: 'application/xml', headers: {}, body: xml };
    const signal = AbortSignal.timeout(5_000);
    const { verdict } = await channel.send(message, signal);
    expect(verdict).toEqual({ verdict: 'received', receipt: messageId });
    const ask = async () => (await channel.ask?.(messageId, message, signal))?.verdict;
    expect(await ask()).toMatchObject({ verdict: 'pending' });
    expect(await sendReceipt(house, messageId, other, checked)).toBe(403);
    expect(await sendReceipt(house, messageId, undefined, checked)).toBe(403);
    expect(await sendReceipt(house, '<another@id>', bert, checked)).toBe(404);
    expect(await ask()).toMatchObject({ verdict: 'pending' });
    expect(await sendReceipt(house, messageId, bert, checked)).toBe(200);
    expect(await ask()).toEqual({ verdict: 'acknowledged' });
    expect(world.woken).toContainEqual({ tenant: house.tenant, deliveryId: 'd1' });
    expect(await sendReceipt(house, messageId, bert, Buffer.from('other content'))).toBe(200);
    expect(await ask()).toEqual({ verdict: 'acknowledged' });
    // What is sent again because nobody knew better has been answered.
    expect((await channel.send(message, signal)).verdict).toEqual({ verdict: 'acknowledged' });
    await server.stop();
  });

  test('must be signed where the message was, though less has been agreed since', async () => {
    const server = await startAnswering(async () => ({ status: 200 }));
    const house = await world.house(bert, server.url, { mdn: 'async' });
    const channel = await world.channel(house.tenant);
    const message = { id: 'm3', fileName: 'm3.xml', contentType: 'application/xml', headers: {}, body: xml };
    const signal = AbortSignal.timeout(5_000);
    const { verdict } = await channel.send(message, signal);
    const messageId = 'receipt' in verdict ? verdict.receipt : '';
    await house.moveTo(server.url, { sign: 'none' });
    expect(await sendReceipt(house, messageId, undefined, xml)).toBe(403);
    expect((await channel.ask?.(messageId, message, signal))?.verdict).toMatchObject({ verdict: 'pending' });
    await server.stop();
  });

  test('of other content than was sent is no delivery', async () => {
    const server = await startAnswering(async () => ({ status: 200 }));
    const house = await world.house(bert, server.url, { mdn: 'async' });
    const channel = await world.channel(house.tenant);
    const message = { id: 'm2', fileName: 'm2.xml', contentType: 'application/xml', headers: {}, body: xml };
    const signal = AbortSignal.timeout(5_000);
    const { verdict } = await channel.send(message, signal);
    const messageId = 'receipt' in verdict ? verdict.receipt : '';
    expect(await sendReceipt(house, messageId, bert, Buffer.from('other content'))).toBe(200);
    const asked = await channel.ask?.(messageId, message, signal);
    expect(asked?.verdict).toMatchObject({ verdict: 'rejected', reason: expect.stringContaining('other content') });
    await server.stop();
  });
});

test('whoever only knows a name has the partners of its tenant read once in a while, and no key opened', async () => {
  const house = await world.house(bert, quiet);
  const asked = { partners: 0, keys: 0 };
  const { registry, identityOf } = world.needs;
  const receive = receiveAs2({
    ...world.needs,
    registry: {
      ...registry,
      partners: (tenant) => {
        asked.partners++;
        return registry.partners(tenant);
      },
    },
    identityOf: (tenant, at) => {
      asked.keys++;
      return identityOf(tenant, at);
    },
  });
  const write = async (from: string) => {
    const { headers, sealed } = messageOf(house, { from });
    return receive(headers, sealed.body);
  };
  for (let n = 0; n < 10; n++) await write(`NOBODY-${n}`);
  expect(asked).toEqual({ partners: 1, keys: 0 });
  await write('BERT');
  expect(asked).toEqual({ partners: 1, keys: 1 });
  world.world.forward(60_000);
  await write('NOBODY');
  expect(asked).toEqual({ partners: 2, keys: 1 });
});
