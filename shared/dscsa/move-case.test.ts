import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { type CaseKind, type CaseState, caseKinds, caseStates, isEnded } from './kinds.ts';
import { caseActs, moveCase } from './move-case.ts';

const firstOf: Readonly<Record<CaseKind, readonly CaseState[]>> = {
  'ti-request': ['received'],
  exception: ['sending', 'received'],
  suspect: ['opened'],
  'form-3911': ['drafted'],
};

function reachable(kind: CaseKind): Set<CaseState> {
  const seen = new Set(firstOf[kind]);
  for (const state of seen)
    for (const act of caseActs) {
      const next = moveCase(kind, state, act);
      if (!isRefusal(next)) seen.add(next);
    }
  return seen;
}

describe('a case', () => {
  test('comes to every state from its first', () => {
    const all = new Set(caseKinds.flatMap((kind) => [...reachable(kind)]));
    expect([...all].toSorted()).toEqual([...caseStates].toSorted());
  });

  test.each(caseKinds)('of kind %s can always go on, or has ended', (kind) => {
    for (const state of reachable(kind)) {
      const moves = caseActs.filter((act) => !isRefusal(moveCase(kind, state, act)));
      expect([state, moves.length === 0]).toEqual([state, isEnded(kind, state)]);
    }
  });

  test('refuses what does not fit, and says what does', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...caseKinds),
        fc.constantFrom(...caseStates),
        fc.constantFrom(...caseActs),
        (kind, state, act) => {
          const next = moveCase(kind, state, act);
          if (isRefusal(next)) expect(next).toMatchObject({ refused: 'conflict', remedy: expect.stringMatching(/./) });
        },
      ),
    ));

  test.each<[CaseKind, CaseState, Parameters<typeof moveCase>[2], string]>([
    [
      'suspect',
      'quarantined',
      'end',
      'POST …/move (investigate), POST …/determine (cleared), POST …/determine (illegitimate)',
    ],
    ['ti-request', 'gathered', 'resolve', 'POST …/move (gather), POST …/answer, POST …/move (withdraw)'],
    ['exception', 'responded', 'respond', 'wait for the other side'],
    ['ti-request', 'answered', 'answer', 'the case has ended: open another one'],
  ])('of kind %s that is %s and cannot %s tells by which calls it goes on', (kind, state, act, ways) =>
    expect(moveCase(kind, state, act)).toMatchObject({ remedy: expect.stringContaining(ways) }),
  );

  test.each<[CaseKind, CaseState, Parameters<typeof moveCase>[2]]>([
    ['suspect', 'opened', 'condemn'],
    ['suspect', 'cleared', 'condemn'],
    ['form-3911', 'submitted', 'terminate'],
    ['form-3911', 'drafted', 'follow-up'],
    ['ti-request', 'answered', 'gather'],
  ])('of kind %s that is %s cannot %s', (kind, state, act) =>
    expect(moveCase(kind, state, act)).toMatchObject({ refused: 'conflict' }),
  );
});
