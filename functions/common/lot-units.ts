import { identify } from '#shared/gs1/identify.ts';
import { eventsUntil } from '#shared/trace/events-until.ts';
import { livesOf } from '#shared/trace/lives-of.ts';
import type { Ledger } from './store/ledger.ts';
import type { UnitEvents } from './store/unit-events.ts';

/** A unit that was commissioned in a lot. */
export interface LotUnit {
  readonly serial: string;
  /** False once it was decommissioned. */
  readonly exists: boolean;
  /** The same by `asOf`: false too when it came into being later. */
  readonly existed: boolean;
}

export type LotUnits = (tenant: string, gtin: string, lot: string, asOf?: string) => Promise<LotUnit[]>;

/**
 * Every unit that was ever commissioned in a lot, in that order, which later events do not change.
 *
 * @param asOf the moment that `existed` tells of, ISO 8601; now when absent
 */
export const lotUnits =
  (needs: { ledger: Pick<Ledger, 'eventsOfLot'>; unitEvents: UnitEvents }): LotUnits =>
  async (tenant, gtin, lot, asOf) => {
    const commissioning = await needs.ledger.eventsOfLot(tenant, gtin, lot);
    const units = [...livesOf(commissioning).keys()].flatMap((epc) => {
      const key = identify(epc);
      return key.kind === 'sgtin' && key.gtin === gtin ? [{ epc, serial: key.serial }] : [];
    });
    const epcs = units.map(({ epc }) => epc);
    const events = await needs.unitEvents(tenant, epcs);
    const lives = livesOf(events);
    const then = livesOf(eventsUntil(events, asOf));
    const begun = livesOf(eventsUntil(commissioning, asOf));
    return units.map(({ epc, serial }) => ({
      serial,
      exists: lives.get(epc) === true,
      existed: begun.has(epc) && then.get(epc) === true,
    }));
  };
