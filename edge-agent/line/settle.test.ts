import { describe, expect, test } from 'vitest';
import { settle, settleUnconfirmed } from './settle.ts';

const verdicts = [undefined, 'good', 'reject', 'sample'] as const;
const fates = ['passed', 'rejected', 'sampled'] as const;
const all = verdicts.flatMap((verdict) => fates.map((fate) => ({ verdict, fate, reason: undefined })));

describe('a unit’s fate', () => {
  test('is to be commissioned only when it was good and the gate saw it pass', () => {
    const commissioned = all.filter(({ fate, ...unit }) => settle(unit, fate, 'feeding').state === 'commissioned');
    expect(commissioned).toEqual([
      { verdict: 'good', fate: 'passed', reason: undefined },
      { verdict: 'sample', fate: 'passed', reason: undefined },
    ]);
  });

  test('raises an alarm whenever the gate did not do as it was told', () => {
    const told = { good: 'passed', reject: 'rejected', sample: 'sampled' } as const;
    for (const { fate, ...unit } of all) {
      const obeyed = fate === (unit.verdict === undefined ? 'rejected' : told[unit.verdict]);
      expect(settle(unit, fate, 'feeding').alarm === undefined).toBe(obeyed);
    }
  });

  test.each([undefined, 'reject'] as const)(
    'stops the line when a pack without a good verdict passed: %s',
    (verdict) => {
      expect(settle({ verdict, reason: 'grade' }, 'passed', 'feeding')).toMatchObject({
        state: 'rejected',
        fate: 'passed',
        alarm: 'bad-pack-passed',
      });
    },
  );

  test('is to be purged without further ado when the zone is run empty', () => {
    expect(settle({ verdict: 'good', reason: undefined }, 'rejected', 'clearing')).toEqual({
      state: 'rejected',
      fate: 'rejected',
      reason: 'purged',
    });
  });

  test('keeps the camera’s reason', () => {
    expect(settle({ verdict: 'reject', reason: 'grade' }, 'rejected', 'feeding').reason).toBe('grade');
  });

  test('is to be rejected when nobody can tell', () => {
    const unread = { state: 'printing', verdict: undefined, reason: undefined } as const;
    expect(settleUnconfirmed(unread)).toMatchObject({ state: 'destroyed', reason: 'printed, not seen' });
    expect(settleUnconfirmed({ state: 'verified', verdict: 'good', reason: undefined })).toMatchObject({
      state: 'rejected',
      reason: 'not confirmed at the gate',
      alarm: 'not-confirmed',
    });
  });

  test('is to stay refused for what the camera saw, whether or not the gate confirms it', () => {
    expect(settleUnconfirmed({ state: 'verified', verdict: 'reject', reason: 'grade' }).reason).toBe('grade');
  });
});
