import { expect, test } from 'vitest';
import { resendWords } from './resend-words.ts';

const now = Date.parse('2026-03-01T10:00:00Z');

test.each(['rejected', 'parked'] as const)('what is %s is sent again, and it is said what goes', (state) => {
  expect(resendWords({ state }, now)).toMatchObject({ label: 'Send again' });
});

test('what waits for its next try is tried now, as long as it waits', () => {
  expect(resendWords({ state: 'due', nextTry: '2026-03-01T11:00:00.000Z' }, now)).toMatchObject({
    label: 'Try it now',
  });
  expect(resendWords({ state: 'due', nextTry: '2026-03-01T09:59:59.000Z' }, now)).toBeUndefined();
});

test.each(['due', 'acknowledged', 'cancelled'] as const)('what is %s and waits for nothing is not', (state) => {
  expect(resendWords({ state }, now)).toBeUndefined();
});
