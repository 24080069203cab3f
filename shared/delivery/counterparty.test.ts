import { expect, test } from 'vitest';
import { afterHearing, type Heard } from './counterparty.ts';

const heard = (notice: string, things: number, change: Partial<Heard> = {}): Heard => ({
  ...{ notice, things, means: 'accepted', at: `2026-03-01T1${notice}:00:00.000Z` },
  ...change,
});

test('goods are accepted once all of them are, and a notice counts once', () => {
  const part = afterHearing(undefined, heard('1', 1), 3);
  expect(part).toMatchObject({ state: 'partly-accepted', accepted: 1 });
  expect(afterHearing(part, heard('1', 1), 3)).toBeUndefined();
  expect(afterHearing(part, heard('2', 2), 3)).toMatchObject({ state: 'accepted', accepted: 3, notices: ['1', '2'] });
});

test('goods of which any were refused stay so, with the reason', () => {
  const refused = afterHearing(undefined, heard('2', 1, { means: 'refused', reason: 'Wet', remedy: 'ask' }), 2);
  expect(afterHearing(refused, heard('1', 1), 2)).toEqual({
    ...{ state: 'refused', accepted: 1, refused: 1, at: '2026-03-01T12:00:00.000Z', reason: 'Wet', remedy: 'ask' },
    notices: ['2', '1'],
  });
});

test('goods that are told anew after a refusal are heard anew, and a notice of before still counts once', () => {
  const refused = afterHearing(undefined, heard('1', 1, { means: 'refused', reason: 'Wet' }), 1);
  const anew = afterHearing(refused, heard('2', 1), 1, 2);
  expect(anew).toEqual({
    ...{ state: 'accepted', accepted: 1, refused: 0, at: '2026-03-01T12:00:00.000Z' },
    ...{ notices: ['1', '2'], round: 2 },
  });
  expect(afterHearing(anew, heard('1', 1, { means: 'refused' }), 1, 2)).toBeUndefined();
});
