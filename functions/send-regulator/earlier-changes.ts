import type { Delivery } from '#common/store/delivery-row.ts';

/**
 * Which reports of a lot tell of changes that happened before that one, in order of the time of their events. What takes something back comes after what
 * it takes back, whenever it was declared.
 *
 * @param rows all that is told of the lot
 */
export function earlierChanges(delivery: Delivery, rows: readonly Delivery[]): Delivery[] {
  const changes = rows.filter(({ report }) => report?.change !== undefined);
  const byId = new Map(changes.map((row) => [row.deliveryId, row]));
  const mine = placeOf(delivery, byId);
  return changes
    .map((row) => ({ row, place: placeOf(row, byId) }))
    .filter(({ place }) => compare(place, mine) < 0)
    .toSorted((a, b) => compare(a.place, b.place))
    .map(({ row }) => row);
}

type Place = readonly [at: number, undo: number, deliveryId: string];

/** Event times keep their sender's offset, so they are compared as moments. */
function placeOf({ deliveryId, report, after = [] }: Delivery, byId: ReadonlyMap<string, Delivery>): Place {
  const isUndo = report?.undo ?? false;
  const undone = isUndo ? after.flatMap((id) => byId.get(id)?.report?.at ?? []) : [];
  return [Math.max(...[report?.at ?? '', ...undone].map((at) => Date.parse(at) || 0)), isUndo ? 1 : 0, deliveryId];
}

const compare = (a: Place, b: Place) => a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0);
