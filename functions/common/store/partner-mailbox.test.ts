import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { type PartnerMailbox, partnerMailbox } from './partner-mailbox.ts';

let engine: Awaited<ReturnType<typeof startDynoxide>>;
let mailbox: PartnerMailbox;
beforeAll(async () => {
  engine = await startDynoxide();
  mailbox = partnerMailbox(engine.db, tables.deliveries);
});
afterAll(() => engine.stop());

const readyAt = '2026-03-01T10:00:00.000Z';
const aMessage = (message: string, at = readyAt) => ({
  ...{ message, fileName: `${message}.json`, contentType: 'application/json', bytes: 2, readyAt: at },
  key: `acme/evidence/${message}/0-sent`,
});
const put = (partner: string, id: string, at?: string) => mailbox.put('acme', partner, aMessage(id, at));

/** What somebody finds who comes again and again. */
async function found(partner: string, limit: number) {
  const ids: string[] = [];
  for (
    let at = await mailbox.list('acme', partner, limit);
    ;
    at = await mailbox.list('acme', partner, limit, at.next)
  ) {
    ids.push(...at.messages.map(({ message }) => message));
    if (at.messages.length === 0) return ids;
  }
}

test('messages that are put there in one instant have a place each', async () => {
  const ids = Array.from({ length: 8 }, (_, n) => `m${n}`);
  expect(await Promise.all(ids.map((id) => put('at-once', id)))).toEqual(ids.map(() => 'put'));
  expect((await found('at-once', 3)).toSorted()).toEqual(ids);
});

test('who reads while others put misses nothing, whatever their clocks say', async () => {
  const ids = Array.from({ length: 12 }, (_, n) => `m${String(n).padStart(2, '0')}`);
  const seen: string[] = [];
  let after: string | undefined;
  const look = async () => {
    const { messages, next } = await mailbox.list('acme', 'read', 2, after);
    seen.push(...messages.map(({ message }) => message));
    after = next;
  };
  for (const [n, id] of ids.entries()) {
    // Each clock is a minute behind the one before.
    await Promise.all([put('read', id, new Date(Date.parse(readyAt) - n * 60_000).toISOString()), look()]);
  }
  for (let n = 0; n < ids.length; n++) await look();
  expect(seen).toEqual(ids);
});

test('one that is put there again stays in its place', async () => {
  for (const id of ['a', 'b', 'a']) await put('again', id);
  expect(await put('again', 'b')).toBe('known');
  expect(await found('again', 10)).toEqual(['a', 'b']);
});

test('a mailbox in which nothing stands says where to go on, and another partner’s stays another’s', async () => {
  await put('full', 'a');
  const empty = await mailbox.list('acme', 'empty', 10);
  expect(empty).toMatchObject({ messages: [], more: false });
  await put('empty', 'b');
  expect((await mailbox.list('acme', 'empty', 10, empty.next)).messages).toMatchObject([{ message: 'b' }]);
  expect(await mailbox.get('acme', 'empty', 'a')).toBeUndefined();
});
