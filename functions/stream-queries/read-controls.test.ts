import { describe, expect, test } from 'vitest';
import { Refused } from '#common/refused.ts';
import { type Parameters, readControls } from './read-controls.ts';

const parameters = (query: string): Parameters => {
  const read = new URLSearchParams(query);
  return Object.fromEntries([...new Set(read.keys())].map((name) => [name, read.getAll(name)]));
};
const read = (query: string) => readControls(parameters(query));
function refusal(query: string) {
  try {
    read(query);
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
  throw new Error('not refused');
}

describe('the parameters of a stream', () => {
  test('say to tell events as they are captured', () =>
    expect(read('queryName=all&stream=true&access_token=x')).toEqual({ queryName: 'all', reportIfEmpty: false }));

  test('say when to tell them, as in the schedule of a subscription', () => {
    const controls = read('queryName=all&minute=0,30&dayOfWeek=[1-5]&reportIfEmpty=true');
    expect(controls.schedule?.sent).toEqual({ minute: '0,30', dayOfWeek: '[1-5]' });
    expect(controls.reportIfEmpty).toBe(true);
  });

  test('say from which record time on', () =>
    expect(read('queryName=all&stream=true&initialRecordTime=2026-03-01T09:00:00%2B01:00').initialRecordTime).toBe(
      '2026-03-01T08:00:00.000Z',
    ));

  test.each([
    ['queryName=all', 'stream'],
    ['queryName=all&stream=false', 'stream'],
    ['queryName=all&stream=true&hour=5', 'stream'],
    ['queryName=all&hour=25', 'hour'],
    ['queryName=all&month=2&dayOfMonth=30', ''],
  ])('of %s are refused as controls', (query, at) =>
    expect(refusal(query)).toMatchObject({ refused: 'bad-subscription', at }),
  );

  test.each([
    ['stream=true', 'queryName'],
    ['queryName=&stream=true', 'queryName'],
    ['queryName=a&queryName=b&stream=true', 'queryName'],
    ['queryName=all&stream=yes', 'stream'],
    ['queryName=all&stream=true&reportIfEmpty=1', 'reportIfEmpty'],
    ['queryName=all&stream=true&initialRecordTime=yesterday', 'initialRecordTime'],
    ['queryName=all&stream=true&eventType=ObjectEvent', 'eventType'],
  ])('of %s are refused, naming the one that is wrong', (query, at) =>
    expect(refusal(query)).toMatchObject({
      refused: 'bad-parameter',
      at,
      rule: expect.any(String),
      remedy: expect.any(String),
    }),
  );
});
