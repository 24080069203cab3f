import { givenToDestroy, givenToOwner, posted, refusedGoods } from './by-hand.ts';
import { imported, shippedToRussia, throughCustoms } from './crossing.ts';
import { destroyed, withdrawn } from './leaving.ts';
import { packedMany, packedOne } from './packing.ts';
import { importRelease, release } from './release.ts';
import { putIn, takenApart, takenOut } from './repacking.ts';
import type { ReportKind } from './report-kind.ts';
import { takenBack } from './taken-back.ts';
import { received, receivedFirst, shipped, shippedBack, transferred } from './trade.ts';

const kinds: readonly ReportKind[] = [
  release,
  packedOne,
  packedMany,
  takenApart,
  takenOut,
  putIn,
  shipped,
  shippedBack,
  shippedToRussia,
  imported,
  throughCustoms,
  importRelease,
  received,
  receivedFirst,
  transferred,
  withdrawn,
  destroyed,
  takenBack,
  refusedGoods,
  givenToOwner,
  givenToDestroy,
  posted,
];
const byName = new Map(kinds.map((kind) => [String(kind.document.id), kind]));

/** How a report of that name, the number of its document, is written. */
export const kindOf = (name: string): ReportKind | undefined => byName.get(name);
