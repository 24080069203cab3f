import { withheld } from '#common/dscsa/is-withheld.ts';
import type { FollowUp } from '#common/follow-up.ts';
import { remember } from '#common/integrity/remember.ts';
import { isShipment } from '#common/is-shipment.ts';
import { log } from '#common/log.ts';
import { unitEpc } from '#common/reconcile/line-said.ts';
import { Refused } from '#common/refused.ts';
import { chunksOf } from '#common/store/batches.ts';
import type { DscsaCases } from '#common/store/dscsa-cases.ts';
import type { Exceptions } from '#common/store/exceptions.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import type { Finding } from '#shared/integrity/finding.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import { journeyOf } from '#shared/trace/journey.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { timelineOf } from '#shared/trace/timeline.ts';
import { lineageOf } from './lineage-of.ts';

export interface WithheldMovesNeeds {
  /** Cases of suspect product. */
  readonly suspects: Pick<DscsaCases, 'list'>;
  readonly exceptions: Pick<Exceptions, 'open'>;
  readonly unitEvents: UnitEvents;
  readonly now: () => Date;
}

/** Packs that are looked at, and how many at a time. Whoever keeps more apart is told in the log that some were not looked at. */
const MOST_PACKS = 10_000;
const AT_ONCE = 1_000;
const PER_PAGE = 100;

/**
 * Opens an exception for every pack that is kept apart as suspect product and was shipped, itself or inside something. It looks from the packs, which are few,
 * and not into what was shipped; where nothing is suspect, nothing is read. Which packs those are is known for a minute.
 */
export function followWithheld(needs: WithheldMovesNeeds): FollowUp {
  const packsOf = remember(needs.now, async (tenant, keys) => {
    const packs = await withheldPacks(needs, tenant);
    return new Map(keys.map((key) => [key, packs]));
  });
  return async (tenant, events) => {
    const shipments = effectiveEvents(events).filter(isShipment);
    if (shipments.length === 0) return;
    try {
      const packs = (await packsOf(tenant, ['packs'])).get('packs') ?? [];
      for (const some of chunksOf(packs, AT_ONCE)) await look(needs, tenant, some, shipments);
    } catch (error) {
      // A table that was busy is no reason to set a capture aside: whoever captured does it again.
      throw error instanceof Refused ? new Error(error.message, { cause: error }) : error;
    }
  };
}

/** Packs of all cases in which they are kept apart, however many others there are. */
async function withheldPacks({ suspects }: WithheldMovesNeeds, tenant: string): Promise<readonly string[]> {
  const packs = new Set<string>();
  for (let after: string | undefined; ; ) {
    const { cases, next } = await suspects.list(tenant, { kind: 'suspect', states: withheld, limit: PER_PAGE, after });
    for (const { suspect } of cases)
      for (const { gtin, serial } of suspect?.packs ?? []) packs.add(unitEpc(gtin, serial));
    if (packs.size > MOST_PACKS) log('check-cut-short', { tenant, packs: packs.size });
    if (packs.size > MOST_PACKS || next === undefined) return [...packs].slice(0, MOST_PACKS);
    after = next;
  }
}

async function look(
  { unitEvents, exceptions, now }: WithheldMovesNeeds,
  tenant: string,
  packs: readonly string[],
  shipments: readonly StoredEvent[],
): Promise<void> {
  const timeline = timelineOf(await lineageOf(unitEvents, tenant, packs));
  const shipped = new Set(shipments.map(({ eventId }) => eventId));
  const findings = packs.flatMap((epc): Finding[] =>
    journeyOf(timeline, epc)
      .filter(({ happening }) => happening.declarations.length === 0 && shipped.has(happening.stored.eventId))
      .map(({ happening: { stored }, epc: named }) => ({
        ...{ rule: 'suspect-moved', subject: epc, epcs: [epc], eventIds: [stored.eventId] },
        detail: `suspect product was shipped at ${stored.event.eventTime}${named === epc ? '' : ` in ${named}`}`,
      })),
  );
  if (findings.length > 0) await exceptions.open(tenant, findings, shipments[0]?.captureId ?? '', now());
}
