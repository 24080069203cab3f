import { expect, test } from 'vitest';
import { regimeOf } from '#shared/regimes/regimes.ts';
import { row } from '../../test/kit/submission-row.ts';
import { untilItShows } from './until-it-shows.ts';

const at = '2026-03-01T10:00:00.000Z';

/** How long a lost answer is waited for before it is asked what came of the message, so many seconds after that was sent. */
function waits(market: string, name: string, after: number) {
  const regime = regimeOf(market);
  if (regime === undefined) throw new Error(`no market ${market}`);
  const delivery = row('d1', 'due', {
    frozen: { requestId: 'r1', evidenceKey: 'sent', method: 'POST', path: '/', headers: {} },
    evidence: [{ at, direction: 'sent', key: 'sent' }],
  });
  const now = () => new Date(Date.parse(at) + after * 1_000);
  return untilItShows({ now }, { delivery, regime, report: { key: 'k', name, act: 'a' } })?.wait;
}

test.each([
  ['the Russian order station', 'ru-oms', 'utilisation', 300],
  ['a code that takes the place of another in China', 'cn', 'codereplace', 300],
  ['a marking system of xTrace', 'kz', 'utilisation', 900],
])('what may have arrived is not sought before it can show: %s', (_, market, name, seconds) => {
  expect(waits(market, name, 10)).toBe(seconds - 10);
  expect(waits(market, name, seconds)).toBeUndefined();
});

test('what is asked for by a number of its own is asked for at once', () =>
  expect(waits('cn', 'uploadinoutbill', 10)).toBeUndefined());
