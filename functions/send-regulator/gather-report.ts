import { insideAt } from '#common/inside-at.ts';
import type { LotUnits } from '#common/lot-units.ts';
import { orRefuse } from '#common/refused.ts';
import { reportedLot } from '#common/reported-lot.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { Lots } from '#common/store/lots.ts';
import type { Registry } from '#common/store/registry.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { refuse } from '#shared/refusal.ts';
import type { ReportData } from '#shared/regimes/regime.ts';
import type { Holder } from '#shared/regimes/reported.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';

export interface GatherNeeds {
  readonly registry: Registry;
  readonly lots: Lots;
  readonly ledger: Pick<Ledger, 'eventsById'>;
  readonly unitEvents: UnitEvents;
  readonly lotUnits: LotUnits;
}

/** Who reports. */
export async function holderOf(registry: Registry, tenant: string): Promise<Holder> {
  const { name, gln } = orRefuse((await registry.tenant(tenant)) ?? refuse('not-found', `no tenant ${tenant}`));
  return { tenant, name, gln };
}

/**
 * Everything a report is written from. A release is of the units that existed when it was signed, whatever became of them since: that is told after it.
 * A change is of the packs that its event is about.
 *
 * @throws Refused when the event of a change was declared an error: there is nothing to tell
 */
export async function gatherReport(
  needs: GatherNeeds,
  delivery: Delivery,
): Promise<Omit<ReportData, 'requestId' | 'holder'>> {
  const { tenant, subject, report } = delivery;
  const of = { gtin: subject.gtin ?? '', lot: subject.lot ?? '' };
  const { product, lot, row } = await reportedLot(needs, tenant, of);
  const units = report?.units;
  const all = units === undefined ? [] : await serialsOf(needs, delivery, { ...of, asOf: row.releasedAt });
  const part = all.slice(units?.first ?? 0, (units?.first ?? 0) + (units?.count ?? 0));
  const only = report?.only && new Set(report.only);
  const serials = part.flatMap(({ serial, told }) => (told && (only?.has(serial) ?? true) ? [serial] : []));
  return { product, lot, serials, at: report?.at ?? '' };
}

interface Of {
  readonly gtin: string;
  readonly lot: string;
  readonly asOf: string | undefined;
}

async function serialsOf(needs: GatherNeeds, { tenant, subject }: Delivery, of: Of) {
  const [eventId] = subject.eventIds ?? [];
  if (eventId === undefined) {
    const units = await needs.lotUnits(tenant, of.gtin, of.lot, of.asOf);
    return units.map(({ serial, existed }) => ({ serial, told: existed }));
  }
  const [stored] = effectiveEvents(await needs.ledger.eventsById(tenant, [eventId]));
  const event = orRefuse(
    stored ??
      refuse('conflict', 'the event that this report tells of was declared an error', {
        remedy: 'cancel the report: POST /api/deliveries/{deliveryId}/cancel',
      }),
  );
  const parts = await insideAt(needs.unitEvents, tenant, event);
  const part = parts.find(({ gtin, lot }) => gtin === of.gtin && lot === of.lot);
  return (part?.serials ?? []).map((serial) => ({ serial, told: true }));
}
