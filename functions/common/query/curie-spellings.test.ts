import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { readEventQuery } from '#shared/epcis/query/read-event-query.ts';
import { SIMPLE_EVENT_QUERY } from '#shared/epcis/query-message.ts';
import { minute } from '../../../test/kit/events.ts';
import { type QueryWorld, type Repository, startQueryWorld } from '../../../test/kit/query-world.ts';
import { good } from '../../../test/kit/unit-maker.ts';
import { planQuery } from './plan-query.ts';
import { runQuery } from './run-query.ts';

let world: QueryWorld;
let acme: Repository;
const NAMESPACE = 'https://example.com/own/';

beforeAll(async () => {
  world = await startQueryWorld();
  acme = await world.repository();
  await acme.capture(
    event(0, 'one:', { one: NAMESPACE }),
    event(1, 'two:', { two: NAMESPACE }),
    event(2, NAMESPACE, {}),
  );
  await acme.capture(event(3, 'one:', { one: 'https://example.com/another/' }));
});
afterAll(() => world.stop());

/** An event all of whose names begin so. */
const event = (m: number, prefix: string, context: Record<string, string>): EpcisEvent => ({
  type: 'ObjectEvent',
  '@context': context,
  eventTime: minute(m),
  eventTimeZoneOffset: '+00:00',
  eventID: `urn:uuid:${m}`,
  action: 'ADD',
  epcList: [`${prefix}pack`],
  bizStep: `${prefix}step`,
  disposition: `${prefix}state`,
  readPoint: { id: `${prefix}gate` },
  bizLocation: { id: `${prefix}hall` },
  bizTransactionList: [{ type: 'po', bizTransaction: `${prefix}order` }],
  quantityList: [{ epcClass: `${prefix}class`, quantity: 1 }],
});

test.each([
  ['epc', 'MATCH_anyEPC', 'pack'],
  ['transaction', 'EQ_bizTransaction_po', 'order'],
  ['class', 'MATCH_anyEPCClass', 'class'],
  ['time', 'EQ_bizStep', 'step'],
  ['time', 'EQ_disposition', 'state'],
  ['time', 'EQ_readPoint', 'gate'],
  ['time', 'EQ_bizLocation', 'hall'],
])('by the index %s, %s is found however senders call the namespace', async (index, parameter, name) => {
  for (const [value, context] of [
    [`${NAMESPACE}${name}`, {}],
    [`my:${name}`, { my: NAMESPACE }],
  ] as const) {
    const query = good(readEventQuery({ queryName: SIMPLE_EVENT_QUERY, params: { [parameter]: value }, context }));
    expect(planQuery(query, []).index).toBe(index);
    const { events } = await runQuery(acme.needs, acme.tenant, query, { perPage: 10 });
    expect(events.map(({ eventId }) => eventId)).toEqual(['urn:uuid:2', 'urn:uuid:1', 'urn:uuid:0']);
  }
});
