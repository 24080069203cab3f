import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import type { EpcisServer } from '../../../kit/epcis-server.ts';
import { type ConformanceCase, expectAnswer, type Theme } from './conformance-case.ts';
import { namedQuery } from './query-cases.ts';
import { type Received, startReceiver } from './receiver.ts';
import { packOf, storedEvent } from './sample-events.ts';

const clause = 'EPCIS 2.0 §12 REST binding, subscriptions';

type Partner = Awaited<ReturnType<typeof startReceiver>>;

/** A case with a receiver of its own, which is told from the start what to answer. */
const one = (
  id: string,
  what: string,
  run: (server: EpcisServer, partner: Partner) => Promise<void>,
  statuses: readonly number[] = [],
): ConformanceCase => ({
  id,
  what,
  clause,
  run: async (server) => {
    const partner = await startReceiver(statuses);
    try {
      await run(server, partner);
    } finally {
      await partner.stop();
    }
  },
});

/** Subscribes the receiver to the events of a pack that nothing else has. */
async function subscribed(
  server: EpcisServer,
  { url: dest }: Partner,
  body: object,
  headers: Record<string, string> = {},
) {
  const epc = packOf(server.fresh('s'));
  const { name, path } = await namedQuery(server, { MATCH_epc: [epc] });
  const subscriptions = `${path}/subscriptions`;
  const answered = await server.ask({ method: 'POST', path: subscriptions, body: { dest, ...body }, headers });
  expectAnswer(answered, { status: 201, headers: { location: /^\/epcis\/queries\/.+\/subscriptions\/.+$/ } });
  const { subscriptionID } = Object(answered.body);
  return { epc, name, subscriptions, answered, at: `${subscriptions}/${subscriptionID}`, subscriptionID };
}

const tells = (text: string) => (message: Received) => message.text.includes(text);
const store = async (server: EpcisServer, epc: string, tenant?: string) =>
  (await storedEvent(server, { epcList: [epc] }, tenant)).eventID;
const resultsIn = ({ text }: Received) => JSON.parse(text).epcisBody.queryResults;

const resources: ConformanceCase[] = [
  one(
    'POST /queries/{queryName}/subscriptions',
    'answers the subscription, without its secret',
    async (server, partner) => {
      const secret = 'a-secret-of-the-client';
      const { answered } = await subscribed(server, partner, { stream: true, signatureToken: secret });
      const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
      expect(answered.body).toMatchObject({
        dest: partner.url,
        subscriptionID: expect.any(String),
        createdAt: time,
        initialRecordTime: time,
        minRecordTime: time,
        stream: true,
      });
      expect(answered.text).not.toContain(secret);
    },
  ),
  one(
    'GET /queries/{queryName}/subscriptions',
    'lists the subscriptions of a query, for its tenant alone',
    async (server, partner) => {
      const { subscriptions, subscriptionID } = await subscribed(server, partner, { schedule: { hour: '5' } });
      expectAnswer(await server.ask({ path: subscriptions }), {
        status: 200,
        body: [{ subscriptionID, schedule: { hour: '5' }, reportIfEmpty: false }],
      });
      expectAnswer(await server.ask({ path: subscriptions, tenant: 'medico' }), {
        status: 404,
        problem: 'NoSuchNameException',
      });
    },
  ),
  one(
    'GET /queries/{queryName}/subscriptions/{subscriptionID}',
    'tells when it was told last',
    async (server, partner) => {
      const { at, epc } = await subscribed(server, partner, { stream: true });
      await partner.message(tells(await store(server, epc)));
      const told = async (): Promise<string> =>
        Object((await server.ask({ path: at })).body).lastNotifiedAt ?? (await told());
      expect(Date.parse(await told())).toBeLessThanOrEqual(Date.now());
      expectAnswer(await server.ask({ path: at, tenant: 'medico' }), { status: 404, problem: 'NoSuchNameException' });
    },
  ),
  one(
    'DELETE /queries/{queryName}/subscriptions/{subscriptionID}',
    'ends it: nothing is told any more',
    async (server, partner) => {
      const { at, epc, subscriptions } = await subscribed(server, partner, { stream: true });
      const witness = await server.ask({
        method: 'POST',
        path: subscriptions,
        body: { dest: `${partner.url}/witness`, stream: true },
      });
      expectAnswer(await server.ask({ method: 'DELETE', path: at }), { status: 204 });
      expectAnswer(await server.ask({ path: at }), { status: 404, problem: 'NoSuchNameException' });
      await partner.message(tells(await store(server, epc)));
      expect(partner.received.map((message) => resultsIn(message).subscriptionID)).toEqual([
        Object(witness.body).subscriptionID,
      ]);
    },
  ),
  one(
    'GS1-Query-Min-Record-Time',
    'a subscription tells from when on it has yet to report',
    async (server, partner) => {
      const initialRecordTime = '2026-01-01T00:00:00.000Z';
      const { at } = await subscribed(server, partner, { schedule: { hour: '5' }, initialRecordTime });
      const answered = await server.ask({ path: at });
      expectAnswer(answered, {
        status: 200,
        headers: { 'gs1-query-min-record-time': Object(answered.body).minRecordTime },
        body: { initialRecordTime },
      });
    },
  ),
];

const deliveries: ConformanceCase[] = [
  one(
    'subscription, stream',
    'an event is POSTed as a query document when it is captured, and no other tenant’s',
    async (server, partner) => {
      const { epc, name, subscriptionID } = await subscribed(server, partner, { stream: true });
      const foreign = await store(server, epc, 'medico');
      const eventID = await store(server, epc);
      const message = await partner.message(tells(eventID));
      expect(JSON.parse(message.text)).toMatchObject({ type: 'EPCISQueryDocument' });
      expect(resultsIn(message)).toMatchObject({
        queryName: name,
        subscriptionID,
        resultsBody: { eventList: [{ eventID }] },
      });
      expect(partner.received.some(tells(foreign))).toBe(false);
    },
  ),
  one(
    'subscription, schedule',
    'what was captured since is POSTed at the next time of the schedule',
    async (server, partner) => {
      const { epc } = await subscribed(server, partner, { schedule: { second: '[0-59]' } });
      const eventID = await store(server, epc);
      expect(resultsIn(await partner.message(tells(eventID))).resultsBody.eventList).toMatchObject([{ eventID }]);
    },
  ),
  one(
    'subscription, reportIfEmpty',
    'a schedule reports that there was nothing, when asked to',
    async (server, partner) => {
      await subscribed(server, partner, { schedule: { second: '[0-59]' }, reportIfEmpty: true });
      expect(resultsIn(await partner.message(() => true)).resultsBody.eventList).toEqual([]);
    },
  ),
  one(
    'subscription, initialRecordTime',
    'what was captured after a time in the past is told first',
    async (server, partner) => {
      const epc = packOf(server.fresh('s'));
      const eventID = await store(server, epc);
      const { path } = await namedQuery(server, { MATCH_epc: [epc] });
      const body = { dest: partner.url, stream: true, initialRecordTime: '2026-01-01T00:00:00Z' };
      expectAnswer(await server.ask({ method: 'POST', path: `${path}/subscriptions`, body }), { status: 201 });
      await partner.message(tells(eventID));
    },
  ),
  one(
    'subscription, refused once',
    'what was not answered 200 is sent again, and after that no more',
    async (server, partner) => {
      const { epc } = await subscribed(server, partner, { stream: true });
      const first = await store(server, epc);
      await partner.message(({ text }) => text.includes(first) && partner.received.length > 1);
      await partner.message(tells(await store(server, epc)));
      expect(partner.received.filter(tells(first))).toHaveLength(2);
    },
    [503],
  ),
  one(
    'GS1-Signature',
    'is the hex HMAC-SHA-256 of the exact bytes, keyed by the signatureToken',
    async (server, partner) => {
      const signatureToken = 'a-secret-of-the-client';
      const { epc } = await subscribed(server, partner, { stream: true, signatureToken });
      const { headers, text } = await partner.message(tells(await store(server, epc)));
      expect(headers['gs1-signature']).toBe(createHmac('sha256', signatureToken).update(text).digest('hex'));
    },
  ),
  one('GS1-EPC-Format, of a subscription', 'messages spell EPCs as the subscriber asked', async (server, partner) => {
    const { epc, at } = await subscribed(server, partner, { stream: true }, { 'gs1-epc-format': 'Always_EPC_URN' });
    const message = await partner.message(tells(await store(server, epc)));
    expect(message.headers['gs1-epc-format']).toBe('Always_EPC_URN');
    expect(resultsIn(message).resultsBody.eventList).toMatchObject([{ epcList: [epc] }]);
    expectAnswer(await server.ask({ path: at }), { status: 200, body: { epcFormat: 'Always_EPC_URN' } });
  }),
];

export const subscriptionTheme: Theme = { name: 'subscription', cases: [...resources, ...deliveries] };
