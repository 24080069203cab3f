import { expect, test } from 'vitest';
import { ru } from '#shared/regimes/ru/ru.ts';
import { likelyCall } from './likely-call.ts';

/** Which call a 415 is looked at as that waited for one before. */
const after = (call?: string) =>
  likelyCall({
    delivery: call === undefined ? {} : { turn: { call, at: '2026-03-01T10:00:00.000Z' } },
    regime: ru,
    report: { name: '415' },
  });

test('a report waits in the row of the call that it waited for before', () =>
  expect([after(), after('documents-send')]).toEqual(['415', 'documents-send']));

test.each(['auth', 'token'])('that it waited for %s to be let in does not have it wait there again', (call) =>
  expect(after(call)).toBe('415'),
);
