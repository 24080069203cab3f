import { placeOfEvent } from '#common/place-of-event.ts';
import type { PlaceNeeds } from '#common/reported-place.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { Ledger } from '#common/store/ledger.ts';
import { RELEASE, type ToldPacks } from '#common/store/told-packs.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { membersOf } from '#common/told-members.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { writeLink } from '#shared/gs1/key-link.ts';
import type { Regime } from '#shared/regimes/regime.ts';
import { regimeOf } from '#shared/regimes/regimes.ts';
import type { ReportedPlace } from '#shared/regimes/reported.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';

export interface WhereNeeds {
  readonly registry: PlaceNeeds['registry'];
  readonly ledger: Pick<Ledger, 'eventsById'>;
  readonly unitEvents: UnitEvents;
  readonly told: Pick<ToldPacks, 'of'>;
  readonly evidence: Pick<EvidenceStore, 'get'>;
  /** Those of this installation when absent. */
  readonly regimes?: readonly Regime[];
}

/**
 * The own place where that happened which a report tells: where its event was captured; of a release and a packing, where the packs were made, for a lot is
 * packed at one site. `undefined` where its regime does not ask for it, nobody knows it, or it is a partner's.
 */
export async function placeWhere(needs: WhereNeeds, delivery: Delivery): Promise<ReportedPlace | undefined> {
  const { tenant, market = '', report } = delivery;
  const isOfPlace = report?.tells === undefined || report.tells === 'packing' || report.tells === 'repacking';
  if (!isOfPlace || regimeOf(market, needs.regimes)?.places !== true) return undefined;
  const event = await eventOf(needs, delivery);
  const place = event && (await placeOfEvent(needs, tenant, event));
  return place?.partner === undefined ? place : undefined;
}

async function eventOf(needs: WhereNeeds, delivery: Delivery): Promise<EpcisEvent | undefined> {
  const { tenant, subject } = delivery;
  const { gtin = '', lot = '', eventIds: [eventId] = [] } = subject;
  if (eventId !== undefined) return (await needs.ledger.eventsById(tenant, [eventId]))[0]?.event;
  const list = await firstOf(needs, delivery, { gtin, lot });
  const [serial] = list === undefined ? [] : await membersOf(needs.evidence, list.key, list.at, 1);
  if (serial === undefined) return undefined;
  const epc = writeLink({ primary: { ai: '01', value: gtin }, qualifiers: [{ ai: '21', value: serial }] });
  const events = await needs.unitEvents(tenant, [epc], { roles: ['epc'] });
  return events.find(({ event }) => event.type === 'ObjectEvent' && event.action === 'ADD' && names(event, epc))?.event;
}

// Events of neighbours come along.
const names = (event: EpcisEvent, epc: string) => mentionsOf(event).some((one) => one.epc === epc);

/** Where the first pack stands that is told of: of a packing, the first of its lot. */
async function firstOf({ told }: WhereNeeds, { tenant, report }: Delivery, of: { gtin: string; lot: string }) {
  const { tells, members, units } = report ?? {};
  if (tells === undefined && members !== undefined && units !== undefined)
    return { key: members.key, at: units.first - members.first };
  const [list] = await told.of(tenant, of, RELEASE);
  return list && { key: list.key, at: 0 };
}
