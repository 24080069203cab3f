import { beforeEach, describe, expect, test } from 'vitest';
import type { RefusedMessage } from '../outbox/set-aside.ts';
import { StoreWatch } from './store-watch.ts';

const HOUR_MS = 3_600_000;
let usedBytes: number;
let days: number | undefined;
let oldest: number | undefined;
let refused: RefusedMessage[];
let said: Map<string, string>;
let watch: StoreWatch;
beforeEach(() => {
  [usedBytes, days, oldest, refused, said] = [0, undefined, undefined, [], new Map()];
  watch = new StoreWatch({
    use: () => ({ usedBytes, mostBytes: 1_000_000_000 }),
    fullInDays: () => days,
    outbox: { oldest: () => oldest, setAside: { list: () => refused.slice(0, 2), count: () => refused.length } },
    alarms: { say: (code, detail) => (detail === undefined ? said.delete(code) : said.set(code, detail)) },
    now: () => 100 * HOUR_MS,
    log: () => undefined,
  });
});

/** What people see when so many per cent are used. */
function at(percent: number): Record<string, string> {
  usedBytes = percent * 10_000_000;
  watch.look();
  return Object.fromEntries(said);
}
const used = (percent: number) => ({ 'disk-filling': expect.stringContaining(`more than ${percent} %`) });

const message = { line: 'line-1', kind: 'epcis', batch: 1, detail: 'no such product' };

describe('the watch over the records', () => {
  test('tells people at 70, 85 and 95 %, and has the lines stand when there is no more room', () => {
    expect(at(69)).toEqual({});
    expect(at(70)).toEqual(used(70));
    expect(at(86)).toEqual(used(85));
    expect(at(99)).toEqual(used(95));
    expect(watch.full()).toBeUndefined();
    expect(at(100)).toEqual({ 'disk-full': "the 1,000 MB that the site's records may take are used up" });
    expect(watch.full()).toContain('used up');
  });

  test('tells people days ahead that there will be no more room', () => {
    days = 5;
    expect(at(10)).toEqual({ 'disk-forecast': "the 1,000 MB that the site's records may take are used up in 5 days" });
    days = undefined;
    expect(at(10)).toEqual({});
  });

  test('takes a level for over only when it is well below it', () => {
    at(100);
    expect(at(99)).toHaveProperty('disk-full');
    expect(at(97)).toEqual(used(95));
    expect(watch.full()).toBeUndefined();
    expect(at(94)).toEqual(used(95));
    expect(at(92)).toEqual(used(85));
    expect(at(10)).toEqual({});
  });

  test('tells of messages that wait for hours, and of those that were refused', () => {
    oldest = 98.9 * HOUR_MS;
    refused = [7, 9, 12].map((sequence) => ({ ...message, sequence }));
    expect(at(0)).toEqual({
      'outbox-waits': 'the oldest message has waited for more than 1 h',
      'messages-refused': 'message 7 of line-1: no such product; and 2 more',
    });
    [oldest, refused] = [99.5 * HOUR_MS, []];
    expect(at(0)).toEqual({});
  });
});
