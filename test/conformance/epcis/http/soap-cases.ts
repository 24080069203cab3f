import { expect } from 'vitest';
import { jsonSample } from '../../../kit/epcis-samples.ts';
import type { EpcisServer } from '../../../kit/epcis-server.ts';
import { type ConformanceCase, expectAnswer, oneAnswer, type Theme } from './conformance-case.ts';
import { crowded } from './crowded-place.ts';
import { freshId, observed, packOf, storedEvent } from './sample-events.ts';
import { soapMessage, soapQuery } from './soap-message.ts';

const clause = 'EPCIS 1.2 §8.2.5 query control interface, SOAP';
const one = (id: string, what: string, run: ConformanceCase['run']): ConformanceCase => ({ id, what, clause, run });
const strings = (text: string) => [...text.matchAll(/<string>([^<]*)</g)].map(([, string]) => string);

const told: ConformanceCase[] = [
  one('getQueryNames', 'names the two queries of the standard and the tenant’s own', async (server) => {
    const { text } = await server.ask(soapMessage('GetQueryNames'));
    expect(strings(text)).toEqual(expect.arrayContaining(['SimpleEventQuery', 'SimpleMasterDataQuery']));
  }),
  oneAnswer(
    'getStandardVersion',
    'tells the version of the namespace that asked',
    clause,
    soapMessage('GetStandardVersion'),
    { status: 200, body: /GetStandardVersionResult[^>]*>1\.2</ },
  ),
  oneAnswer(
    'getStandardVersion, of 2.0',
    'tells the version of the namespace that asked',
    clause,
    soapMessage('GetStandardVersion', '', { epcis: 2 }),
    { status: 200, body: /GetStandardVersionResult[^>]*>2\.0</ },
  ),
  oneAnswer('getVendorVersion', 'names the software', clause, soapMessage('GetVendorVersion'), {
    status: 200,
    body: /GetVendorVersionResult[^>]*>[^<]+</,
  }),
];

const polls: ConformanceCase[] = (['1.1', '1.2'] as const).flatMap((soap) =>
  ([1, 2] as const).map((epcis) =>
    one(
      `poll, SOAP ${soap}, EPCIS ${epcis === 1 ? '1.2' : '2.0'}`,
      'answers the events in the namespace that asked, of the tenant alone',
      async (server) => {
        const { epc, eventID } = await storedEvent(server);
        const ask = soapMessage('Poll', soapQuery({ MATCH_epc: [epc] }), { soap, epcis });
        const answered = await server.ask(ask);
        expectAnswer(answered, {
          status: 200,
          headers: { 'content-type': soap === '1.1' ? /^text\/xml/ : /^application\/soap\+xml/ },
        });
        expect(answered.text).toContain(`urn:epcglobal:epcis-query:xsd:${epcis}`);
        expect(answered.text).toContain(`<eventID>${eventID}</eventID>`);
        const foreign = await server.ask({ ...ask, tenant: 'medico' });
        expectAnswer(foreign, { status: 200 });
        expect(foreign.text).not.toContain(eventID);
      },
    ),
  ),
);

const masterData = one('poll, SimpleMasterDataQuery', 'answers elements of vocabularies', async (server) => {
  const id = `urn:epc:id:sgln:9521321.00017.${server.fresh('m')}`;
  const type = 'urn:epcglobal:epcis:vtype:Location';
  const attributes = [{ id: 'urn:epcglobal:cbv:mda#name', attribute: 'Hall 7' }];
  const vocabularyList = [{ type, vocabularyElementList: [{ id, attributes }] }];
  await server.capture(jsonSample([], { epcisHeader: { epcisMasterData: { vocabularyList } } }));
  const params = { includeAttributes: 'true', includeChildren: 'true', vocabularyName: [type], EQ_name: [id] };
  const ask = soapMessage('Poll', soapQuery(params, 'SimpleMasterDataQuery'));
  const answered = await server.ask(ask);
  expectAnswer(answered, { status: 200, body: /Hall 7/ });
  expect(answered.text).toContain(id);
  expect((await server.ask({ ...ask, tenant: 'medico' })).text).not.toContain('Hall 7');
});

const schedule = '<controls><schedule><hour>5</hour></schedule><reportIfEmpty>false</reportIfEmpty></controls>';
const subscribing = (id: string, { query = soapQuery({}), dest = 'http://127.0.0.1:9/', controls = schedule } = {}) =>
  soapMessage('Subscribe', `${query}<dest>${dest}</dest>${controls}<subscriptionID>${id}</subscriptionID>`);

const subscriptions = one(
  'subscribe, getSubscriptionIDs and unsubscribe',
  'make, list and end a subscription under the id of the caller',
  async (server) => {
    const id = server.fresh('sub');
    const list = async (who: object = {}) =>
      strings(
        (await server.ask({ ...soapMessage('GetSubscriptionIDs', '<queryName>SimpleEventQuery</queryName>'), ...who }))
          .text,
      );
    expectAnswer(await server.ask(subscribing(id)), { status: 200, body: /SubscribeResult/ });
    expect(await list()).toContain(id);
    expect(await list({ tenant: 'medico' })).not.toContain(id);
    expectFault(await server.ask(subscribing(id)), 'DuplicateSubscriptionException');
    expectAnswer(await server.ask(soapMessage('Unsubscribe', `<subscriptionID>${id}</subscriptionID>`)), {
      status: 200,
      body: /UnsubscribeResult/,
    });
    expect(await list()).not.toContain(id);
  },
);

function expectFault(answered: Awaited<ReturnType<EpcisServer['ask']>>, exception: string) {
  expect(answered.status, answered.text).toBe(500);
  expect(answered.text).toMatch(/Fault/);
  expect(answered.text).toContain(exception);
}

const fault = (exception: string, ask: Parameters<EpcisServer['ask']>[0]) =>
  one(`${exception}, in SOAP`, 'is a fault', async (server) => expectFault(await server.ask(ask), exception));

const faults: ConformanceCase[] = [
  fault('QueryParameterException', soapMessage('Poll', soapQuery({ EQ_colour: ['red'] }))),
  fault('NoSuchNameException', soapMessage('Poll', soapQuery({}, 'nobody'))),
  fault('NoSuchSubscriptionException', soapMessage('Unsubscribe', '<subscriptionID>none</subscriptionID>')),
  one('DuplicateSubscriptionException, in SOAP', 'is a fault, whatever else is asked', async (server) => {
    const id = server.fresh('sub');
    expectAnswer(await server.ask(subscribing(id)), { status: 200 });
    const again = subscribing(id, { controls: schedule.replace('5', '6') });
    expectFault(await server.ask(again), 'DuplicateSubscriptionException');
    await server.ask(soapMessage('Unsubscribe', `<subscriptionID>${id}</subscriptionID>`));
  }),
  fault('InvalidURIException', subscribing('bad-dest', { dest: 'nowhere' })),
  fault('SubscriptionControlsException', subscribing('bad-time', { controls: schedule.replace('5', '25') })),
  fault(
    'SubscribeNotPermittedException',
    subscribing('master', {
      query: soapQuery({ includeAttributes: 'true', includeChildren: 'true' }, 'SimpleMasterDataQuery'),
    }),
  ),
  fault('ValidationException', soapMessage('Poll', '<params/>')),
  fault('SecurityException', { ...subscribing('not-mine'), tenant: 'packright', role: 'site' }),
  one('QueryTooComplexException, in SOAP', 'is a fault', async (server) => {
    const asked = soapMessage('Poll', soapQuery({ WD_bizLocation: [await crowded(server)] }));
    expectFault(await server.ask(asked), 'QueryTooComplexException');
  }),
  one(
    'ImplementationException, in SOAP',
    'is a fault, here for an event that XML cannot carry, by name',
    async (server) => {
      const { epc, eventID } = await storedEvent(server, { 'ex:a b': 'no name in XML' });
      const answered = await server.ask(soapMessage('Poll', soapQuery({ MATCH_epc: [epc] })));
      expectFault(answered, 'ImplementationException');
      expect(answered.text).toContain(eventID);
    },
  ),
  one('QueryTooLargeException, in SOAP', 'is a fault', async (server) => {
    const epc = packOf(server.fresh('s'));
    await server.capture([1, 2].map(() => observed(epc, { eventID: freshId(server) })));
    expectFault(
      await server.ask(soapMessage('Poll', soapQuery({ MATCH_epc: [epc], maxEventCount: '1' }))),
      'QueryTooLargeException',
    );
  }),
];

export const soapTheme: Theme = { name: 'soap', cases: [...told, ...polls, masterData, subscriptions, ...faults] };
