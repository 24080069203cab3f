import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dueRows } from '#common/store/due-rows.ts';
import { brokenClient } from '../../../test/kit/broken-client.ts';
import { tables } from '../../../test/kit/dynoxide.ts';
import { type InboundWorld, startInboundWorld } from '../../../test/kit/inbound-world.ts';
import { keepInbound } from './keep-inbound.ts';

let world: InboundWorld;
let tenant: string;
beforeAll(async () => {
  world = await startInboundWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  ({ tenant } = await world.house());
  world.woken.length = 0;
});

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const keep = (senderId: string, text = '{}', more: Partial<Parameters<InboundWorld['keep']>[0]> = {}) =>
  world.keep({ tenant, senderId, body: bytes(text), ...more });
const get = async (id: string) => {
  const found = await world.inbound.get(tenant, id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};

describe('a document that comes in', () => {
  test('keeps its bytes and evidence to the byte, and wakes who reads it', async () => {
    const body = new Uint8Array([0xff, 0xfe, 0x3c, 0x00, 0x0d, 0x0a]);
    const evidence = [{ name: 'signed message', body: bytes('MIME') }];
    const { documentId, isNew, state } = await world.keep({ tenant, senderId: 'a', body, evidence });
    expect([isNew, state]).toEqual([true, 'received']);
    const { key, evidence: keys, bytes: count } = await get(documentId);
    expect(count).toBe(6);
    expect(await world.evidence.get(key)).toEqual(body);
    expect(Buffer.from((await world.evidence.get(keys[0] ?? '')) ?? []).toString()).toBe('MIME');
    expect(key.startsWith(`${tenant}/inbound/`)).toBe(true);
    expect(world.woken.map(({ message }) => message)).toEqual([{ tenant, inbound: documentId }]);
  });

  test('twice under one id is one document, however much later', async () => {
    const first = await keep('a');
    world.forward(500 * 24 * 3600 * 1000);
    expect(await keep('a')).toEqual({ ...first, isNew: false });
    expect(world.woken).toHaveLength(1);
  });

  test('with other bytes under an id that is known is not taken, and the first stays as it was', async () => {
    const { documentId } = await keep('a', 'one');
    expect(await keep('a', 'two')).toMatchObject({ documentId, isNew: false, isSame: false });
    expect(Buffer.from((await world.evidence.get((await get(documentId)).key)) ?? []).toString()).toBe('one');
  });

  test('at once at many receivers is one document', async () => {
    const kept = await Promise.all(Array.from({ length: 6 }, () => keep('a')));
    expect(new Set(kept.map(({ documentId }) => documentId)).size).toBe(1);
    expect(kept.filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  test('at once with other bytes under one id is the one that was first', async () => {
    const kept = await Promise.all(['one', 'two', 'three', 'four'].map((text) => keep('a', text)));
    expect(new Set(kept.map(({ documentId }) => documentId)).size).toBe(1);
    expect(kept.filter(({ isSame }) => isSame)).toHaveLength(1);
    expect((await world.inbound.list(tenant, { limit: 10 })).documents).toHaveLength(1);
  });

  test('under an id longer than a key, or without any, is known by it all the same', async () => {
    for (const senderId of ['x'.repeat(5000), '']) {
      const { documentId } = await keep(senderId, senderId.slice(0, 3));
      expect(await keep(senderId, senderId.slice(0, 3))).toMatchObject({ documentId, isNew: false });
    }
  });

  test('is found by the sweep when its message is lost', async () => {
    const lost = { ...world.needs(), wake: () => Promise.reject(new Error('queue down')) };
    const { documentId } = await keepInbound(lost)({
      ...{ tenant, partner: 'packright', way: 'as2', senderId: 'm', fileName: 'f', contentType: 'c' },
      ...{ body: bytes('{}'), at: new Date(world.clock.ms) },
    });
    const later = new Date(world.clock.ms + 60_000);
    const due = await dueRows(world.engine.db, tables.deliveries).overdue(tenant, later, 10);
    expect(due.map(({ wake }) => wake)).toEqual([
      { queue: 'inbound', message: JSON.stringify({ tenant, inbound: documentId }) },
    ]);
  });

  test('whose receiver dies before its row is received again as if for the first time', async () => {
    const db = brokenClient(world.engine, (command) => command === 'TransactWriteItemsCommand');
    const received = { tenant, partner: 'packright', way: 'sftp', senderId: 'a', fileName: 'f' } as const;
    const dying = keepInbound(world.needs(db));
    const more = { contentType: 'text/xml', body: bytes('<a/>'), at: new Date(world.clock.ms) };
    await expect(dying({ ...received, ...more })).rejects.toThrow('crashed');
    expect((await world.inbound.list(tenant, { limit: 10 })).documents).toEqual([]);
    expect(await keep('a', '<a/>')).toMatchObject({ isNew: true, state: 'received' });
  });
});

describe('the same content under another id', () => {
  test('is a double of the first, and nobody reads it', async () => {
    const { documentId } = await keep('a');
    const second = await keep('b');
    expect(second.state).toBe('duplicate');
    expect(await get(second.documentId)).toMatchObject({ duplicateOf: documentId, settledAt: expect.any(String) });
    expect(world.woken).toHaveLength(1);
  });

  test('at once is a double of one of them', async () => {
    const kept = await Promise.all(['a', 'b', 'c', 'd'].map((id) => keep(id)));
    expect(kept.map(({ state }) => state).toSorted()).toEqual(['duplicate', 'duplicate', 'duplicate', 'received']);
  });

  test('is none where another partner sent it, or a year and more has passed', async () => {
    await keep('a');
    expect(await keep('a', '{}', { partner: 'other' })).toMatchObject({ isNew: true, state: 'received' });
    world.forward(401 * 24 * 3600 * 1000);
    expect(await keep('b')).toMatchObject({ state: 'received' });
  });

  test('is read anew where the first was refused: what was mended is sent again as it was', async () => {
    const { documentId } = await keep('a');
    const claim = await world.inbound.claim(tenant, documentId, new Date(world.clock.ms));
    if (claim === undefined) throw new Error('not due');
    await world.inbound.settle(claim, { state: 'refused' });
    const second = await keep('b');
    expect(second.state).toBe('received');
    expect(await get((await keep('c')).documentId)).toMatchObject({ duplicateOf: second.documentId });
  });
});

describe('a list', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const listed = async (wanted: Partial<Parameters<InboundWorld['inbound']['list']>[1]>, of = tenant) => {
    const found: string[] = [];
    for (let after: string | undefined, page = 0; page === 0 || after !== undefined; page++) {
      const { documents, next } = await world.inbound.list(of, { limit: 2, ...wanted, after });
      found.push(...documents.map(({ senderId }) => senderId));
      after = next;
    }
    return found;
  };
  beforeEach(async () => {
    for (const id of ids)
      await keep(id, id, { partner: id < 'd' ? 'packright' : 'other', way: id < 'c' ? 'sftp' : 'as2' });
    await keep('double', 'a');
  });

  test('is told newest first, a page at a time', async () => {
    expect(await listed({})).toEqual(['double', 'e', 'd', 'c', 'b', 'a']);
  });

  test('is narrowed by partner, way and state, alone and together', async () => {
    expect(await listed({ partner: 'packright' })).toEqual(['double', 'c', 'b', 'a']);
    expect(await listed({ way: 'as2' })).toEqual(['e', 'd', 'c']);
    expect(await listed({ partner: 'packright', way: 'as2' })).toEqual(['c']);
    expect(await listed({ partner: 'packright', state: 'duplicate' })).toEqual(['double']);
    expect(await listed({ partner: 'nobody' })).toEqual([]);
  });

  test('of one tenant holds nothing of another', async () => {
    const { tenant: other } = await world.house();
    expect(await listed({}, other)).toEqual([]);
    expect(await listed({ partner: 'packright' }, other)).toEqual([]);
    const [first] = (await world.inbound.list(tenant, { limit: 1 })).documents;
    expect(await world.inbound.get(other, first?.documentId ?? '')).toBeUndefined();
  });
});

describe('those who are told by a file', () => {
  const end = async (documentId: string) => {
    const claim = await world.inbound.claim(tenant, documentId, new Date(world.clock.ms));
    if (claim === undefined) throw new Error('not due');
    await world.inbound.settle(claim, { state: 'accepted' });
  };
  const unanswered = async () => {
    const found: string[] = [];
    for await (const { senderId } of world.inbound.unanswered(tenant, 'packright')) found.push(senderId);
    return found;
  };

  test('are to be told once their document is read to its end, and once', async () => {
    const { documentId } = await keep('a', 'x', { toldByFile: true });
    await keep('double', 'x', { toldByFile: true });
    expect(await unanswered()).toEqual(['double']);
    await end(documentId);
    expect(await unanswered()).toEqual(['a', 'double']);
    const row = await get(documentId);
    expect(await world.inbound.markAnswered(row, new Date(world.clock.ms), '/results/a.result.json')).toBe('answered');
    expect(await world.inbound.markAnswered(row, new Date(world.clock.ms), '/results/a.result.json')).toBe('other');
    expect(await unanswered()).toEqual(['double']);
  });

  test('are not those who sent it otherwise, or have no folder for results', async () => {
    for (const way of ['as2', 'sftp'] as const) await end((await keep(way, way, { way })).documentId);
    expect(await unanswered()).toEqual([]);
  });
});
