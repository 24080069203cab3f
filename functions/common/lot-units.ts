import { identify } from '#shared/gs1/identify.ts';
import { livesOf } from '#shared/trace/lives-of.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { Ledger } from './store/ledger.ts';
import type { UnitEvents } from './store/unit-events.ts';

/** A unit that was commissioned in a lot. */
export interface LotUnit {
  readonly serial: string;
  /** False once it was decommissioned. */
  readonly exists: boolean;
}

export type LotUnits = (tenant: string, gtin: string, lot: string, asOf?: string) => Promise<LotUnit[]>;

/**
 * Every unit that was ever commissioned in a lot, in that order, which later events do not change.
 *
 * @param asOf only what happened until then, ISO 8601
 */
export const lotUnits =
  (needs: { ledger: Pick<Ledger, 'eventsOfLot'>; unitEvents: UnitEvents }): LotUnits =>
  async (tenant, gtin, lot, asOf) => {
    const until = before(asOf);
    const ofLot = livesOf((await needs.ledger.eventsOfLot(tenant, gtin, lot)).filter(until));
    const units = [...ofLot.keys()].flatMap((epc) => {
      const key = identify(epc);
      return key.kind === 'sgtin' && key.gtin === gtin ? [{ epc, serial: key.serial }] : [];
    });
    const lives = livesOf(
      (
        await needs.unitEvents(
          tenant,
          units.map(({ epc }) => epc),
        )
      ).filter(until),
    );
    return units.map(({ epc, serial }) => ({ serial, exists: lives.get(epc) === true }));
  };

/** An error declaration counts whenever it was made: what it names never happened. */
function before(asOf: string | undefined): (stored: StoredEvent) => boolean {
  if (asOf === undefined) return () => true;
  const end = Date.parse(asOf);
  return ({ event }) => event.errorDeclaration !== undefined || Date.parse(event.eventTime) <= end;
}
