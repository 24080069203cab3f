import { expect, test } from 'vitest';
import { codeDiffers, inWords } from './code-differs.ts';

test.each([
  [{ lot: 'FAKE' }, { lot: 'L1', expiry: '2028-06-30' }, true],
  [{ lot: 'L1', expiry: '280600' }, { lot: 'L1', expiry: '2028-06-30' }, false],
  [{ lot: 'L1', expiry: '280731' }, { lot: 'L1', expiry: '2028-06-30' }, true],
  [{ lot: 'L1' }, {}, false],
  [{}, { lot: 'L1' }, false],
])('a code that says %j of what is known with %j differs: %s', (code, known, differs) =>
  expect(codeDiffers(code, known)).toBe(differs),
);

test('what is said is told as people write it, and nothing that is not said', () =>
  expect([inWords({ lot: 'L1' }), inWords({ expiry: '280600' }), inWords({ expiry: '280630' }), inWords({})]).toEqual([
    'lot L1',
    'expiry 2028-06',
    'expiry 2028-06-30',
    'neither lot nor expiry',
  ]));
