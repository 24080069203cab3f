import { describe, expect, test } from 'vitest';
import { determinationsOf, dscsaActsOf } from './dscsa-moves.ts';

const acts = (
  kind: 'suspect' | 'form-3911' | 'ti-request' | 'exception',
  state: Parameters<typeof dscsaActsOf>[0]['state'],
) => dscsaActsOf({ kind, state, problem: undefined, outgoing: undefined, ti: undefined });

describe('what a person is offered of a case', () => {
  test('is what its state machine lets him do with a reason alone', () => {
    expect(acts('suspect', 'opened')).toEqual(['quarantine']);
    expect(acts('suspect', 'quarantined')).toEqual(['investigate']);
    expect(acts('suspect', 'cleared')).toEqual([]);
    expect(acts('ti-request', 'received')).toEqual(['gather', 'withdraw']);
    expect(acts('exception', 'answered')).toEqual(['resolve', 'withdraw']);
  });

  test('is no withdrawal of a notice to FDA, which is signed', () => {
    expect(acts('form-3911', 'sending')).toEqual([]);
  });

  test('is to determine suspect product once it is kept apart, and to clear what was condemned in error', () => {
    expect(determinationsOf({ kind: 'suspect', state: 'opened' })).toEqual([]);
    expect(determinationsOf({ kind: 'suspect', state: 'quarantined' })).toEqual(['cleared', 'illegitimate']);
    expect(determinationsOf({ kind: 'suspect', state: 'illegitimate' })).toEqual(['cleared']);
    expect(determinationsOf({ kind: 'ti-request', state: 'received' })).toEqual([]);
  });

  test('is to go on where it stopped, if something is left to be sent', () => {
    const stuck = { kind: 'form-3911', state: 'sending', problem: 'the intake refused it', ti: undefined } as const;
    expect(dscsaActsOf({ ...stuck, outgoing: { what: 'initial', state: 'due' } })).toEqual(['retry']);
    expect(dscsaActsOf({ ...stuck, outgoing: undefined })).toEqual([]);
  });
});
