import { actedOnAfterEnd } from './acted-on-after-end.ts';
import { beforeCommissioning } from './before-commissioning.ts';
import { commissionedTwice } from './commissioned-twice.ts';
import type { Finding } from './finding.ts';
import { leftInside } from './left-inside.ts';
import { lotContradiction } from './lot-contradiction.ts';
import { movedWithoutParent } from './moved-without-parent.ts';
import { neverCommissioned } from './never-commissioned.ts';
import { neverIssued } from './never-issued.ts';
import { nothingToUnpack } from './nothing-to-unpack.ts';
import { packedTwice } from './packed-twice.ts';
import type { UnitHistory } from './unit-history.ts';

const unitRules: readonly ((history: UnitHistory) => Finding[])[] = [
  commissionedTwice,
  neverIssued,
  actedOnAfterEnd,
  neverCommissioned,
  beforeCommissioning,
  packedTwice,
  movedWithoutParent,
  leftInside,
  lotContradiction,
  nothingToUnpack,
];

/** What the rules find in the whole history of one unit. */
export const checkUnit = (history: UnitHistory): Finding[] => unitRules.flatMap((rule) => rule(history));
