import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LineCommand, type LineState, nextState } from './packml.ts';

const commands: LineCommand[] = ['reset', 'start', 'hold', 'unhold', 'complete', 'stop', 'abort', 'clear', 'done'];
const after = (...given: LineCommand[]) =>
  given.reduce<LineState>((state, command) => nextState(state, command) ?? state, 'Stopped');

test('a line starts, holds, goes on and completes', () => {
  expect(after('reset', 'start', 'done')).toBe('Execute');
  expect(after('reset', 'start', 'done', 'hold', 'done')).toBe('Held');
  expect(after('reset', 'start', 'done', 'hold', 'done', 'unhold', 'done', 'complete', 'done')).toBe('Complete');
});

test('a line runs only after a start', () => {
  expect(nextState('Idle', 'done')).toBeUndefined();
  expect(nextState('Stopped', 'start')).toBeUndefined();
});

test('a line can be stopped and aborted whatever it does, and only an aborted one needs clearing', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...commands)), (given) => {
      const state = after(...given);
      if (state === 'Aborted') return nextState(state, 'clear') === 'Stopped';
      const stops = state === 'Stopped' || state === 'Stopping' || nextState(state, 'stop') === 'Stopping';
      return stops && nextState(state, 'abort') === 'Aborted';
    }),
  );
});
