import { expect, test } from 'vitest';
import type { BatchAtHand } from '../data/status-shape.ts';
import { bigCommand, sideCommands } from './next-command.ts';
import { stepOf } from './step-of.ts';

const batch = (state: string, number = 1): BatchAtHand => ({
  ...{ batch: number, order: 'order-1', owner: 'acme', gtin: '1', lot: 'A', state, quantity: 10, counts: {} },
});
const waits = (phase?: 'before' | 'after') => ({
  clearance: phase === undefined ? undefined : { phase, items: ['bin is empty'] },
  partials: [],
  else: [],
});

test('a batch goes from clearance over start, packing and closing to its report', () => {
  expect(stepOf({ next: undefined })).toBeUndefined();
  expect(stepOf({ next: 1, awaited: waits('before') })).toBe('clearance');
  expect(stepOf({ next: 1, awaited: waits() })).toBe('start');
  expect(stepOf({ next: 1, batch: batch('clearance') })).toBe('start');
  expect(stepOf({ next: 1, batch: batch('paused') })).toBe('running');
  expect(stepOf({ next: 1, batch: batch('closing'), awaited: waits('after') })).toBe('closing');
  expect(stepOf({ batch: batch('closed') })).toBe('report');
  expect(stepOf({ next: 2, batch: batch('reported') })).toBe('start');
});

const stop = { alarm: 1, code: 'silence', detail: 'nothing comes', cause: '', remedy: '', stops: true, signed: false };

test('the command that brings the line on is shown big, when nothing else has to be done first', () => {
  const idle = { commands: ['start', 'stop', 'abort'], alarms: [], awaited: waits() };
  expect(bigCommand(idle)).toBe('start');
  expect(sideCommands(idle)).toEqual(['stop', 'abort']);
  expect(bigCommand({ ...idle, awaited: waits('before') })).toBeUndefined();
  expect(sideCommands({ ...idle, awaited: waits('before') })).toEqual(['stop', 'abort']);
  expect(bigCommand({ ...idle, commands: ['stop'], alarms: [stop] })).toBeUndefined();
});
