import { expect, test } from 'vitest';
import { emptyDeskDraft, wantedCase } from './desk-draft.ts';

const draft = { ...emptyDeskDraft, partner: ' medico ', text: 'A pallet came, and no data of it ' };

test('a case says whom it is with, what is wrong, and the things it is about one by one', () => {
  expect(wantedCase('c1', { ...draft, things: 'urn:a\n urn:b\n' })).toEqual({
    id: 'c1',
    kind: 'missing-data',
    partner: 'medico',
    text: 'A pallet came, and no data of it',
    subject: { things: ['urn:a', 'urn:b'] },
  });
});

test('an order and an exception are named where they are known', () => {
  expect(wantedCase('c1', { ...draft, order: 'PO-1', exception: 'x1' })).toMatchObject({
    exception: 'x1',
    subject: { documents: [{ type: 'po', number: 'PO-1' }] },
  });
});

test('a case about master data names the key that is wrong, by its length a place or a product', () => {
  const keyed = { ...draft, kind: 'master-data', invalid: '9521321000018', proposed: '9521321000025' };
  expect(wantedCase('c1', keyed)).toMatchObject({
    subject: { keys: [{ kind: 'gln', invalid: '9521321000018', proposed: '9521321000025' }] },
  });
  expect(wantedCase('c1', { ...keyed, invalid: '09521321543218', proposed: '' })).toMatchObject({
    subject: { keys: [{ kind: 'gtin', invalid: '09521321543218' }] },
  });
  expect(JSON.stringify(wantedCase('c1', { ...keyed, kind: 'overage' }))).not.toContain('keys');
});
