import * as v from 'valibot';
import { beforeEach, expect, test, vi } from 'vitest';
import { newRecall } from '../../shared/messages/recalls-api.ts';
import { dropRecall, keepRecall, recallDraft, wantedRecall } from './recall-draft.ts';

const signed = { meaning: 'recall approved', reason: 'glass was found in two packs' };
const draft = {
  ...{ recall: 'r1', gtin: '09521321543218', kind: 'lot', lot: 'L1', pool: '', from: '', to: '', serials: 'A1\nA2' },
  ...{ level: 'pharmacy', class: '' },
};

/** The browser's store of a tab. */
beforeEach(() => {
  const items = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, text: string) => void items.set(name, text),
    removeItem: (name: string) => void items.delete(name),
  });
});

test('a recall waits in the tab while its signer proves who he is, and in no address', () => {
  keepRecall(draft);
  expect(recallDraft()).toEqual(draft);
  dropRecall();
  expect(recallDraft()).toMatchObject({ recall: '', kind: 'lot', level: 'pharmacy', class: '' });
});

test('what another program left in the tab is no recall', () => {
  sessionStorage.setItem('seriate-recall', '{"recall":"r1"}');
  expect(recallDraft()).toMatchObject({ recall: '' });
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
