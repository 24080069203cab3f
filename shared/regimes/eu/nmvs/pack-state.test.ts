import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import { mayUndo } from './may-undo.ts';
import { acts } from './operations.ts';
import { changePack, isReversible, type PackChange, type PackStanding, stateOf } from './pack-state.ts';
import { stateTold } from './state-told.ts';

const DAY = 86_400_000;
const active: PackStanding = { state: 'ACTIVE', since: 0, by: '' };
const changing = acts.filter((act) => act !== 'verify');

const change = fc.record({
  act: fc.constantFrom(...acts),
  undo: fc.boolean(),
  by: fc.constantFrom('here', 'there'),
  wait: fc.integer({ min: 0, max: 20 * DAY }),
});

/** A pack after each thing that was asked of it, in order of time. */
function pathOf(changes: readonly (Omit<PackChange, 'at'> & { wait: number })[]): PackStanding[] {
  const path = [active];
  let at = 0;
  for (const { wait, ...one } of changes) {
    at += wait;
    const before = path.at(-1) ?? active;
    const outcome = changePack(before, { ...one, at });
    path.push('code' in outcome ? before : outcome);
  }
  return path;
}

describe('a pack', () => {
  test('that is destroyed or stolen stays so, whatever is asked', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const states = pathOf(changes).map(({ state }) => state);
        const end = states.findIndex((state) => state === 'DESTROYED' || state === 'STOLEN');
        if (end >= 0) expect(new Set(states.slice(end)).size).toBe(1);
      }),
    );
  });

  test('goes from one inactive state to another only by way of active, but for destroying or losing a locked one', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const path = pathOf(changes);
        for (const [i, { state }] of path.entries()) {
          const before = path[i - 1]?.state ?? 'ACTIVE';
          if (before === state || before === 'ACTIVE' || state === 'ACTIVE') continue;
          expect([before, ['DESTROYED', 'STOLEN'].includes(state)]).toEqual(['LOCKED', true]);
        }
      }),
    );
  });

  test('is brought back within ten days, by the same location, and not otherwise', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...changing),
        fc.integer({ min: 0, max: 20 * DAY }),
        fc.boolean(),
        (act, wait, same) => {
          const changed = changePack(active, { act, undo: false, at: 5, by: 'here' });
          if ('code' in changed) throw new Error(changed.code);
          const back = changePack(changed, { act, undo: true, at: 5 + wait, by: same ? 'here' : 'there' });
          const may = isReversible(act) && same && wait <= 10 * DAY;
          expect('state' in back && back.state === 'ACTIVE').toBe(may);
        },
      ),
    );
  });

  test.each([
    ['the wrong undo', { act: 'export', undo: true, at: 1, by: 'here' }, 'NMVS_NC_PCK_06'],
    ['another location', { act: 'dispense', undo: true, at: 1, by: 'there' }, 'NMVS_NC_PCK_21'],
    ['the eleventh day', { act: 'dispense', undo: true, at: 10 * DAY + 1, by: 'here' }, 'NMVS_NC_PCK_20'],
    ['a second time', { act: 'dispense', undo: false, at: 1, by: 'here' }, 'NMVS_NC_PCK_22'],
    ['after its expiry', { act: 'dispense', undo: true, at: 1, by: 'here', overlays: ['EXPIRED'] }, 'NMVS_NC_PCK_22'],
  ] as const)('that is supplied is refused %s', (_, asked, code) => {
    expect(changePack({ state: 'SUPPLIED', since: 0, by: 'here' }, asked)).toEqual({ code });
  });

  test('that is recalled, withdrawn or expired changes no more', () => {
    for (const act of changing)
      for (const overlay of ['RECALLED', 'WITHDRAWN', 'EXPIRED'] as const)
        expect(changePack(active, { act, undo: false, at: 1, by: 'here', overlays: [overlay] })).toHaveProperty('code');
  });

  test('is told in the words of an answer', () => {
    expect(stateTold({ state: 'INACTIVE', reason: 'DISPENSED' })).toBe('SUPPLIED');
    expect(stateTold({ state: 'INACTIVE', reason: 'Free sample' })).toBe('FREE_SAMPLE');
    expect(stateTold({ state: 'INACTIVE', reason: 'RECALLED' })).toBe('RECALLED');
    expect(stateTold({ state: 'INACTIVE', reason: 'LOANED' })).toBeUndefined();
    for (const act of changing) expect(stateTold({ state: 'INACTIVE', reason: stateOf(act) })).toBe(stateOf(act));
  });

  test('that may not be brought back is refused with rule and remedy before anything is sent', () => {
    const supplied: PackStanding = { state: 'SUPPLIED', since: 0, by: 'here' };
    expect(mayUndo(supplied, { act: 'dispense', at: DAY, by: 'here' })).toBeUndefined();
    const refused = mayUndo(supplied, { act: 'dispense', at: 11 * DAY, by: 'here' });
    expect(isRefusal(refused) && [refused.rule, refused.detail]).toEqual([
      expect.stringContaining('Article 13'),
      expect.stringContaining('NMVS_NC_PCK_20'),
    ]);
  });
});
