import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import { offsetAt } from '../../line/event-clock.ts';
import { anOrder, assign, tail } from '../../testing/builders.ts';
import { type Bench, bench, isHeld } from '../../testing/foreign-bench.ts';
import { signature } from '../../testing/hand-bench.ts';
import { resolveException } from '../integrity/resolve-exception.ts';

let it: Bench;
beforeEach(() => {
  it = bench();
  assign(it.stores, anOrder({ line: 'foreign-1' }));
});
afterEach(() => it.close());

const begun = () => it.line.begin('order-1', 'begin');
const serials = (count: number) => it.numbers('item', count);

describe('a line of another maker', () => {
  test('begins an order once, and no other beside it', async () => {
    expect(await begun()).toMatchObject({ state: 'running' });
    expect(await begun()).toMatchObject({ state: 'running' });
    assign(it.stores, anOrder({ line: 'foreign-1', order: 'order-2', lot: 'LOT43' }));
    expect(await it.line.begin('order-2', 'b2')).toMatchObject({
      refused: 'conflict',
      at: '/order',
      remedy: expect.any(String),
    });
  });

  test('asked again under a token gets the same numbers, and another asking under it is refused', async () => {
    await begun();
    const ask = { order: 'order-1', level: 'item', count: 5, token: 't' } as const;
    const first = await it.line.allocate(ask);
    expect(await it.line.allocate(ask)).toEqual(first);
    expect(await it.line.allocate({ ...ask, count: 6 })).toMatchObject({ refused: 'conflict', at: '/token' });
    const other = await it.line.allocate({ ...ask, token: 'u' });
    const all = [first, other].flatMap((one) => ('numbers' in one ? one.numbers : []));
    expect(new Set(all).size).toBe(10);
  });

  test('gets what stands behind a serial on the pack with it, also when it asks again', async () => {
    assign(it.stores, anOrder({ line: 'foreign-1', order: 'order-2', lot: 'LOT43', market: 'ru' }));
    await it.line.begin('order-2', 'begin');
    const ask = { order: 'order-2', level: 'item', count: 3, token: 't' } as const;
    const given = await it.line.allocate(ask);
    const numbers = 'numbers' in given ? given.numbers : [];
    expect(given).toMatchObject({ tails: numbers.map((number) => tail(Number(number.slice(2)))) });
    expect(await it.line.allocate(ask)).toEqual(given);
  });

  test('gets no more numbers than the order has, all or none', async () => {
    await begun();
    expect(await it.line.allocate({ order: 'order-1', level: 'item', count: 13, token: 't' })).toMatchObject({
      refused: 'pool-exhausted',
    });
    expect(await serials(12)).toHaveLength(12);
  });

  test('gets no numbers while there is no room for records, and what it has packed is taken all the same', async () => {
    await begun();
    const [one = ''] = await serials(1);
    it.disk.full = 'no room';
    const ask = { order: 'order-1', level: 'item', count: 1, token: 'more' } as const;
    expect(await it.line.allocate(ask)).toMatchObject({
      refused: 'busy',
      detail: 'no room',
      remedy: expect.any(String),
    });
    expect(await it.take({ kind: 'commissioned', numbers: [one] })).toEqual(['taken']);
    it.disk.full = undefined;
    expect(await it.line.allocate(ask)).toMatchObject({ numbers: [expect.any(String)] });
  });

  test('gives back what it has said nothing of', async () => {
    await begun();
    const [one = '', two = ''] = await serials(3);
    await it.take({ kind: 'encoded', numbers: [two] });
    expect(
      await it.line.returnUnused({ order: 'order-1', level: 'item', numbers: [one, two], token: 'r' }),
    ).toMatchObject({
      refused: 'conflict',
      at: '/numbers/1',
    });
    expect(await it.line.returnUnused({ order: 'order-1', level: 'item', numbers: [one], token: 'r' })).toMatchObject({
      state: 'running',
    });
    expect(await it.take({ kind: 'commissioned', numbers: [one] })).toEqual([
      { held: 1, refusal: expect.objectContaining({ at: '/facts/0/numbers/0' }) },
    ]);
    expect(it.line.orders()).toMatchObject([{ handedOut: { item: 2 }, received: { item: 11 } }]);
  });

  test('is told of with the time and the offset that it said, and with those of the site where it said none', async () => {
    await begun();
    const packs = await serials(8);
    const [one = '', two = ''] = await it.numbers('case', 2);
    const at = '2026-03-01T17:00:00.000+09:00';
    const pack = (parent: string, children: readonly string[]) =>
      ({ kind: 'packed', level: 'case', parent, children }) as const;
    await it.take(
      { kind: 'commissioned', numbers: packs },
      { ...pack(one, packs.slice(0, 4)), at },
      pack(two, packs.slice(4)),
    );
    const told = it
      .told()
      .events.map(({ eventTime, eventTimeZoneOffset }) => [eventTime.slice(0, 16), eventTimeZoneOffset]);
    expect(told.slice(0, 3)).toEqual(Array(3).fill(['2026-03-01T08:00', '+09:00']));
    expect(told.slice(3).map(([, offset]) => offset)).toEqual(Array(3).fill(offsetAt(new Date(at))));
  });

  test('packs a batch from numbers to report, in any spelling of them', async () => {
    await begun();
    const packs = await serials(12);
    const [first = '', second = '', ...rest] = packs;
    const spelled = [`(01)09521234000013(21)${first}`, `https://id.gs1.org/01/09521234000013/21/${second}`, ...rest];
    expect(
      await it.take({ kind: 'encoded', numbers: packs }, { kind: 'commissioned', numbers: spelled.slice(0, 10) }),
    ).toEqual(['taken', 'taken']);
    expect(
      await it.take(
        { kind: 'rejected', numbers: packs.slice(10, 11), reason: 'not read' },
        { kind: 'sampled', numbers: packs.slice(9, 10), reason: 'retention' },
      ),
    ).toEqual(['taken', 'taken']);
    const cases = await it.numbers('case', 3);
    const [pallet = ''] = await it.numbers('pallet', 1);
    const facts = [
      { kind: 'packed', level: 'case', parent: cases[0] ?? '', children: packs.slice(0, 4) },
      { kind: 'packed', level: 'case', parent: cases[1] ?? '', children: packs.slice(4, 8) },
      { kind: 'packed', level: 'case', parent: cases[2] ?? '', children: packs.slice(8, 9), partial: true },
      { kind: 'packed', level: 'pallet', parent: pallet, children: cases.slice(0, 2) },
    ] as const;
    expect(await it.take(...facts)).toEqual(['taken', 'taken', 'taken', 'taken']);
    expect(await it.take(...facts)).toEqual(['known', 'known', 'known', 'known']);
    const counts = { commissioned: 9, rejected: 1, sampled: 1, cases: 3, pallets: 1 };
    expect(await it.line.finish({ order: 'order-1', token: 'f', counts })).toMatchObject({
      state: 'closed',
      exceptions: [],
    });
    const { report, events } = it.told();
    expect(report).toMatchObject({
      printed: 12,
      commissioned: 9,
      rejected: 1,
      sampled: 1,
      destroyed: 1,
      unaccounted: 0,
      cases: 3,
      pallets: 1,
    });
    expect(events.filter(({ bizStep }) => bizStep === 'packing')).toHaveLength(4);
    expect(await it.line.take({ order: 'order-1', token: 'late', facts: [] })).toMatchObject({ refused: 'conflict' });
  });
});

describe('what contradicts the records', () => {
  test('is held with what, where and why, the rest is taken, and the lot waits', async () => {
    await begun();
    const packs = await serials(8);
    const [one = '', two = ''] = await it.numbers('case', 2);
    expect(await it.take({ kind: 'commissioned', numbers: [...packs, 'NOBODYS'] })).toEqual([
      {
        held: 1,
        refusal: expect.objectContaining({
          at: '/facts/0/numbers/8',
          rule: expect.any(String),
          remedy: expect.any(String),
        }),
      },
    ]);
    await it.take({ kind: 'packed', level: 'case', parent: one, children: packs.slice(0, 4) });
    const [twice] = await it.take({ kind: 'packed', level: 'case', parent: two, children: packs.slice(3, 7) });
    expect(twice).toMatchObject({ held: 2, refusal: { at: '/facts/0/children/0' } });
    expect(await it.line.finish({ order: 'order-1', token: 'f' })).toMatchObject({
      state: 'closing',
      exceptions: [1, 2],
    });
    expect(it.told().report).toBeUndefined();
  });

  test('that can never be so is not told by anybody’s word; left untold, the lot closes', async () => {
    await begun();
    await it.take({ kind: 'commissioned', numbers: [...(await serials(4)), 'NOBODYS'] });
    await it.take({
      kind: 'packed',
      level: 'case',
      parent: (await it.numbers('case', 1))[0] ?? '',
      children: it.given.slice(0, 4),
    });
    await it.line.finish({ order: 'order-1', token: 'f' });
    expect(await resolveException(it.resolving, 1, 'tell', signature)).toMatchObject({ refused: 'conflict' });
    expect(await resolveException(it.resolving, 1, 'drop', signature)).toMatchObject({
      state: 'resolved',
      resolution: 'not-told',
    });
    expect(it.stores.batches.get(1).state).toBe('closed');
    expect(it.stores.acts.of(1)).toMatchObject([
      { kind: 'resolve-exception', body: { how: 'drop', held: [{ numbers: ['NOBODYS'] }] } },
    ]);
  });

  test('that may be so is told by a signature, and what waited for it follows', async () => {
    await begun();
    const packs = await serials(8);
    const [one = '', two = ''] = await it.numbers('case', 2);
    const [pallet = ''] = await it.numbers('pallet', 1);
    await it.take({ kind: 'commissioned', numbers: packs });
    const [short, , waiting] = await it.take(
      { kind: 'packed', level: 'case', parent: one, children: packs.slice(0, 3) },
      { kind: 'packed', level: 'case', parent: two, children: packs.slice(4, 8) },
      { kind: 'packed', level: 'pallet', parent: pallet, children: [one, two] },
    );
    expect([isHeld(short), isHeld(waiting)]).toEqual([true, true]);
    expect(await resolveException(it.resolving, 1, 'tell', signature)).toMatchObject({ resolution: 'told' });
    expect(it.stores.exceptions.get(2)).toMatchObject({ resolution: 'cleared' });
    expect(it.stores.containers.count(1)).toEqual({ bundles: 0, cases: 2, pallets: 1 });
    await it.line.finish({ order: 'order-1', token: 'f', counts: { commissioned: 9 } });
    expect(it.stores.exceptions.open(1)).toHaveLength(2);
  });

  test('counts that differ and loose packs hold the lot until somebody has explained them', async () => {
    await begun();
    await it.take({ kind: 'commissioned', numbers: await serials(2) });
    expect(await it.line.finish({ order: 'order-1', token: 'f', counts: { commissioned: 3 } })).toMatchObject({
      state: 'closing',
      exceptions: [1, 2],
    });
    expect(await resolveException(it.resolving, 1, 'drop', signature)).toMatchObject({ refused: 'conflict' });
    for (const one of [1, 2])
      expect(isRefusal(await resolveException(it.resolving, one, 'tell', signature))).toBe(false);
    expect(it.stores.batches.get(1).state).toBe('closed');
    expect(it.told().report).toMatchObject({ commissioned: 2, destroyed: 0 });
  });

  test('are the counts that it said first, also when it ends the order again with others or none', async () => {
    await begun();
    await it.take({ kind: 'commissioned', numbers: await serials(2) });
    await it.take({ kind: 'rejected', numbers: it.given, reason: 'not read' });
    const finish = (token: string, counts?: { rejected: number }) =>
      it.line.finish({ order: 'order-1', token, ...(counts && { counts }) });
    expect(await finish('end-1', { rejected: 3 })).toMatchObject({ state: 'closing', exceptions: [1] });
    expect(await finish('end-2')).toMatchObject({ exceptions: [1] });
    expect(await finish('end-3', { rejected: 2 })).toMatchObject({ exceptions: [1] });
    expect(await resolveException(it.resolving, 1, 'tell', signature)).toMatchObject({ code: 'counts-differ' });
    expect(it.stores.batches.get(1).state).toBe('closed');
  });

  test('as a number that is told again under another token is held, and one that is told after its end', async () => {
    await begun();
    const [one = '', two = ''] = await serials(2);
    await it.take({ kind: 'commissioned', numbers: [one] }, { kind: 'invalidated', numbers: [two], reason: 'spoiled' });
    const again = await it.take({ kind: 'commissioned', numbers: [one] }, { kind: 'encoded', numbers: [two] });
    expect(again.map(isHeld)).toEqual([true, true]);
    expect(it.stores.exceptions.list({}).map(({ code, mayTell }) => [code, mayTell])).toEqual([
      ['ended', false],
      ['commissioned-twice', false],
    ]);
  });

  test('of lot or date in the code itself is held', async () => {
    await begun();
    const [pack = ''] = await serials(1);
    const wrong = `(01)09521234000013(17)280630(10)LOT41(21)${pack}`;
    expect(await it.take({ kind: 'commissioned', numbers: [wrong] })).toMatchObject([{ held: 1 }]);
    expect(await it.take({ kind: 'commissioned', numbers: [wrong.replace('LOT41', 'LOT42')] })).toEqual(['taken']);
  });

  test('said again right is taken, and nobody has to look at it any more', async () => {
    await begun();
    const packs = await serials(4);
    const fact = {
      kind: 'packed',
      level: 'case',
      parent: (await it.numbers('case', 1))[0] ?? '',
      children: packs,
    } as const;
    expect(await it.take(fact)).toMatchObject([{ held: 1 }]);
    expect(await it.take(fact)).toMatchObject([{ held: 1 }]);
    await it.take({ kind: 'commissioned', numbers: packs });
    expect(await it.take(fact)).toEqual(['taken']);
    expect(it.stores.exceptions.open(1)).toEqual([]);
  });

  test('what cannot be read is refused whole, with its place', async () => {
    await begun();
    expect(await it.take({ kind: 'commissioned', numbers: [...(await serials(1)), '(01)123(21)A'] })).toMatchObject([
      { refused: 'malformed', at: '/facts/0/numbers/1' },
    ]);
    expect(await it.take({ kind: 'commissioned', numbers: it.given, at: 'yesterday' })).toMatchObject([
      { refused: 'malformed', at: '/facts/0/at' },
    ]);
  });
});
