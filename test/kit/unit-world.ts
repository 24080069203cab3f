import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { httpHandler } from '#common/http.ts';
import { documents } from '#common/store/document-client.ts';
import { epcPlaces } from '#common/store/epc-places.ts';
import { ledger } from '#common/store/ledger.ts';
import { lots } from '#common/store/lots.ts';
import { recalls } from '#common/store/recalls.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { listLotUnits } from '../../functions/units-api/list-lot-units.ts';
import { showContents } from '../../functions/units-api/show-contents.ts';
import { showHistory } from '../../functions/units-api/show-history.ts';
import { showParents } from '../../functions/units-api/show-parents.ts';
import { showUnit } from '../../functions/units-api/show-unit.ts';
import { summarizeLot } from '../../functions/units-api/summarize-lot.ts';
import { unitViews } from '../../functions/units-api/unit-views.ts';
import { call } from './call.ts';
import { type Dynoxide, dynamodbAt, tables } from './dynoxide.ts';
import { here, minute, stored } from './events.ts';
import { openCipher, unitMaker } from './unit-maker.ts';

/** A tenant with pools, what it captures, and the units API over it. */
export async function unitWorld(engine: Dynoxide, tenant: string) {
  const units = await unitMaker(engine, tenant);
  const answer = handlerOver(engine.db);
  let captures = 0;
  return {
    tenant,
    units,
    capture: (...events: EpcisEvent[]) =>
      needsOver(engine.db).ledger.append(tenant, stored(events, `capture-${captures++}`)),
    /** Captured by what is told of its capture: a line's, a person's, a partner's. */
    captureAs: (about: Pick<StoredEvent, 'captureId' | 'reporter'>, ...events: EpcisEvent[]) =>
      needsOver(engine.db).ledger.append(
        tenant,
        stored(events, about.captureId).map((one) => ({ ...one, ...about })),
      ),
    /** `get(epc)`, or `get(epc, 'history', { perPage: '2' })`. */
    get: (epc: string, view = '', query: Record<string, string> = {}) =>
      call(answer, 'GET /api/units/{epc+}', { tenant, path: { epc: view ? `${epc}/${view}` : epc }, query }),
    getLot: (lot: string, view: 'units' | 'summary', query: Record<string, string> = {}) =>
      call(answer, `GET /api/lots/{lot}/${view}`, { tenant, path: { lot }, query }),
  };
}

export type UnitWorld = Awaited<ReturnType<typeof unitWorld>>;

export function needsOver(db: DynamoDBDocumentClient) {
  const pools = serialPools(db, tables.serials);
  return {
    ledger: ledger(db, tables.ledger, pools, openCipher),
    unitEvents: unitEvents(db, tables.ledger, pools, openCipher),
    lots: lots(db, tables.registry, tables.deliveries),
    recalls: recalls(db, tables.registry),
    placesOf: epcPlaces(pools, openCipher),
    now: () => new Date(),
  };
}

type Needs = ReturnType<typeof needsOver>;

/** Asks for views of units: `ask(tenant, 'urn:…/history')`. */
export function viewsOver(needs: Needs) {
  const route = 'GET /api/units/{epc+}';
  const handler = httpHandler({ [route]: { permission: 'events:query', endpoint: viewsOf(needs) } }, async () => false);
  return (tenant: string, epc: string, query: Record<string, string> = {}) =>
    call(handler, route, { tenant, path: { epc }, query });
}

const viewsOf = (needs: Needs) =>
  unitViews({
    unit: showUnit(needs),
    history: showHistory(needs),
    parents: showParents(needs),
    contents: showContents(needs),
  });

export function handlerOver(db: DynamoDBDocumentClient) {
  const needs = needsOver(db);
  return httpHandler(
    {
      'GET /api/units/{epc+}': { permission: 'events:query', endpoint: viewsOf(needs) },
      'GET /api/lots/{lot}/units': { permission: 'events:query', endpoint: listLotUnits(needs) },
      'GET /api/lots/{lot}/summary': { permission: 'events:query', endpoint: summarizeLot(needs) },
    },
    async () => false,
  );
}

/** A client that counts round trips: requests that are in flight together count once. */
export function countingClient({ endpoint }: Pick<Dynoxide, 'endpoint'>) {
  const client = dynamodbAt(endpoint, 3);
  const rounds = { count: 0, inFlight: 0 };
  client.middlewareStack.add(
    (next) => async (args) => {
      if (rounds.inFlight++ === 0) rounds.count++;
      try {
        return await next(args);
      } finally {
        rounds.inFlight--;
      }
    },
    { step: 'initialize', name: 'rounds' },
  );
  return { db: documents(client), rounds, close: () => client.destroy() };
}

/** Units begin in minute `m`, of lot LOT1. */
export const commission = (epcs: string[], m: number, lot = 'LOT1') =>
  commissionEvent({ epcs, at: minute(m), lot, expiry: '2028-12-31', ...here });

export const pack = (parent: string, children: string[], m: number) =>
  packEvent({ parent, children, at: minute(m), ...here });

/** Children leave a parent; all of them when none is named. */
export const unpack = (parent: string, children: string[], m: number): EpcisEvent => ({
  ...pack(parent, children, m),
  action: 'DELETE',
  bizStep: 'unpacking',
});

/** Something is seen, with whatever else is said. */
export const observe = (epcList: string[], m: number, members: Partial<EpcisEvent> = {}): EpcisEvent => ({
  ...members,
  type: 'ObjectEvent',
  action: 'OBSERVE',
  eventTime: minute(m),
  eventTimeZoneOffset: here.offset,
  epcList,
});
