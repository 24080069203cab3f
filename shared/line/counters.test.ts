import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CounterInput, type Counters, countIn, defectiveOf, noCounters } from './counters.ts';
import { oeeOf } from './oee.ts';
import { packMlModes, packMlStates } from './packml.ts';

const keysOf = <Key extends string>(table: Record<Key, unknown>) => {
  const isKey = (key: string): key is Key => key in table;
  return Object.keys(table).filter(isKey);
};
const units = fc.integer({ min: 1, max: 50 });
const input: fc.Arbitrary<CounterInput> = fc.oneof(
  fc.record({ kind: fc.constant('time' as const), passed: fc.integer({ min: -5_000, max: 60_000 }) }),
  fc.record({ kind: fc.constant('state' as const), state: fc.constantFrom(...keysOf(packMlStates)) }),
  fc.record({ kind: fc.constant('mode' as const), mode: fc.constantFrom(...keysOf(packMlModes)) }),
  fc.record({ kind: fc.constant('planned' as const), planned: fc.boolean() }),
  fc.record({ kind: fc.constant('consumed' as const), units }),
  fc.record({ kind: fc.constant('settled' as const), units, defect: fc.constantFrom(undefined, 'grade', 'no read') }),
  fc.constant({ kind: 'reset' as const }),
);
const inputs = fc.array(input, { maxLength: 60 });
const fold = (all: readonly CounterInput[]): Counters => all.reduce(countIn, noCounters);
const sum = (times: object) => Object.values(times).reduce<number>((total, time) => total + time, 0);

describe('counters of a line', () => {
  test('times of modes and of states add up to the time since the reset', () => {
    fc.assert(
      fc.property(inputs, (all) => {
        const { modeCumulativeTime, stateCumulativeTime, accTimeSinceReset } = fold(all);
        expect(sum(modeCumulativeTime)).toBe(accTimeSinceReset);
        expect(Object.values(stateCumulativeTime).reduce((total, times) => total + sum(times), 0)).toBe(
          accTimeSinceReset,
        );
      }),
    );
  });

  test('nothing is planned longer than time passed, nor executed longer than planned', () => {
    fc.assert(
      fc.property(inputs, (all) => {
        const { executeTime, plannedTime, accTimeSinceReset } = fold(all);
        expect(executeTime).toBeLessThanOrEqual(plannedTime);
        expect(plannedTime).toBeLessThanOrEqual(accTimeSinceReset);
      }),
    );
  });

  test('units counted ever are those of all inputs; those since a reset are the inputs behind it', () => {
    fc.assert(
      fc.property(inputs, inputs, (before, after) => {
        const settled = (all: readonly CounterInput[]) =>
          all.reduce((total, one) => total + (one.kind === 'settled' ? one.units : 0), 0);
        const counters = fold([...before, { kind: 'reset' }, ...after.filter(({ kind }) => kind !== 'reset')]);
        expect(counters.processed).toEqual({ count: settled(after), accCount: settled(before) + settled(after) });
        expect(defectiveOf(counters).count).toBeLessThanOrEqual(counters.processed.count);
      }),
    );
  });

  test('a clock that is set back counts nothing', () => {
    expect(countIn(noCounters, { kind: 'time', passed: -3_600_000 })).toBe(noCounters);
  });

  test('a state that is entered anew begins at nothing and goes on accumulating', () => {
    const counters = fold([
      { kind: 'state', state: 'Execute' },
      { kind: 'time', passed: 1_000 },
      { kind: 'state', state: 'Held' },
      { kind: 'time', passed: 10 },
      { kind: 'state', state: 'Execute' },
      { kind: 'time', passed: 500 },
    ]);
    expect(counters).toMatchObject({
      stateCurrentTime: 500,
      stateCumulativeTime: { Produce: { Execute: 1_500, Held: 10 } },
    });
  });
});

describe('effectiveness', () => {
  test('is what the line made in the planned time of what it is made for', () => {
    const made = { plannedTime: 600_000, executeTime: 300_000, processed: 900, defective: 90, designSpeed: 300 };
    expect(oeeOf(made)).toEqual({ availability: 0.5, performance: 0.6, quality: 0.9, oee: 0.27 });
  });

  test('is not known without a design speed, nor before anything was made', () => {
    expect(oeeOf({ plannedTime: 1, executeTime: 1, processed: 1, defective: 0 }).oee).toBeUndefined();
    const nothing = { availability: undefined, performance: undefined, quality: undefined, oee: undefined };
    expect(oeeOf({ plannedTime: 0, executeTime: 0, processed: 0, defective: 0, designSpeed: 300 })).toEqual(nothing);
  });

  test('of what any counters say, availability and quality are shares', () => {
    fc.assert(
      fc.property(inputs, (all) => {
        const counters = fold(all);
        const made = { processed: counters.processed.count, defective: defectiveOf(counters).count };
        const { availability, quality } = oeeOf({ ...counters, ...made, designSpeed: 400 });
        for (const share of [availability ?? 0, quality ?? 0]) expect(share >= 0 && share <= 1).toBe(true);
      }),
    );
  });
});
