import { expect, test } from 'vitest';
import { reconcile } from './reconcile.ts';

const drawn = { received: 2, unused: 0, elsewhere: 0 };
const unit = { state: 'destroyed', reason: 'torn', bench: false, seen: false, packed: false, units: 1 };

test('a pack that the gate rejected unread and people destroyed is a rejected one, and no label that was never seen', () => {
  const groups = [
    { ...unit, verdict: undefined, fate: 'rejected' },
    { ...unit, verdict: undefined, fate: undefined },
  ];
  const [, printed] = reconcile(groups, drawn);
  expect(printed?.terms).toMatchObject({ rejected: 1, 'printed, not seen': 1, 'verified good': 0 });
  expect(reconcile(groups, drawn).map(({ difference }) => difference)).toEqual([0, 0, 0, 0]);
});
