import { chunksOf } from '#common/store/batches.ts';
import { HistoryTooLong, type UnitEvents } from '#common/store/unit-events.ts';
import type { EarlierUnit } from '#shared/regimes/us/validate/units.ts';
import { unitAtEnd } from '#shared/trace/fold-unit.ts';
import { type Timeline, timelineOf } from '#shared/trace/timeline.ts';

/** Things whose events are read at once. */
const AT_ONCE = 1_000;
const MOST_LEVELS = 8;
/** Things of one document that are asked for: beyond that nobody is asked, and nothing is concluded. */
const MOST_ASKED = 20_000;

/**
 * What documents captured before say of things and of all that is in them: undefined for what they do not know.
 *
 * @param captureId what this capture told itself is left out: a run of it may have been broken off
 */
export function earlierUnits({ unitEvents }: { unitEvents: UnitEvents }, tenant: string, captureId: string) {
  let asked = 0;
  const ask = async (epcs: readonly string[], told: Map<string, EarlierUnit | undefined>): Promise<string[]> => {
    asked += epcs.length;
    const events = await unitEvents(tenant, epcs).catch(orNothing);
    if (events === undefined) return [];
    const timeline = timelineOf(events.filter((one) => one.captureId !== captureId));
    for (const epc of epcs) told.set(epc, unitOf(timeline, epc));
    return epcs.flatMap((epc) => [...(timeline.inside.get(epc) ?? [])]).filter((child) => !told.has(child));
  };
  return async (epcs: readonly string[]): Promise<Map<string, EarlierUnit | undefined>> => {
    const told = new Map<string, EarlierUnit | undefined>();
    let level: readonly string[] = [...new Set(epcs)];
    for (let depth = 0; level.length > 0 && depth < MOST_LEVELS; depth++) {
      const below: string[] = [];
      for (const some of chunksOf(level, AT_ONCE)) {
        if (asked + some.length > MOST_ASKED) return told;
        below.push(...(await ask(some, told)));
      }
      level = [...new Set(below)];
    }
    return told;
  };
}

/** Of what more events tell than are read at once nothing is concluded. */
function orNothing(error: unknown): undefined {
  if (!(error instanceof HistoryTooLong)) throw error;
}

/** A container begins by being filled, too. */
function unitOf(timeline: Timeline, epc: string): EarlierUnit | undefined {
  const { known, exists, lot, expiry, parent } = unitAtEnd(timeline, epc);
  const isFilled = (timeline.inside.get(epc)?.size ?? 0) > 0;
  if (!known || (exists === 'unknown' && !isFilled)) return undefined;
  const from = timeline.stays.get(epc)?.at(-1)?.from;
  const packedAt = from === undefined ? undefined : timeline.happenings[from]?.stored.event.eventTime;
  return { lot, expiry, parent, packedAt };
}
