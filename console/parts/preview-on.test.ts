import { expect, test } from 'vitest';
import { type PreviewOn, samplesIn, triedOn } from './preview-on.ts';

const nothing: PreviewOn = { kind: 'lot', sample: '', text: '', ids: '', gtin: '', lot: '' };
const samples = JSON.stringify([{ name: 'one', input: 'a;b', sender: 'us', expect: { output: 'c' } }]);

test('nothing is tried until all of it is said', () => {
  expect(triedOn(nothing, '')).toBeUndefined();
  expect(triedOn({ ...nothing, gtin: '0952132154321', lot: 'L1' }, '')).toBeUndefined();
  expect(triedOn({ ...nothing, kind: 'eventIds', ids: ' \n' }, '')).toBeUndefined();
  expect(triedOn({ ...nothing, kind: 'input', text: ' ' }, '')).toBeUndefined();
  expect(triedOn({ ...nothing, kind: 'sample', sample: 'two' }, samples)).toBeUndefined();
});

test('a mapping is tried on a lot, on events and on a text as they are typed', () => {
  const lot = { gtin: '09521321543218', lot: 'L1' };
  expect(triedOn({ ...nothing, ...lot, lot: ' L1 ' }, '')).toEqual({ lot });
  expect(triedOn({ ...nothing, kind: 'eventIds', ids: 'a\n b' }, '')).toEqual({ eventIds: ['a', 'b'] });
  expect(triedOn({ ...nothing, kind: 'input', text: '{} ' }, '')).toEqual({ input: '{} ' });
});

test('a mapping is tried on a sample as it would be tested, but for what is expected', () => {
  expect(triedOn({ ...nothing, kind: 'sample', sample: 'one' }, samples)).toEqual({ input: 'a;b', sender: 'us' });
  expect(samplesIn('[{')).toEqual([]);
});
