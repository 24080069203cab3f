import { lineageOf } from '#common/desk/lineage-of.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import type { Exceptions } from '#common/store/exceptions.ts';
import type { Registry } from '#common/store/registry.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { isNotice, isOver } from '#shared/desk/kinds.ts';
import { insideOf, stillMissing, stillUnannounced } from '#shared/desk/receipt-differences.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { timelineOf } from '#shared/trace/timeline.ts';

export interface ExplainNeeds {
  readonly unitEvents: UnitEvents;
  readonly registry: Pick<Registry, 'tenant'>;
  readonly exceptions: Pick<Exceptions, 'get'>;
}

/**
 * Why a case that we opened is none any more, as the ledger tells by now: data have arrived, goods have come, the contradiction was resolved. Undefined while
 * it stands, and for what no event explains.
 */
export async function explanationOf(needs: ExplainNeeds, row: DeskCase): Promise<string | undefined> {
  const { tenant, kind, side, state, origin, subject } = row;
  if (side === 'respondent' || isNotice(kind) || isOver(state)) return undefined;
  if (origin.kind === 'exception') {
    const exception = origin.id === undefined ? undefined : await needs.exceptions.get(tenant, origin.id);
    const isEnded = exception?.state === 'resolved' || exception?.state === 'cleared';
    return isEnded ? `exception ${origin.id} is ${exception.state}` : undefined;
  }
  // A case that names some of its things alone is not over when these are explained.
  const isWhole = (subject.packs ?? 0) <= subject.things.length;
  if (subject.things.length === 0 || !isWhole || !isSeen(row)) return undefined;
  const events = await lineageOf(needs.unitEvents, tenant, subject.things);
  const profile = await needs.registry.tenant(tenant);
  const own = profile && canonicalEpc(profile.party);
  const unannounced = (things: readonly string[]) => stillUnannounced(things, events, own).length;
  if (kind !== 'missing-product')
    return unannounced(subject.things) === 0 ? 'the data of all that came are there' : undefined;
  const missing = await missingStill(needs, row, events);
  if (missing.length === 0) return 'all that was missing has come';
  // What was found because it was announced is missing no more when that was an error.
  const isTakenBack = origin.kind === 'receipt' && unannounced(missing) === missing.length;
  return isTakenBack ? 'what did not come is announced no more' : undefined;
}

/** What was in it is read level by level, until nothing is missing: goods may come without their crates. */
async function missingStill(
  { unitEvents }: ExplainNeeds,
  { tenant, subject }: DeskCase,
  events: readonly StoredEvent[],
) {
  let all = events;
  for (const read = new Set(subject.things); ; ) {
    const missing = stillMissing(subject.things, all);
    const inside = [...insideOf(timelineOf(all), missing)].filter((epc) => !read.has(epc));
    if (missing.length === 0 || inside.length === 0 || read.size > MOST_INSIDE) return missing;
    for (const epc of inside) read.add(epc);
    all = [...all, ...(await lineageOf(unitEvents, tenant, inside))];
  }
}

/** Things that are read to find what was in others: no level below so many is looked at. */
const MOST_INSIDE = 5_000;

/** What of it events can show: that goods are too many they cannot, unless it was found because nobody had announced them. */
const isSeen = ({ kind, origin }: DeskCase) =>
  kind === 'missing-data' || kind === 'missing-product' || (kind === 'overage' && origin.kind === 'receipt');
