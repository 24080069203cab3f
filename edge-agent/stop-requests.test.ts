import { describe, expect, test } from 'vitest';
import { stopRequests } from './stop-requests.ts';

describe('being asked to stop', () => {
  const asked = (...times: number[]) => {
    let at = 0;
    const ask = stopRequests(() => at);
    return times.map((time) => {
      at = time;
      return ask();
    });
  };

  test('is done tidily, also when the terminal and the parent both ask', () => {
    expect(asked(100, 101)).toEqual(['stop', 'carry on']);
    expect(asked(100, 5_099)).toEqual(['stop', 'carry on']);
  });

  test('is done at once for who asks again after five seconds, or a third time', () => {
    expect(asked(100, 5_100)).toEqual(['stop', 'go at once']);
    expect(asked(0, 1, 2)).toEqual(['stop', 'carry on', 'go at once']);
  });
});
