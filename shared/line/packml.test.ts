import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandsOf, mayChangeMode, nextState, type PackMlEvent, type PackMlState, packMlStates } from './packml.ts';

const states = Object.keys(packMlStates).filter((name): name is PackMlState => name in packMlStates);
const waits = ['Stopped', 'Idle', 'Suspended', 'Held', 'Complete', 'Aborted'];
const along = (from: PackMlState, events: readonly PackMlEvent[]) =>
  events.reduce<PackMlState | undefined>((state, event) => state && nextState(state, event), from);

describe('a line in PackML', () => {
  test('has seventeen states, Clearing the first and Idle the fourth', () => {
    expect(states).toHaveLength(17);
    expect(packMlStates).toMatchObject({ Clearing: 1, Idle: 4, Execute: 6, Complete: 17 });
  });

  test('goes from Stopped through a run to Complete and is ready for the next', () => {
    expect(along('Stopped', ['reset', 'done', 'start', 'done', 'complete', 'done', 'reset', 'done'])).toBe('Idle');
  });

  test('comes back to Execute from a hold and from a suspension', () => {
    expect(along('Execute', ['hold', 'done', 'unhold', 'done'])).toBe('Execute');
    expect(along('Execute', ['suspend', 'done', 'unsuspend', 'done'])).toBe('Execute');
    expect(along('Suspended', ['hold', 'done'])).toBe('Held');
  });

  test('leaves Aborted through Clearing only', () => {
    expect(commandsOf('Aborted')).toEqual(['clear']);
    expect(along('Aborted', ['clear', 'done'])).toBe('Stopped');
  });

  test.each(states)('%s waits for a command or ends by itself, never both (Execute may do either)', (state) => {
    expect(nextState(state, 'done') === undefined).toBe(waits.includes(state));
  });

  test.each(states)(
    '%s can be aborted unless it is being or has been, and stopped unless it is not running',
    (state) => {
      expect(nextState(state, 'abort')).toBe(['Aborting', 'Aborted'].includes(state) ? undefined : 'Aborting');
      const still = ['Stopped', 'Stopping', 'Clearing', 'Aborting', 'Aborted'].includes(state);
      expect(nextState(state, 'stop')).toBe(still ? undefined : 'Stopping');
    },
  );

  test('from wherever it is, abort, clear and reset bring it to Idle', () => {
    fc.assert(
      fc.property(fc.constantFrom(...states), (state) => {
        const aborted = along(state, state === 'Aborted' ? [] : state === 'Aborting' ? ['done'] : ['abort', 'done']);
        expect(aborted && along(aborted, ['clear', 'done', 'reset', 'done'])).toBe('Idle');
      }),
    );
  });

  test('changes its mode only where nothing moves', () => {
    expect(states.filter(mayChangeMode).sort()).toEqual(['Aborted', 'Idle', 'Stopped']);
  });
});
