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
  const [, printed] = reconcile(groups, drawn, 1);
  expect(printed?.terms).toMatchObject({ rejected: 1, 'printed, not seen': 1, 'verified good': 0 });
  expect(reconcile(groups, drawn, 1).map(({ difference }) => difference)).toEqual([0, 0, 0, 0]);
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

test('what the bin itself has counted is held against what the gate was to push out, and nothing where nobody kept it', () => {
  const refused = { ...unit, state: 'rejected', seen: true, verdict: 'reject', fate: 'rejected', units: 16 };
  const [, , , bin] = reconcile([refused], drawn, 15);
  expect(bin).toMatchObject({ units: 16, terms: { 'confirmed there': 15 }, difference: 1 });
  expect(reconcile([refused], drawn, undefined)).toHaveLength(3);
});

test('a pack with a good verdict that the gate pushed out is a rejected one, also once it has another number', () => {
  const pushed = { ...unit, seen: true, verdict: 'good', fate: 'rejected' };
  const groups = [
    { ...pushed, state: 'rejected', reason: 'rejected by the gate' },
    { ...pushed, state: 'decommissioned', rejectedFor: 'rejected by the gate' },
  ];
  const [, printed, good] = reconcile(groups, drawn, 2);
  expect(printed?.terms).toMatchObject({ rejected: 2, 'verified good': 0 });
  expect(good?.terms).toMatchObject({ decommissioned: 0 });
});

test('a reason may be any word, also one that objects have of their own', () => {
  const refused = { ...unit, state: 'rejected', seen: true, verdict: 'reject', fate: 'rejected' };
  const groups = ['constructor', '__proto__', 'constructor'].map((reason) => ({ ...refused, reason }));
  expect(Object.entries(rejectsByReason(groups))).toEqual([
    ['constructor', 2],
    ['__proto__', 1],
  ]);
});
