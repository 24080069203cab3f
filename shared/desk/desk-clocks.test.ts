import { expect, test } from 'vitest';
import { answerDue } from './desk-clocks.ts';

const friday = new Date('2026-03-06T15:00:00Z');

test.each([
  ['missing-data', '2026-03-07T15:00:00.000Z'],
  ['overage', '2026-03-08T15:00:00.000Z'],
  ['master-data', '2026-03-11T15:00:00.000Z'],
] as const)('%s of a Friday afternoon is due at %s', (kind, due) => {
  expect(answerDue(kind, friday).toISOString()).toBe(due);
});

test('three business days that begin on a Saturday end on a Wednesday', () => {
  expect(answerDue('master-data', new Date('2026-03-07T00:00:00Z')).toISOString()).toBe('2026-03-11T00:00:00.000Z');
});
