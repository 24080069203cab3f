import { expect, test } from 'vitest';
import { type Draft, statedIn } from './statement-draft.ts';

const kind = {
  name: 'bill-211',
  title: 'Goods went back',
  report: 'bill',
  facts: [{ name: 'number', title: 'Number', form: '1 to 100 characters', optional: true }],
};
const draft: Draft = {
  statement: 's1',
  market: 'cn',
  name: 'bill-211',
  values: {
    '/things': 'urn:a\nurn:b',
    '/at': '2026-03-01T10:00:00.000Z',
    '/to': '9521999000013',
    '/reason': ' the recall of last week',
    '/signature/meaning': 'told by hand',
  },
};

test('a statement about things names each of them, and leaves out what is not said', () => {
  expect(statedIn({ ...kind, of: 'things' }, draft)).toEqual({
    statement: 's1',
    market: 'cn',
    name: 'bill-211',
    things: ['urn:a', 'urn:b'],
    at: '2026-03-01T10:00:00.000Z',
    to: '9521999000013',
    facts: {},
    reason: 'the recall of last week',
    signature: { meaning: 'told by hand' },
  });
});

test('a statement about a report names its delivery, and the facts that were typed', () => {
  const values = { ...draft.values, '/delivery': 'd1', '/facts/number': '7' };
  const stated = statedIn({ ...kind, of: 'document' }, { ...draft, values });
  expect(stated).toMatchObject({ delivery: 'd1', facts: { number: '7' } });
  expect(stated).not.toHaveProperty('things');
});
