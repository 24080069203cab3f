import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { type Limit, paceOf, readLimits } from './limit.ts';
import { askTurn, type Lane, noTurns, rested, type Turns } from './turns.ts';

interface Caller {
  readonly lane: Lane;
  /** When it first asks, and how late it comes each time after its place. */
  readonly from: number;
  readonly late: number;
}

/** Lets callers ask, each at its time, until all had their turn: when each had it. */
const played = (limit: Limit, callers: readonly Caller[], turns: Turns = noTurns) => asked(limit, callers, turns).went;

/** The same with how often they asked. `rests`: the other side says, at a time, that it wants no call for so long. */
function asked(
  limit: Limit,
  callers: readonly Caller[],
  turns: Turns = noTurns,
  rests = { at: Number.POSITIVE_INFINITY, ms: 0 },
  most = 20_000,
) {
  let isRested = false;
  let asks = 0;
  const went: { caller: Caller; at: number }[] = [];
  const waiting = callers.map((caller) => ({ caller, at: caller.from, place: undefined as number | undefined }));
  let stand = turns;
  for (; waiting.length > 0; asks++) {
    if (asks > most) throw new Error(`${waiting.length} wait for ever`);
    waiting.sort((a, b) => a.at - b.at);
    const next = waiting.shift();
    if (next === undefined) break;
    if (!isRested && next.at >= rests.at) {
      stand = rested(stand, rests.at + rests.ms);
      isRested = true;
    }
    const { turns: after, at } = askTurn(limit, stand, { lane: next.caller.lane, place: next.place, now: next.at });
    stand = after;
    if (at === undefined) went.push({ caller: next.caller, at: next.at });
    else waiting.push({ caller: next.caller, place: at, at: at + next.caller.late });
  }
  return { went, asks };
}

const mostInAWindow = (times: readonly number[], ms: number) =>
  Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + ms).length));

const limits = fc
  .record({
    calls: fc.integer({ min: 1, max: 20 }),
    seconds: fc.constantFrom(0.5, 1, 5, 30, 60),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ calls, seconds, share }) => ({ calls, seconds, burst: 1 + Math.floor(share * (calls - 1)) }));
const callers = fc.array(
  fc.record({
    lane: fc.constantFrom<Lane>('urgent', 'bulk', 'bulk'),
    from: fc.integer({ min: 0, max: 120_000 }),
    late: fc.integer({ min: 0, max: 3_000 }),
  }),
  { maxLength: 40 },
);

describe('turns of calls', () => {
  test('no window ever has more calls than the limit, and every call is made in the end', () => {
    fc.assert(
      fc.property(limits, callers, (limit, asking) => {
        const went = played(limit, asking);
        expect(went).toHaveLength(asking.length);
        expect(
          mostInAWindow(
            went.map(({ at }) => at),
            limit.seconds * 1000,
          ),
        ).toBeLessThanOrEqual(limit.calls);
      }),
      { numRuns: 200 },
    );
  });

  test('first to come is first to go when all are punctual', () => {
    const asking = Array.from({ length: 20 }, (_, i) => ({ lane: 'bulk' as const, from: i, late: 0 }));
    const went = played({ calls: 1, seconds: 1, burst: 1 }, asking);
    expect(went.map(({ caller }) => caller.from)).toEqual(asking.map(({ from }) => from));
    expect(went.at(-1)?.at).toBe(19_000);
  });

  test('an urgent call does not wait behind a thousand others', () => {
    const bulk = Array.from({ length: 1000 }, (_, i) => ({ lane: 'bulk' as const, from: i, late: 0 }));
    const went = played({ calls: 1, seconds: 1, burst: 1 }, [...bulk, { lane: 'urgent', from: 5_500, late: 0 }]);
    expect(went.find(({ caller }) => caller.lane === 'urgent')?.at).toBeLessThanOrEqual(8_500);
  });

  test('a thousand urgent calls do not keep bulk waiting for ever', () => {
    const urgent = Array.from({ length: 1000 }, (_, i) => ({ lane: 'urgent' as const, from: i, late: 0 }));
    const went = played({ calls: 1, seconds: 1, burst: 1 }, [...urgent, { lane: 'bulk', from: 1, late: 900 }]);
    expect(went.find(({ caller }) => caller.lane === 'bulk')?.at).toBeLessThanOrEqual(15_000);
  });

  test('places that nobody comes for hold nobody up', () => {
    const limit = { calls: 1, seconds: 1, burst: 1 };
    let turns: Turns = noTurns;
    for (let i = 0; i < 1000; i++) turns = askTurn(limit, turns, { lane: 'bulk', now: 0 }).turns;
    expect(askTurn(limit, turns, { lane: 'bulk', now: 3_000 }).at).toBe(1_000_000);
    expect(askTurn(limit, turns, { lane: 'bulk', now: 7_000 }).at).toBeUndefined();
  });

  test('nothing is called while the other side wants to be left alone', () => {
    const asking = [0, 1, 2].map((from) => ({ lane: 'urgent' as const, from, late: 0 }));
    const went = played({ calls: 100, seconds: 1, burst: 100 }, asking, rested(rested(noTurns, 30_000), 10_000));
    expect(Math.min(...went.map(({ at }) => at))).toBe(30_000);
  });

  test.each([
    ['a thousand at one a second, after ten minutes', { calls: 60, seconds: 60, burst: 10 }, 1000, 600_000],
    ['three hundred at one in 30 s, after an hour', { calls: 1, seconds: 30, burst: 1 }, 300, 3_600_000],
  ])('who waited while all rested comes two or three times more, in order: %s', (_, limit, many, ms) => {
    const asking = Array.from({ length: many }, (_, i) => ({ lane: 'bulk' as const, from: i, late: 0 }));
    const { went, asks } = asked(limit, asking, noTurns, { at: 5_000, ms });
    expect(asks).toBeLessThanOrEqual(4 * many);
    const order = went.map(({ caller }) => caller.from);
    // One that comes just when a call of a burst is free takes it.
    const early = order.filter((from, i) => from > (order[i + 1] ?? many));
    expect(early.length).toBeLessThan(limit.burst);
    expect(went.at(-1)?.at).toBeLessThanOrEqual(5_000 + ms + many * paceOf(limit));
  });

  test('six urgent calls go before one of bulk, however many wait in both', () => {
    const of = (lane: Lane) => Array.from({ length: 200 }, (_, i) => ({ lane, from: i, late: 0 }));
    const { went, asks } = asked({ calls: 1, seconds: 1, burst: 1 }, [...of('urgent'), ...of('bulk')]);
    const bulk = went.slice(0, 140).filter(({ caller }) => caller.lane === 'bulk').length;
    expect(bulk).toBeGreaterThanOrEqual(15);
    expect(bulk).toBeLessThanOrEqual(25);
    expect(asks).toBeLessThanOrEqual(4 * 400);
  });

  test('uses what it may: a full burst at once, and all calls of a window without one', () => {
    const many = Array.from({ length: 60 }, () => ({ lane: 'bulk' as const, from: 0, late: 0 }));
    const early = played({ calls: 10, seconds: 10, burst: 4 }, many).filter(({ at }) => at === 0);
    expect(early).toHaveLength(4);
    expect(played({ calls: 2, seconds: 1, burst: 1 }, many).at(-1)?.at).toBe(29_500);
  });
});

describe('limits that an installation sets', () => {
  test('are read with and without a burst', () =>
    expect(readLimits('eu-hub/receipts=50/60/10, nmvs/single=1/0.5')).toEqual({
      'eu-hub/receipts': { calls: 50, seconds: 60, burst: 10 },
      'nmvs/single': { calls: 1, seconds: 0.5, burst: 1 },
    }));
  test('may be none', () => expect(readLimits('')).toEqual({}));
  test.each(['eu', 'eu-hub/x=0/1', 'eu-hub/x=1/0', 'eu-hub/x=5/1/6', 'eu-hub/x=5/1/0', 'eu-hub/x=a/b'])(
    '%s is refused',
    (text) => expect(isRefusal(readLimits(text))).toBe(true),
  );
});
