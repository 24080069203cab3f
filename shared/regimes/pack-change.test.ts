import { describe, expect, test } from 'vitest';
import type { ObjectEvent } from '../epcis/event.ts';
import { decommissionEvent, destroyEvent } from '../trace/end-units.ts';
import { sampleEvent } from '../trace/sample.ts';
import { packChangeOf } from './pack-change.ts';

const ending = {
  epcs: ['urn:epc:id:sgtin:9521321.054321.A1'],
  at: '2026-03-02T08:00:00.000Z',
  offset: '+01:00',
  readPoint: 'urn:epc:id:sgln:9521321.00001.0',
  bizLocation: 'urn:epc:id:sgln:9521321.00001.0',
};
const observed = (bizStep: string, disposition: string): ObjectEvent => ({
  ...sampleEvent({ ...ending, kind: 'qa' }),
  bizStep,
  disposition,
});

describe('what an event makes of packs', () => {
  test.each([
    ['a sample', sampleEvent({ ...ending, kind: 'qa' }), 'sampled'],
    ['a destruction', destroyEvent(ending), 'destroyed'],
    ['a theft', observed('inspecting', 'stolen'), 'stolen'],
    ['a disposal', observed('decommissioning', 'disposed'), 'destroyed'],
  ])('%s is told as such', (_, event, change) => expect(packChangeOf(event)).toBe(change));

  test('numbers that were taken off without a word of the packs are not guessed at', () =>
    expect(packChangeOf(decommissionEvent(ending))).toBe('ended'));

  test.each([
    ['an expired pack', { ...decommissionEvent(ending), disposition: 'expired' }],
    ['a dispensed pack', { ...decommissionEvent(ending), disposition: 'dispensed' }],
    ['storing', observed('storing', 'in_progress')],
    ['a recall', observed('holding', 'recalled')],
    ['a word that every object knows', observed('constructor', '__proto__')],
  ])('%s is nobody’s business', (_, event) => expect(packChangeOf(event)).toBeUndefined());

  test('a declaration that it was an error is no destruction', () => {
    const errorDeclaration = { declarationTime: ending.at };
    expect(packChangeOf({ ...destroyEvent(ending), errorDeclaration })).toBeUndefined();
  });
});
