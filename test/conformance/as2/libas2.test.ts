import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OwnKey } from '../../../functions/common/as2/decrypt-cms.ts';
import { writeEntity } from '../../../functions/common/as2/mime.ts';
import { makeCertificate } from '../../../functions/common/as2/own-certificate.ts';
import type { As2Settings } from '../../../shared/network/channel-settings.ts';
import { startAnswering } from '../../kit/answering-server.ts';
import { type As2World, startAs2World } from '../../kit/as2-world.ts';
import { libas2 } from '../../kit/libas2.ts';

const library = libas2();
const xml = '<?xml version="1.0"?>\n<epcis:EPCISDocument>\r\n<a/>\n</epcis:EPCISDocument>\n';

let world: As2World;
let peer: Awaited<ReturnType<typeof startPeer>>;
let bert: OwnKey;
let other: OwnKey;

beforeAll(async () => {
  const at = new Date('2026-01-01T00:00:00Z');
  [bert, other] = await Promise.all([makeCertificate('Bert', at), makeCertificate('Other', at)]);
  [world, peer] = [await startAs2World(), await startPeer()];
});
afterAll(async () => {
  await peer.stop();
  await world.stop();
});
beforeEach(() => peer.reset());

type Covers = Pick<As2Settings, 'sign' | 'encrypt'>;
const signed: Covers = { sign: 'sha-256', encrypt: 'none' };
const sealed: Covers = { sign: 'sha-256', encrypt: 'aes256-cbc' };
const plain: Covers = { sign: 'none', encrypt: 'none' };

/** What libas2 is told of both sides. */
function agreement(house: { as2Id: string; certificate: string }, { sign, encrypt }: Covers, own = bert) {
  const signing: false | Exclude<Covers['sign'], 'none'> = sign === 'none' ? false : sign;
  return {
    host: {
      role: 'host' as const,
      name: 'Bert',
      id: 'BERT',
      url: new URL('http://127.0.0.1/bert'),
      certificate: new library.PemFile(own.certificate),
      privateKey: new library.PemFile(own.key),
      sign: signing,
      decrypt: encrypt !== 'none',
      mdn: { async: false, signing: signing || ('sha-256' as const) },
    },
    partner: {
      role: 'partner' as const,
      name: 'Acme',
      id: house.as2Id,
      url: new URL(world.door.url),
      file: 'XML',
      certificate: new library.PemFile(house.certificate),
      encrypt: encrypt === 'none' ? (false as const) : ('aes256-CBC' as const),
      verify: signing !== false,
      mdn: { async: false, signing: signing },
    },
  };
}

/** A receiver whose words are libas2's. */
async function startPeer() {
  let received: { headers: IncomingMessage['headers']; content: string }[] = [];
  let as: ReturnType<typeof agreement> | undefined;
  const server = await startAnswering(async ({ rawHeaders, headers }, body) => {
    if (as === undefined) return { status: 503 };
    const pairs = rawHeaders.flatMap((name, n) => (n % 2 === 0 ? [[name, rawHeaders[n + 1] ?? ''] as const] : []));
    const message = await library.AS2Parser.parse(writeEntity(Object.fromEntries(pairs), body));
    const { contentNode, dispositionNode } = await message.dispositionOut({ agreement: as });
    received.push({ headers, content: String(contentNode?.content ?? '') });
    const answer = await dispositionNode.buildObject();
    const told = Object.entries(answer.headers).map(([name, value]) => [name, String(value).replace(/\s+/g, ' ')]);
    return { status: 200, headers: Object.fromEntries(told), body: answer.body };
  });
  return {
    ...server,
    received: () => received,
    answersAs: (next: typeof as) => {
      as = next;
    },
    reset: () => {
      received = [];
      as = undefined;
    },
  };
}

const message = (id: string, text = xml) => ({
  id,
  fileName: `${id}.xml`,
  contentType: 'application/xml; charset=utf-8',
  headers: {},
  body: Buffer.from(text),
});
const signal = () => AbortSignal.timeout(10_000);

describe('what we send to libas2', () => {
  test.each([
    ['signed', signed],
    ['signed and encrypted', sealed],
    ['plain', plain],
    ['signed with SHA-512', { sign: 'sha-512', encrypt: 'aes128-cbc' } as const],
  ])('%s arrives, and its receipt acknowledges it', async (_, covers) => {
    const house = await world.house(bert, peer.url, covers);
    peer.answersAs(agreement(house, covers));
    const channel = await world.channel(house.tenant);
    const { verdict, answer } = await channel.send(message('m1'), signal());
    expect(verdict).toEqual({ verdict: 'acknowledged' });
    // Its parser counts the line end before a boundary to the content.
    expect(peer.received().map(({ content }) => content.trimEnd())).toEqual([xml.trimEnd()]);
    expect(Buffer.from(answer?.body ?? []).toString('latin1')).toContain('disposition-notification');
  });

  test('sent again it has the same Message-ID, and other messages have others', async () => {
    const house = await world.house(bert, peer.url, sealed);
    peer.answersAs(agreement(house, sealed));
    const channel = await world.channel(house.tenant);
    for (const id of ['m1', 'm1', 'm2']) await channel.send(message(id), signal());
    const [first, again, second] = peer.received().map(({ headers }) => headers['message-id']);
    expect([first === again, first === second]).toEqual([true, false]);
  });

  test('that it cannot verify or read is rejected with its words', async () => {
    const house = await world.house(bert, peer.url, signed);
    peer.answersAs(agreement({ ...house, certificate: other.certificate }, signed));
    const strange = await (await world.channel(house.tenant)).send(message('m1'), signal());
    expect(strange.verdict).toEqual({ verdict: 'rejected', reason: expect.stringMatching(/^failed\/failure/) });
    const elsewhere = await world.house(other, peer.url, {
      ...sealed,
      certificates: [other.certificate, bert.certificate],
    });
    peer.answersAs(agreement(elsewhere, sealed));
    const unread = await (await world.channel(elsewhere.tenant)).send(message('m1'), signal());
    expect(unread.verdict).toMatchObject({ verdict: 'rejected' });
  });

  test('is not delivered by a receipt that somebody else signed, or nobody', async () => {
    const house = await world.house(bert, peer.url, signed);
    const channel = await world.channel(house.tenant);
    peer.answersAs(agreement(house, signed, other));
    const wrong = await channel.send(message('m1'), signal());
    expect(wrong.verdict).toMatchObject({
      verdict: 'retry',
      failure: 'ambiguous',
      reason: expect.stringContaining('no certificate of the partner'),
    });
    const unsigned = agreement(house, signed);
    peer.answersAs({ ...unsigned, partner: { ...unsigned.partner, mdn: { async: false, signing: false } } });
    const none = await channel.send(message('m1'), signal());
    expect(none.verdict).toMatchObject({
      verdict: 'retry',
      failure: 'ambiguous',
      reason: expect.stringContaining('not signed'),
    });
  });
});

/** Sends as libas2 does and reads the receipt with it. */
async function theySend(
  house: { as2Id: string; certificate: string },
  covers: Covers,
  change: { own?: OwnKey; to?: OwnKey; alter?: (text: string) => string } = {},
) {
  const as = agreement({ ...house, ...(change.to && { certificate: change.to.certificate }) }, covers, change.own);
  const composer = new library.AS2Composer({
    message: { filename: 'shipment.xml', content: xml, contentType: 'application/xml' },
    agreement: as,
  });
  const node = await composer.compile();
  const { headers, body } = await node.buildObject();
  const told = Object.entries(headers).map(([name, value]) => [name, String(value).replace(/\s+/g, ' ')]);
  const response = await fetch(world.door.url, {
    method: 'POST',
    headers: Object.fromEntries(told),
    body: (change.alter ?? ((text) => text))(body),
  });
  const receipt = writeEntity(Object.fromEntries(response.headers), Buffer.from(await response.arrayBuffer()));
  const answer = await library.AS2Parser.parse(receipt);
  const isSigned = String(response.headers.get('content-type')).startsWith('multipart/signed');
  const disposition = await answer.dispositionIn(isSigned ? { cert: house.certificate } : undefined);
  const { disposition: verdict, receivedContentMic, originalMessageId } = disposition.notification;
  return { node, isSigned, verdict, mic: receivedContentMic, isOfIt: originalMessageId === node.messageId() };
}

describe('what libas2 sends to us', () => {
  test.each([
    ['signed', signed],
    ['signed and encrypted', sealed],
    ['plain', plain],
  ])('%s is kept to the byte, and libas2 accepts the receipt', async (_, covers) => {
    const house = await world.house(bert, peer.url, covers);
    const { verdict, isSigned, isOfIt } = await theySend(house, covers);
    expect(verdict).toMatchObject({ type: 'automatic-action', processed: true });
    expect(verdict.description).toBeUndefined();
    expect([isSigned, isOfIt]).toEqual([true, true]);
    const [document, ...more] = await world.received(house.tenant);
    expect(more).toEqual([]);
    expect(document).toMatchObject({ partner: 'bert', way: 'as2', fileName: 'shipment.xml', state: 'received' });
    expect(document?.body.toString().replaceAll('\r\n', '\n')).toBe(xml.replaceAll('\r\n', '\n'));
  });

  test('has the integrity check that libas2 itself finds', async () => {
    const house = await world.house(bert, peer.url, signed);
    const { node, mic } = await theySend(house, signed);
    const own = await library.AS2Crypto.verify(node, { cert: bert.certificate }, true);
    expect(mic).toEqual({ mic: own.digest.toString('base64'), algorithm: 'sha-256' });
  });

  test('with a signature of somebody else, none at all, or for another key is refused, and nothing is kept', async () => {
    const house = await world.house(bert, peer.url, signed);
    const told = async (...of: Parameters<typeof theySend>) => {
      const { description } = (await theySend(...of)).verdict;
      return `${description?.type} ${description?.text}`;
    };
    expect(await told(house, signed, { own: other })).toContain('error: authentication-failed');
    expect(await told(house, plain)).toContain('error: insufficient-message-security');
    expect(await told(house, sealed, { to: other })).toContain('error: decryption-failed');
    const alter = (text: string) => text.replace('PD94bWwg', 'PD94bWxg');
    expect(await told(house, signed, { alter })).toContain('error: integrity-check-failed');
    expect(await told({ ...house, as2Id: 'NOBODY' }, signed)).toContain('error: authentication-failed');
    expect(await world.received(house.tenant)).toEqual([]);
  });
});
