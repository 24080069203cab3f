import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { turnRows } from './turns.ts';

const limit = { calls: 4, seconds: 60, burst: 4 };
const now = Date.parse('2026-03-01T10:00:00Z');
const asking = { lane: 'bulk', now, take: true } as const;

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

describe('turns that many functions ask for at once', () => {
  test('are given as often as the limit says, and each of the others comes again later', async () => {
    const functions = Array.from({ length: 10 }, () => turnRows(engine.db, tables.deliveries));
    const told = await Promise.all(functions.map((rows) => rows.ask('many', 'eu-hub#x', limit, asking)));
    const taken = told.filter((at) => at === undefined).length;
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThanOrEqual(4);
    for (const at of told) expect(at ?? now + 1).toBeGreaterThan(now);
    const more = await Promise.all(
      [1, 2, 3, 4].map(() => turnRows(engine.db, tables.deliveries).ask('many', 'eu-hub#x', limit, asking)),
    );
    expect(taken + more.filter((at) => at === undefined).length).toBeLessThanOrEqual(4);
  });

  test('are not used up by looking, nor by another tenant or another call', async () => {
    const { ask } = turnRows(engine.db, tables.deliveries);
    const one = { calls: 1, seconds: 60, burst: 1 };
    const asked = [
      await ask('looks', 'x', one, { ...asking, take: false }),
      await ask('looks', 'x', one, asking),
      await ask('other', 'x', one, asking),
      await ask('looks', 'y', one, asking),
    ];
    expect(asked).toEqual([undefined, undefined, undefined, undefined]);
    expect(await ask('looks', 'x', one, { ...asking, take: false })).toBe(now + 60_000);
  });

  test('are not given before the other side wants them', async () => {
    const { ask, rest } = turnRows(engine.db, tables.deliveries);
    await rest('rests', 'x', now + 30_000);
    await rest('rests', 'x', now + 10_000);
    expect(await ask('rests', 'x', limit, asking)).toBe(now + 30_000);
    expect(await ask('rests', 'x', limit, { ...asking, place: now + 30_000, now: now + 30_000 })).toBeUndefined();
  });
});
