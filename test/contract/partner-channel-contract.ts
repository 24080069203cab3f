import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChannelAnswer, PartnerChannel, PartnerMessage } from '#common/channels/partner-channel.ts';

/** What is wrong between us and the partner, where something is. */
export type Amiss =
  /** It does not know what we prove ourselves with. */
  | 'credentials'
  /** It is not who it should be: another certificate, another host key. */
  | 'impostor'
  /** Nobody is there. */
  | 'down'
  /** Its address leads into a private network. */
  | 'inside'
  /** Its name does, though it did not look so. */
  | 'name leads inside';

/** A partner as it really is, behind one channel: its server, and what reached it. */
export interface Peer {
  /** A channel to it. */
  channel(amiss?: Amiss): Promise<PartnerChannel>;
  /** The documents that it has, in order: what it knows a double by, and the bytes that were sent. */
  taken(): Promise<readonly { readonly id: string; readonly body: Buffer }[]> | readonly { id: string; body: Buffer }[];
  /** How it behaves from now on. `breaks`: takes a document and ends the connection without a word · `hangs`: takes it and says nothing. */
  behaves(how: 'takes' | 'rejects' | 'breaks' | 'hangs'): void;
  /** Resolved when it has a document and says nothing. */
  readonly hanging: Promise<void>;
  stop(): Promise<void>;
}

const bytes = Buffer.from('{"type":"EPCISDocument","text":"äöü – \u0000"}', 'utf8');
const message: PartnerMessage = {
  id: '0123456789abcdef0123456789abcdef',
  fileName: '0123456789abcdef0123456789abcdef.json',
  contentType: 'application/json',
  headers: { 'gs1-epcis-version': '2.0.0' },
  body: bytes,
};
const inTime = () => AbortSignal.timeout(10_000);

/** A peer of each test's own. */
interface Given {
  readonly peer: () => Peer;
  readonly send: (amiss?: Amiss) => Promise<ChannelAnswer>;
}

/** What cannot be asked of a channel, as it is made otherwise. */
interface Otherwise {
  /** What no probe of it can see. */
  readonly unprobed?: readonly Amiss[];
  /** Nothing lies between: it has no address, and no connection that could break off or hang. */
  readonly isInside?: boolean;
}

/** What every channel keeps towards a partner that is real. */
export function partnerChannelContract(
  name: string,
  start: () => Promise<Peer>,
  { unprobed = [], isInside = false }: Otherwise = {},
) {
  describe(`a partner that is reached by ${name}`, () => {
    let peer: Peer;
    beforeEach(async () => {
      peer = await start();
    });
    afterEach(() => peer.stop());
    const send = async (amiss?: Amiss) => (await peer.channel(amiss)).send(message, inTime());
    const given = { peer: () => peer, send };
    takesDocuments(given);
    isNotTheOne(given);
    if (!isInside) fails(given);
    isProbed(given, isInside ? [...unprobed, 'down', 'inside'] : unprobed, isInside ? 1 : 3);
  });
}

function takesDocuments({ peer, send }: Given) {
  test('gets the exact bytes, once', async () => {
    expect((await send()).verdict.verdict).toMatch(/^(acknowledged|received)$/);
    const taken = await peer().taken();
    expect(taken.map(({ body }) => body.equals(bytes))).toEqual([true]);
  });

  test('is told to have taken it in the end, where it says so later', async () => {
    const channel = await peer().channel();
    const { verdict } = await channel.send(message, inTime());
    if (verdict.verdict === 'acknowledged') return;
    if (verdict.verdict !== 'received') throw new Error(`told ${verdict.verdict}`);
    const heard = await channel.ask?.(verdict.receipt, message, inTime());
    expect(heard?.verdict).toEqual({ verdict: 'acknowledged' });
  });

  test('gets the same again, to the byte, under the same id', async () => {
    await send();
    await send();
    const taken = await peer().taken();
    expect(new Set(taken.map(({ id }) => id)).size).toBe(1);
    expect(taken.every(({ body }) => body.equals(bytes))).toBe(true);
  });

  test('may refuse it, with a reason that we keep', async () => {
    peer().behaves('rejects');
    const channel = await peer().channel();
    const told = await channel.send(message, inTime());
    // Some take it in first, and say no when they are asked.
    const receipt = told.verdict.verdict === 'received' ? told.verdict.receipt : undefined;
    const heard = receipt === undefined ? told : await channel.ask?.(receipt, message, inTime());
    const { verdict, answer } = heard ?? told;
    expect(verdict).toMatchObject({ verdict: 'rejected', reason: expect.stringContaining('no such product') });
    expect(Buffer.from(answer?.body ?? []).toString()).toContain('no such product');
  });
}

function fails({ peer, send }: Given) {
  test('is down: it never arrived', async () => {
    expect((await send('down')).verdict).toMatchObject({ verdict: 'retry', failure: 'transient' });
  });

  test('breaks off behind the last byte: it may have arrived', async () => {
    peer().behaves('breaks');
    expect((await send()).verdict).toMatchObject({ verdict: 'retry', failure: 'ambiguous' });
  });

  test('hangs: the attempt ends by its signal, and it may have arrived', async () => {
    peer().behaves('hangs');
    const called = new AbortController();
    const sent = (await peer().channel()).send(message, called.signal);
    await peer().hanging;
    called.abort();
    expect((await sent).verdict).toMatchObject({ verdict: 'retry', failure: 'ambiguous' });
  });

  test.each(['inside', 'name leads inside'] as const)(
    'is in our own network (%s): nothing goes there',
    async (amiss) => {
      const { verdict } = await send(amiss);
      expect(verdict).toMatchObject({ verdict: 'rejected', reason: expect.stringContaining('private network') });
    },
  );
}

function isNotTheOne({ peer, send }: Given) {
  test('does not know our credentials: it gets nothing, and we are told why', async () => {
    const { verdict } = await send('credentials');
    expect(verdict.verdict).toMatch(/^(retry|rejected)$/);
    // By AS2 whoever cannot open or believe a message says one thing alone: more would help to guess what it holds.
    expect(verdict).toMatchObject({
      reason: expect.stringMatching(/401|credential|login|authenti|decryption-failed|no partner in force/i),
    });
    expect(await peer().taken()).toEqual([]);
  });

  test('is somebody else: it gets nothing', async () => {
    expect((await send('impostor')).verdict).toMatchObject({ verdict: expect.stringMatching(/^(retry|rejected)$/) });
    expect(await peer().taken()).toEqual([]);
  });
}

function isProbed({ peer }: Given, unprobed: readonly Amiss[], steps: number) {
  test('is found well by a probe, which leaves no document there', async () => {
    const probed = await (await peer().channel()).probe(inTime());
    expect(probed).toMatchObject({ reached: true });
    expect(probed.steps.length).toBeGreaterThanOrEqual(steps);
    expect(probed.steps.every(({ ok }) => ok)).toBe(true);
    expect(await peer().taken()).toEqual([]);
  });

  const all = ['down', 'impostor', 'credentials', 'inside'] as const;
  const unwell = all.filter((amiss) => !unprobed.includes(amiss));
  test.each(unwell)('is found unwell (%s) by a probe, which tells the step', async (amiss) => {
    const { reached, steps, failure } = await (await peer().channel(amiss)).probe(inTime());
    expect([reached, steps.at(-1)?.ok, steps.slice(0, -1).every(({ ok }) => ok)]).toEqual([false, false, true]);
    expect(failure).toBeDefined();
    expect(steps.at(-1)?.detail).toMatch(/./);
    expect(steps.at(-1)?.remedy).toMatch(/./);
  });
}
