import { identify } from '#shared/gs1/identify.ts';
import { eventsUntil } from '#shared/trace/events-until.ts';
import { livesOf } from '#shared/trace/lives-of.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
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

/** The same with all events of those units. */
export type LotHistory = (
  ...of: Parameters<LotUnits>
) => Promise<{ readonly units: readonly LotUnit[]; readonly events: readonly StoredEvent[] }>;

interface Needs {
  readonly ledger: Pick<Ledger, 'eventsOfLot'>;
  readonly unitEvents: UnitEvents;
}

/** The units of a lot; see `lotHistory`. */
export const lotUnits = (needs: Needs): LotUnits => {
  const read = lotHistory(needs);
  return async (...of) => [...(await read(...of)).units];
};

/**
 * Every unit that was ever commissioned in a lot, in that order, which later events do not change.
 *
 * @param asOf the moment that `existed` tells of, ISO 8601; now when absent
 */
export const lotHistory =
  (needs: Needs): LotHistory =>
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
    const told = units.map(({ epc, serial }) => ({
      serial,
      exists: lives.get(epc) === true,
      existed: begun.has(epc) && then.get(epc) === true,
    }));
    return { units: told, events };
  };
