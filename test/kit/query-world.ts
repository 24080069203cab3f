import * as v from 'valibot';
import { expect } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { ledger } from '#common/store/ledger.ts';
import { ledgerLists } from '#common/store/ledger-lists.ts';
import { namedQueries } from '#common/store/named-queries.ts';
import { registry } from '#common/store/registry.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { subscriptions } from '#common/store/subscriptions.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { routes } from '../../functions/query-api/routes.ts';
import type { Call } from './api-event.ts';
import { type Answered, call } from './call.ts';
import { startDynoxide, tables } from './dynoxide.ts';
import { stored } from './events.ts';
import { giveTenant } from './give-tenant.ts';
import { openCipher, unitMaker } from './unit-maker.ts';

const answer = v.object({
  type: v.literal('EPCISQueryDocument'),
  epcisBody: v.object({
    queryResults: v.object({
      queryName: v.string(),
      resultsBody: v.object({
        eventList: v.array(v.looseObject({ type: v.string(), eventID: v.string(), eventTime: v.string() })),
      }),
    }),
  }),
});

/** The events of an answer. */
export function eventsIn({ status, body }: Answered) {
  expect({ status, body }).toMatchObject({ status: 200 });
  return v.parse(answer, body).epcisBody.queryResults.resultsBody.eventList;
}

/** The query string of the link to the next page; undefined on the last one. */
export function nextOf({ headers }: Answered): Record<string, string> | undefined {
  const [, link] = /^<\/epcis[^?]*\?(.*)>; rel="next"$/.exec(String(headers['Link'] ?? '')) ?? [];
  return link === undefined ? undefined : Object.fromEntries(new URLSearchParams(link));
}

export type QueryWorld = Awaited<ReturnType<typeof startQueryWorld>>;
export type Repository = Awaited<ReturnType<QueryWorld['repository']>>;

/** A table engine and the query interface over it. Stop it in `afterAll`. */
export async function startQueryWorld() {
  const engine = await startDynoxide();
  const pools = serialPools(engine.db, tables.serials);
  const needs = {
    ledger: ledger(engine.db, tables.ledger, pools, openCipher),
    lists: ledgerLists(engine.db, tables.ledger, pools, openCipher),
    vocabulary: vocabulary(engine.db, tables.registry),
    registry: registry(engine.db, tables.registry),
    queries: namedQueries(engine.db, tables.registry),
    subscriptions: subscriptions(engine.db, tables.registry, tables.deliveries),
  };
  let count = 0;

  /** The repository of a tenant of its own, who has pools. */
  const repository = async () => {
    const tenant = `acme-${count++}`;
    const units = await unitMaker(engine, tenant);
    await giveTenant(engine.db, tenant);
    let captures = 0;
    let now = new Date('2026-03-02T00:00:00Z');
    const handler = httpHandler(routes({ ...needs, now: () => now }), async () => false);
    return {
      tenant,
      units,
      needs,
      capture: (...events: EpcisEvent[]) => needs.ledger.append(tenant, stored(events, `capture-${captures++}`)),
      /** Asks one route of the interface. */
      ask: (route: string, more: Omit<Call, 'route'> = {}) => call(handler, route, { tenant, ...more }),
      setTime: (time: string) => {
        now = new Date(time);
      },
    };
  };
  return { repository, engine, stop: engine.stop };
}
