import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal, type Refusal } from '../refusal.ts';
import {
  approveVersion,
  dropVersion,
  rejectVersion,
  type Step,
  saveDraft,
  submitVersion,
  type Unchanged,
  withdraw,
} from './change-version.ts';
import { type ClosedVersion, inForce, type MasterHead } from './version.ts';

const people = ['ada', 'sam', 'quinn'] as const;
const what = ['save', 'submit', 'approve', 'reject', 'drop', 'withdraw'] as const;
const move = fc.record({
  by: fc.constantFrom(...people),
  what: fc.constantFrom(...what),
  name: fc.nat(4),
  later: fc.nat(3),
});
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never;

const timeOf = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString();

function taken(
  head: MasterHead | undefined,
  { by, what: wanted, name, later }: Move,
  n: number,
): Step | Unchanged | Refusal {
  const doer = { by, at: timeOf(n) };
  const seen = { version: head?.open?.version ?? 0, revision: head?.open?.revision ?? 0 };
  if (wanted === 'save') return saveDraft(head, { name: String(name) }, doer);
  if (wanted === 'submit') return submitVersion(head, doer, later === 0 ? undefined : timeOf(n + later));
  if (wanted === 'approve') return approveVersion(head, seen, doer);
  if (wanted === 'reject') return rejectVersion(head, seen, doer, 'because');
  if (wanted === 'drop') return dropVersion(head, seen.version, doer);
  return withdraw(head, doer, 'never sold');
}

describe('whatever people do in whatever order', () => {
  const played = (moves: readonly Move[]) => {
    let head: MasterHead | undefined;
    const closed: ClosedVersion[] = [];
    for (const [n, one] of moves.entries()) {
      const step = taken(head, one, n);
      if (isRefusal(step) || step === 'unchanged') continue;
      head = step.head;
      if (step.closed) closed.push(step.closed);
    }
    return { head, closed };
  };

  test('nothing comes into force that its approver had a part in, and every version is decided about once', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
        const { closed } = played(moves);
        for (const { state, authors, acts } of closed)
          if (state !== 'dropped') expect(authors).not.toContain(acts.at(-1)?.by);
        const numbers = closed.map(({ version }) => version);
        expect(new Set(numbers).size).toBe(numbers.length);
      }),
    );
  });

  test('what the head says is in force is what the whole history says', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
        const { head, closed } = played(moves);
        const all = closed.flatMap(({ version, effectiveFrom, content, state }) =>
          state === 'dropped' || effectiveFrom === undefined
            ? []
            : [{ version, effectiveFrom, ...(content && { content }) }],
        );
        for (const later of [0, 1, 2, 5]) {
          const at = timeOf(moves.length + later);
          expect(head && inForce(head.current, at)).toEqual(inForce(all, at));
        }
      }),
    );
  });
});

test('a day that is past is refused, with what to do', () => {
  const first = saveDraft(undefined, { name: 'x' }, { by: 'ada', at: timeOf(5) });
  if (isRefusal(first) || first === 'unchanged') throw new Error('no draft');
  expect(submitVersion(first.head, { by: 'ada', at: timeOf(6) }, timeOf(1))).toMatchObject({
    at: '/effectiveFrom',
    remedy: expect.any(String),
  });
});
