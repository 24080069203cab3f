import { expect, test } from 'vitest';
import { madeByHand, reconcile, rejectsByReason } from './reconcile.ts';

const drawn = { received: 2, unused: 0, elsewhere: 0 };
const unit = {
  state: 'destroyed',
  reason: 'torn',
  rejectedFor: undefined,
  bench: false,
  seen: false,
  packed: false,
  units: 1,
};

test('a pack that the gate rejected unread and people destroyed is a rejected one, and no label that was never seen', () => {
  const groups = [
    { ...unit, verdict: undefined, fate: 'rejected' },
    { ...unit, verdict: undefined, fate: undefined },
  ];
  const [, printed] = reconcile(groups, drawn);
  expect(printed?.terms).toMatchObject({ rejected: 1, 'printed, not seen': 1, 'verified good': 0 });
  expect(reconcile(groups, drawn).map(({ difference }) => difference)).toEqual([0, 0, 0, 0]);
});

test('what a pack was rejected for stays told when people make something else of it, and why they did beside it', () => {
  const refused = { ...unit, seen: true, verdict: 'reject', fate: 'rejected' };
  const groups = [
    { ...refused, rejectedFor: 'grade' },
    { ...refused, state: 'rejected', reason: 'grade', units: 2 },
    { ...refused, state: 'commissioned', reason: undefined, rejectedFor: 'no read' },
  ];
  expect(rejectsByReason(groups)).toEqual({ grade: 3 });
  expect(madeByHand(groups)).toEqual({
    'rejected for grade, then destroyed: torn': 1,
    'rejected for no read, then found good': 1,
  });
});
