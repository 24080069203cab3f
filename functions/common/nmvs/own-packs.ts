import type { EpcPlaces } from '#common/store/epc-places.ts';
import type { ForeignUnits } from '#common/store/foreign-units.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { writeLink } from '#shared/gs1/key-link.ts';
import type { KnownPack } from '#shared/regimes/eu/nmvs/probable-cause.ts';
import { unitAtEnd } from '#shared/trace/fold-unit.ts';
import { timelineOf } from '#shared/trace/timeline.ts';

export interface OwnPackNeeds {
  readonly unitEvents: UnitEvents;
  readonly placesOf: EpcPlaces;
  readonly foreign: ForeignUnits;
}

export type OwnPacks = ReturnType<typeof ownPacks>;

/**
 * What the ledger knows of packs of one product, by serial; those that it does not know are absent. Many at once: of serials that neither a pool of ours
 * issued nor a partner named, nothing is read.
 */
export const ownPacks =
  ({ unitEvents, placesOf, foreign }: OwnPackNeeds) =>
  async (tenant: string, gtin: string, serials: readonly string[]): Promise<Map<string, KnownPack>> => {
    const named = new Map(serials.map((serial) => [epcOf(gtin, serial), serial]));
    const places = await placesOf(tenant, [...named.keys()]);
    const mayBeForeign = await foreign(tenant, gtin);
    const likely = [...named.keys()].filter((epc) => (places.get(epc) ?? []).length > 0 || mayBeForeign(epc));
    const found = new Map<string, KnownPack>();
    if (likely.length === 0) return found;
    const timeline = timelineOf(await unitEvents(tenant, likely));
    for (const epc of likely) {
      const { exists, lot, expiry, lastEventTime } = unitAtEnd(timeline, epc);
      if (exists === 'unknown') continue;
      found.set(named.get(epc) ?? '', {
        ...(lot !== undefined && { lot }),
        ...(expiry !== undefined && { expiry: expiry.slice(0, 10) }),
        ...(exists === 'decommissioned' && lastEventTime !== undefined && { endedAt: lastEventTime }),
      });
    }
    return found;
  };

const epcOf = (gtin: string, serial: string) =>
  canonicalEpc(writeLink({ primary: { ai: '01', value: gtin }, qualifiers: [{ ai: '21', value: serial }] }));
