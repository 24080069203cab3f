import * as v from 'valibot';
import { expect, test } from 'vitest';
import { newRecall } from '../../shared/messages/recalls-api.ts';
import { recallDraftOf, wantedRecall } from './recall-draft.ts';

const signed = { meaning: 'recall approved', reason: 'glass was found in two packs' };
const draft = recallDraftOf(
  new Map([
    ['do', 'new'],
    ['recall', 'r1'],
    ['gtin', '09521321543218'],
    ['lot', 'L1'],
  ]),
);

test('a recall is found in the address as it was typed, and nothing else of it', () => {
  expect(draft).toMatchObject({ recall: 'r1', lot: 'L1', kind: 'lot', level: 'pharmacy', class: '' });
  expect(draft).not.toHaveProperty('do');
});

test('each kind of recall is such as the API takes', () => {
  const kinds = [
    [
      { ...draft, kind: 'lot' },
      { kind: 'lot', lot: 'L1' },
    ],
    [
      { ...draft, kind: 'units', serials: 'A\n B ' },
      { kind: 'units', serials: ['A', 'B'] },
    ],
    [
      { ...draft, kind: 'range', pool: 'p1', from: 'A', to: 'C', class: 'II' },
      { kind: 'range', pool: 'p1', from: 'A', to: 'C' },
    ],
  ] as const;
  for (const [one, of] of kinds) expect(v.parse(newRecall, wantedRecall(one, signed)).of).toEqual(of);
});
