import { withheld } from '#common/dscsa/is-withheld.ts';
import type { FollowUp } from '#common/follow-up.ts';
import { remember } from '#common/integrity/remember.ts';
import { isShipment } from '#common/is-shipment.ts';
import { unitEpc } from '#common/reconcile/line-said.ts';
import { Refused } from '#common/refused.ts';
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

/** Cases, and packs of them, that are looked at: the latest. */
const MOST_CASES = 50;
const MOST_PACKS = 1_000;

/**
 * Opens an exception for every pack that is kept apart as suspect product and was shipped, itself or inside something. It looks from the packs, which are few,
 * and not into what was shipped; where nothing is suspect, nothing is read. Which packs those are is known for a minute.
 */
export function followWithheld(needs: WithheldMovesNeeds): FollowUp {
  const packsOf = remember(needs.now, async (tenant, keys) => {
    const { cases } = await needs.suspects.list(tenant, { kind: 'suspect', limit: MOST_CASES });
    const packs = cases
      .filter(({ state }) => withheld.includes(state))
      .flatMap(({ suspect }) => suspect?.packs.map(({ gtin, serial }) => unitEpc(gtin, serial)) ?? []);
    return new Map(keys.map((key) => [key, [...new Set(packs)].slice(0, MOST_PACKS)]));
  });
  return async (tenant, events) => {
    const shipments = effectiveEvents(events).filter(isShipment);
    if (shipments.length === 0) return;
    try {
      const packs = (await packsOf(tenant, ['packs'])).get('packs') ?? [];
      if (packs.length > 0) await look(needs, tenant, packs, shipments);
    } catch (error) {
      // A table that was busy is no reason to set a capture aside: whoever captured does it again.
      throw error instanceof Refused ? new Error(error.message, { cause: error }) : error;
    }
  };
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
