import { describe, expect, test } from 'vitest';
import { ASK_TIMES, advance, isOpen, PARK_AFTER, type Standing, triesLeft } from './standing.ts';
import type { Verdict } from './verdict.ts';

const due: Standing = { state: 'due', attempts: 1, polls: 0, uncertain: false };
const sent: Standing = { state: 'sent', attempts: 1, polls: 1, uncertain: false, receipt: 'r1' };
const next = (standing: Standing, verdict: Verdict) => advance(standing, verdict, 'acknowledged', 0.5);

describe('a delivery', () => {
  test('that is received waits for its result under the receipt', () => {
    const { standing, wait } = next(
      { ...due, uncertain: true, failure: 'timed out' },
      { verdict: 'received', receipt: 'r1' },
    );
    expect(standing).toEqual({ state: 'sent', attempts: 1, polls: 0, uncertain: false, receipt: 'r1' });
    expect(wait).toBeLessThanOrEqual(1);
  });

  test('that is acknowledged is done, under the name its kind uses', () => {
    expect(next(sent, { verdict: 'acknowledged' })).toEqual({ standing: { ...sent, state: 'acknowledged' } });
    expect(advance(due, { verdict: 'acknowledged' }, 'delivered', 0).standing.state).toBe('delivered');
  });

  test('that is accepted in part names what was refused', () => {
    const rejected = Array.from({ length: 12 }, (_, i) => ({ object: `S${i}`, code: 'DUPLICATE' }));
    const { standing } = next(sent, { verdict: 'partially-accepted', accepted: 3, rejected });
    expect(standing.state).toBe('partially-accepted');
    expect(standing.failure).toMatch(/^3 accepted, 12 rejected: S0 \(DUPLICATE\), .*and 2 more$/);
  });

  test('whose receipt leads to another one is asked about that at once', () => {
    const asked = { ...sent, polls: 5 };
    expect(next(asked, { verdict: 'received', receipt: 'r2' })).toEqual({
      standing: { ...asked, receipt: 'r2' },
      wait: 0,
    });
  });

  test('that is led in a circle comes to an end', () => {
    const last = { ...sent, polls: ASK_TIMES };
    expect(next(last, { verdict: 'received', receipt: 'r1' }).standing).toMatchObject({ state: 'due', polls: 0 });
    expect(triesLeft({ ...last, polls: ASK_TIMES + 1, receipt: 'r2' })).toBeLessThan(0);
  });

  test('that never arrived is sent again without asking', () => {
    const { standing, wait } = next(due, { verdict: 'retry', failure: 'transient', reason: 'refused' });
    expect(standing).toEqual({ ...due, failure: 'refused' });
    expect(wait).toBeGreaterThan(0);
  });

  test('that may have arrived is asked about before it is sent again', () => {
    expect(next(due, { verdict: 'retry', failure: 'ambiguous', reason: 'timed out' }).standing.uncertain).toBe(true);
  });

  test('stays uncertain when the question itself fails', () => {
    const { standing } = next({ ...due, uncertain: true }, { verdict: 'retry', failure: 'transient', reason: '503' });
    expect(standing.uncertain).toBe(true);
  });

  test('waits as long as the receiver asks', () => {
    expect(next(due, { verdict: 'retry', failure: 'transient', reason: '429', retryAfter: 77 }).wait).toBe(77);
    expect(next(sent, { verdict: 'pending', retryAfter: 9 }).wait).toBe(9);
  });

  test('is parked after the last try', () => {
    const last = { ...due, attempts: PARK_AFTER };
    const step = next(last, { verdict: 'retry', failure: 'transient', reason: 'refused' });
    expect(step).toEqual({ standing: { ...last, state: 'parked', failure: 'refused' } });
  });

  test('whose result got lost is sent again under the same request, and parked in the end', () => {
    const asked = { ...sent, polls: ASK_TIMES };
    const step = next(asked, { verdict: 'pending' });
    expect(step.standing).toMatchObject({ state: 'due', polls: 0, uncertain: false });
    expect(step.standing.receipt).toBeUndefined();
    expect(next({ ...asked, attempts: PARK_AFTER }, { verdict: 'pending' }).standing.state).toBe('parked');
  });

  test('whose receipt is unknown is asked about by its request', () => {
    expect(next(sent, { verdict: 'unknown' }).standing).toMatchObject({ state: 'due', uncertain: true });
  });

  test('whose result cannot be fetched stays sent', () => {
    const step = next(sent, { verdict: 'retry', failure: 'ambiguous', reason: 'cut off' });
    expect(step.standing).toEqual({ ...sent, failure: 'cut off' });
  });

  test('has tries left until it is parked, and questions until it is sent again', () => {
    expect([triesLeft(due), triesLeft({ ...due, attempts: PARK_AFTER })]).toEqual([PARK_AFTER - 1, 0]);
    expect([triesLeft(sent), triesLeft({ ...sent, polls: ASK_TIMES + 1 })]).toEqual([ASK_TIMES - 1, -1]);
  });

  test('that the receiver wants no more is parked, not tried again', () => {
    expect(next(due, { verdict: 'stopped', reason: 'gone' })).toEqual({
      standing: { ...due, state: 'parked', failure: 'gone' },
    });
  });

  test.each(['due', 'sent'] as const)('is open while %s', (state) => expect(isOpen(state)).toBe(true));
  test.each(['acknowledged', 'delivered', 'rejected', 'parked', 'partially-accepted'] as const)(
    'is settled once %s',
    (state) => expect(isOpen(state)).toBe(false),
  );
});
