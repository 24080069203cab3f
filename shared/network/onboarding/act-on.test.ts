import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  aFirmsChannel,
  aFirmsProfile,
  anOnboarding,
  connected,
  countersigned,
  files,
  named,
  sent,
} from '../../../test/kit/an-onboarding.ts';
import { isRefusal } from '../../refusal.ts';
import { actOn, type OnboardingChange } from './act-on.ts';
import { moveOnboarding, moves } from './move-onboarding.ts';
import type { Onboarding } from './onboarding.ts';
import { type OnboardingAct, type OnboardingState, onboardingActs, onboardingStates } from './states.ts';
import { hasSettled, standingAt } from './watch.ts';

/** What each act brings along when somebody does it. */
const changes: Partial<Record<OnboardingAct, OnboardingChange>> = {
  'put-profile': { profile: aFirmsProfile },
  'put-channel': { channel: aFirmsChannel },
  'pass-connection': { evidence: { connection: connected } },
  'note-message': { evidence: { files: files.slice(1), sent } },
  'pass-message': { evidence: { files, sent } },
  'fail-message': { evidence: { files: files.map((file, i) => ({ ...file, asExpected: i > 0 })) } },
  'approve-as-partner': { evidence: { partner: named } },
  approve: { evidence: { ours: countersigned } },
};

function done(acts: readonly OnboardingAct[], from = anOnboarding()): Onboarding {
  return acts.reduce((before, act) => {
    const after = step(before, act);
    if (after === undefined) throw new Error(`${act} does not fit ${before.state}`);
    return after;
  }, from);
}

/** After an act; undefined when it does not fit. */
function step(before: Onboarding, act: OnboardingAct): Onboarding | undefined {
  const suspended = { at: '', by: 'ada', reason: 'x', from: before.state };
  const after = actOn(before, act, act === 'suspend' ? { suspended } : changes[act]);
  if (isRefusal(after)) return undefined;
  return act === 'approve' ? { ...after, liveSince: '2026-03-01T10:00:00.000Z' } : after;
}

const toTests = ['accept', 'put-profile', 'put-channel', 'pass-connection'] as const;
const toApproval = [...toTests, 'pass-message'] as const;
const toLive = [...toApproval, 'approve-as-partner', 'approve'] as const;
const onTheWay = fc.constantFrom<readonly OnboardingAct[]>([], toTests, toApproval, toLive);

describe('an onboarding', () => {
  test('goes its way to live, and is monitored, suspended and resumed', () => {
    expect(done(toLive).state).toBe('live');
    expect(done([...toLive, 'settle']).state).toBe('monitored');
    expect(done([...toLive, 'settle', 'suspend']).state).toBe('suspended');
    expect(done([...toLive, 'settle', 'suspend', 'resume']).state).toBe('live');
  });

  test('whose channel is changed is tested and approved anew, and in force all the while', () => {
    for (const acts of [toApproval, [...toApproval, 'approve-as-partner'] as const, toLive]) {
      const after = done([...acts, 'put-channel']);
      expect(after).toMatchObject({ state: 'connection-test', evidence: { files: [] } });
      expect(Object.keys(after.evidence)).toEqual(['files']);
    }
    expect(done([...toLive, 'put-channel'])).toHaveProperty('liveSince');
  });

  test('whose profile is changed keeps the test of its connection', () => {
    const after = done([...toApproval, 'put-profile']);
    expect(after).toMatchObject({ state: 'message-test', evidence: { connection: connected, files: [] } });
  });

  test('whose connection fails later on is tested anew, but stays in force when it is', () => {
    expect(done([...toApproval, 'fail-connection'])).toMatchObject({
      state: 'connection-test',
      evidence: { files: [] },
    });
    expect(done([...toLive, 'fail-connection'])).toMatchObject({ state: 'live', evidence: { files } });
  });

  test('is approved only with every file and our message acknowledged', () => {
    const before = done(toTests);
    const { acknowledged: _, ...untold } = sent;
    for (const evidence of [{ files, sent: untold }, { files: files.slice(1), sent }, { files }])
      expect(actOn(before, 'pass-message', { evidence })).toMatchObject({ refused: 'conflict' });
  });

  test('is suspended on its way only where something of it is in force, and then goes on where it was', () => {
    expect(step(done(toTests), 'suspend')).toBeUndefined();
    const changed = done([...toLive, 'put-channel', 'suspend']);
    expect(done(['resume'], changed)).toMatchObject({ state: 'connection-test' });
  });

  test('of which something is in force is withdrawn only once it is suspended', () => {
    for (const acts of [toLive, [...toLive, 'put-channel'] as const]) {
      expect(step(done(acts), 'withdraw')).toBeUndefined();
      expect(done([...acts, 'suspend', 'withdraw']).state).toBe('withdrawn');
    }
    expect(done([...toTests, 'withdraw']).state).toBe('withdrawn');
  });

  test('that was withdrawn and is invited anew begins with nothing shown', () => {
    expect(done([...toApproval, 'withdraw', 'invite'])).toMatchObject({ state: 'invited', evidence: { files: [] } });
  });

  test.each<[OnboardingAct, readonly OnboardingAct[]]>([
    ['put-channel', ['accept']],
    ['pass-connection', ['accept', 'put-profile']],
    ['pass-message', ['accept', 'put-profile', 'put-channel']],
    ['approve-as-partner', toTests],
    ['approve', toApproval],
    ['put-profile', []],
  ])('does not %s out of turn, and tells what fits', (act, before) => {
    expect(actOn(done(before), act, changes[act])).toMatchObject({
      refused: 'conflict',
      remedy: expect.stringMatching(/(POST|PUT) \/(api|partner)\//),
    });
  });

  test('tells a partner its own calls alone, and those that fit', () => {
    const remedyOf = (row: Onboarding, act: OnboardingAct, call?: string) => {
      const found = actOn(row, act, changes[act], call);
      return isRefusal(found) ? found : expect.fail(`${act} fits`);
    };
    const atProfile = done(['accept']);
    expect(remedyOf(atProfile, 'note-message', 'POST /partner/test-message')).toMatchObject({
      detail: 'POST /partner/test-message does not fit a partnership that is at profile',
      remedy: 'what fits now: PUT /partner/profile',
    });
    const bySftp = { ...done(toTests.slice(0, 3)), channel: { channel: 'sftp' } as const };
    expect(remedyOf(bySftp, 'note-message').remedy).toBe(
      'what fits now: PUT /partner/profile, PUT /partner/channel, POST /partner/sftp/connection-test',
    );
    expect(remedyOf(done([...toLive, 'suspend']), 'put-channel').remedy).toContain('ask whoever invited you');
    for (const acts of [[], ['accept'], toTests, toApproval, toLive] as const)
      for (const act of ['put-profile', 'put-channel', 'note-message', 'approve-as-partner'] as const) {
        const found = actOn(done(acts), act, changes[act]);
        if (isRefusal(found)) expect(found.remedy).not.toContain('/api/');
      }
  });

  test('tells our side its own calls alone', () => {
    const found = actOn(done(toTests), 'resume');
    expect(found).toMatchObject({
      remedy:
        'what fits now: POST /api/partners/{partner}/invitation, POST /api/onboardings/{partner}/return, POST /api/onboardings/{partner}/withdraw',
    });
  });

  test('comes to every state from its first, of which one that nobody took up is told as expired, and can go on from each', () => {
    const seen = new Set<OnboardingState>(['invited', 'expired']);
    for (const state of seen)
      for (const act of onboardingActs) {
        const next = moveOnboarding(state, act);
        if (!isRefusal(next)) seen.add(next);
      }
    expect([...seen].toSorted()).toEqual([...onboardingStates].toSorted());
    for (const state of onboardingStates)
      expect([state, onboardingActs.some((act) => moves[act][state] !== undefined)]).toEqual([state, true]);
  });

  test('is in force only by both approvals after tests that passed after the last change, whatever is tried in whatever order', () =>
    fc.assert(
      fc.property(onTheWay, fc.array(fc.constantFrom(...onboardingActs), { maxLength: 30 }), (first, more) => {
        const acts = [...first, ...more];
        let now = anOnboarding();
        const since = { connection: false, messages: false, partner: false, ours: false };
        for (const act of acts) {
          const after = step(now, act);
          if (after === undefined) continue;
          if (act === 'put-channel')
            Object.assign(since, { connection: false, messages: false, partner: false, ours: false });
          if (act === 'put-profile') Object.assign(since, { messages: false, partner: false, ours: false });
          if (act === 'pass-connection') since.connection = true;
          if (act === 'pass-message') since.messages = true;
          if (act === 'approve-as-partner') since.partner = true;
          if (act === 'approve') since.ours = true;
          now = after;
          if (now.state === 'live' || now.state === 'monitored')
            expect([acts, since]).toEqual([acts, { connection: true, messages: true, partner: true, ours: true }]);
        }
      }),
      { numRuns: 2000 },
    ));
});

describe('a partnership in force', () => {
  const live = done(toLive);
  test.each([
    ['after thirty days', '2026-03-31T10:00:00.000Z', { good: 0, faults: 0 }, true],
    ['a second before', '2026-03-31T09:59:59.000Z', { good: 19, faults: 0 }, false],
    ['after twenty documents', '2026-03-01T11:00:00.000Z', { good: 20, faults: 0 }, true],
    ['after a fault', '2026-05-01T10:00:00.000Z', { good: 100, faults: 1 }, false],
  ])('has settled: %s', (_, at, seen, settled) => expect(hasSettled(live, seen, at)).toBe(settled));
});

test('an invitation that nobody took up has expired', () => {
  const { invitation } = anOnboarding();
  expect(standingAt({ state: 'invited', invitation }, '2026-03-08T09:59:59.000Z')).toBe('invited');
  expect(standingAt({ state: 'invited', invitation }, '2026-03-08T10:00:00.000Z')).toBe('expired');
  expect(standingAt({ state: 'profile', invitation }, '2027-01-01T00:00:00.000Z')).toBe('profile');
});
