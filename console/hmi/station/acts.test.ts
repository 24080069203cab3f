import { expect, test } from 'vitest';
import { actsFor, isEnough, membersOf } from './acts.ts';
import type { Thing } from './thing-shape.ts';

const pack = (state: string): Thing => ({ is: 'pack', batch: 1, gtin: '09521234000013', serial: 'A1', state });
const box = (state: string): Thing => ({
  is: 'case',
  batch: 1,
  container: 4,
  state,
  inside: { packs: [], containers: [] },
});
const all = () => true;

test('of a pack what its state allows is offered, to whoever has the right for it', () => {
  expect(actsFor(pack('commissioned'), all)).toEqual(['sample', 'relabel', 'decommission', 'destroy']);
  expect(actsFor(pack('rejected'), all)).toEqual(['reintroduce', 'relabel', 'destroy']);
  expect(actsFor(pack('commissioned'), (right) => right === 'sample')).toEqual(['sample']);
  expect(actsFor(pack('destroyed'), all)).toEqual([]);
});

test('of a container likewise', () => {
  expect(actsFor(box('closed'), (right) => right === 'rework')).toEqual(['open', 'replace-child']);
  expect(actsFor(box('opened'), (right) => right === 'rework')).toEqual(['complete', 'split', 'replace-child']);
  expect(actsFor(box('labelled'), (right) => right === 'rework')).toEqual(['scan-back']);
});

test('what is scanned after it goes into the members that the agent knows', () => {
  expect(membersOf('swap', ['out', 'in'])).toEqual({ out: 'out', into: 'in' });
  expect(membersOf('children', ['a', 'b'])).toEqual({ children: ['a', 'b'] });
  expect(membersOf('beside', [])).toEqual({});
  expect(membersOf(undefined, [])).toEqual({});
  expect([isEnough('swap', ['a']), isEnough('beside', []), isEnough('children', [])]).toEqual([false, true, false]);
});
