import { describe, expect, test } from 'vitest';
import { fullName, localName, masterDataName, memberCalled, memberNamed } from './member-names.ts';

const definitions = new Map([
  ['mda', 'urn:epcglobal:cbv:mda'],
  ['us', 'http://epcis.gs1us.org/hc/ns'],
  ['ex', 'https://example.org/'],
]);

describe('names of members', () => {
  test.each([
    ['ex:a', 'https://example.org/a'],
    ['us:a', 'http://epcis.gs1us.org/hc/nsa'],
    ['cbvmda:a', 'urn:epcglobal:cbv:mda:a'],
    ['none:a', 'none:a'],
    ['a', 'a'],
    ['https://example.org/a', 'https://example.org/a'],
    ['urn:x:a', 'urn:x:a'],
  ])('%s is %s in full', (name, full) => expect(fullName(name, definitions)).toBe(full));

  test.each([
    ['cbvmda:lotNumber', 'lotNumber'],
    ['mda:lotNumber', 'lotNumber'],
    ['urn:epcglobal:cbv:mda#lotNumber', 'lotNumber'],
    ['urn:epcglobal:cbv:mda:lotNumber', 'lotNumber'],
    ['ex:lotNumber', undefined],
    ['lotNumber', undefined],
  ])('%s is CBV’s %s', (name, local) => expect(masterDataName(name, definitions)).toBe(local));

  test.each([
    ['sbdh:Sender', 'Sender'],
    ['Sender', 'Sender'],
    ['@Authority', 'Authority'],
    ['https://example.org/a#b', 'b'],
    ['https://example.org/a/b', 'b'],
    ['', ''],
    [`${':'.repeat(100_000)}x`, 'x'],
  ])('%.30s calls itself %s', (name, local) => expect(localName(name)).toBe(local));

  test('find their values', () => {
    const holder = { 'ex:a': 1, 'us:a': 2 };
    expect(memberNamed(holder, 'http://epcis.gs1us.org/hc/nsa', definitions)).toEqual({ name: 'us:a', value: 2 });
    expect(memberNamed(holder, 'a', definitions)).toBeUndefined();
    expect(memberCalled({ 'n0:Sender': 1, Receiver: 2 }, 'Receiver')).toBe(2);
    expect(memberCalled({ 'n0:Sender': 1 }, 'Receiver')).toBeUndefined();
  });
});
