import { expect } from 'vitest';
import { jsonSample } from '../../../kit/epcis-samples.ts';
import { type Ask, type EpcisServer, eventsIn } from '../../../kit/epcis-server.ts';
import { type ConformanceCase, type Expected, expectAnswer, oneAnswer, type Theme } from './conformance-case.ts';
import { crowded } from './crowded-place.ts';
import { namedQuery } from './query-cases.ts';
import { context, freshId, inPath, observed, packOf, storedEvent } from './sample-events.ts';

const clause = 'EPCIS 2.0 §12 REST binding, errors';

/** A request that is refused with an exception of the standard. */
const refused = (
  status: number,
  exception: string,
  also: string,
  ask: Ask | ((server: EpcisServer) => Ask | Promise<Ask>),
  more: Omit<Expected, 'status'> = {},
): ConformanceCase =>
  oneAnswer(`${exception}, ${also}`, `is answered ${status}`, clause, ask, { status, problem: exception, ...more });

const badParameters: Readonly<Record<string, string>> = {
  'an unknown parameter': 'EQ_colour=red',
  'a name in the wrong case': 'match_epc=urn:epc:id:sscc:9521321.1234567890',
  'a transaction without type': 'EQ_bizTransaction=urn:example:po',
  'a source without type': 'EQ_source=urn:example:x',
  'a destination without type': 'EQ_destination=urn:example:x',
  'an action that is none': 'EQ_action=SOMETIMES',
  'an event type that is none': 'eventType=QuantityEvents',
  'a time that is none': 'GE_eventTime=yesterday',
  'a time without zone': 'LT_recordTime=2026-03-01T00:00:00',
  'a number that is none': 'GE_quantity=many',
  'a truth that is none': 'EXISTS_errorDeclaration=perhaps',
  'an empty member of a list': 'EQ_bizStep=shipping%7C%7Cpacking',
  'a parameter twice': 'EQ_action=ADD&EQ_action=DELETE',
  'a count without order': 'eventCountLimit=5',
  'both limits': 'orderBy=eventTime&eventCountLimit=5&maxEventCount=5',
  'an order by nothing': 'orderBy=bizStep',
  'a direction that is none': 'orderBy=eventTime&orderDirection=UP',
  'a limit that is no number': 'maxEventCount=-1',
  'a page of nothing': 'perPage=0',
  'a prefix that nobody defined': 'EQ_zz:a=1',
  'an ordering operator on a text': 'GE_percRank=high',
  'a parameter of another binding': 'vocabularyName=urn:epcglobal:epcis:vtype:Location',
};

const parameters = Object.entries(badParameters).map(([also, query]) =>
  refused(400, 'QueryParameterException', also, { path: `/events?${query}` }),
);

const badDefinitions: Readonly<Record<string, unknown>> = {
  'no name': { query: {} },
  'no query': { name: 'x' },
  'a name that is no segment of a path': { name: 'a/b', query: {} },
  'an unknown parameter': { name: 'x', query: { EQ_colour: ['red'] } },
  'a time without zone': { name: 'x', query: { GE_eventTime: '2026-03-01T00:00:00' } },
  'a list where one value is': { name: 'x', query: { GE_eventTime: ['2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z'] } },
  'no JSON': '{"name":',
};

const definitions = Object.entries(badDefinitions).map(([also, body]) =>
  refused(400, also === 'no JSON' ? 'ValidationException' : 'QueryValidationException', `a query with ${also}`, {
    method: 'POST',
    path: '/queries',
    body,
  }),
);

const subscribing = (body: unknown) => async (server: EpcisServer) => ({
  method: 'POST',
  path: `${(await namedQuery(server, {})).path}/subscriptions`,
  body,
});
const dest = 'http://127.0.0.1:9/';
const badControls: Readonly<Record<string, object>> = {
  'neither stream nor schedule': { dest },
  'both stream and schedule': { dest, stream: true, schedule: { hour: '5' } },
  'a schedule without fields': { dest, schedule: {} },
  'a schedule out of range': { dest, schedule: { hour: '24' } },
  'a schedule with a star': { dest, schedule: { minute: '*' } },
  'a schedule that never fires': { dest, schedule: { dayOfMonth: '31', month: '2' } },
};

const controls = [
  ...Object.entries(badControls).map(([also, body]) =>
    refused(400, 'SubscriptionControlsException', also, subscribing(body)),
  ),
  refused(400, 'ValidationException', 'a subscription without address', subscribing({ stream: true })),
];

const security: ConformanceCase[] = [
  refused(403, 'SecurityException', 'a role that may not make queries', {
    method: 'POST',
    path: '/queries',
    body: { name: 'x', query: {} },
    tenant: 'packright',
    role: 'site',
  }),
  refused(403, 'SecurityException', 'another tenant without its grant', {
    path: '/events',
    tenant: 'medico',
    headers: { 'seriate-acting-for': 'acme-pharma' },
  }),
  oneAnswer(
    'SecurityException, no token',
    'is answered 401, before it is known what was asked',
    clause,
    { path: '/events', headers: { authorization: 'Bearer none' } },
    { status: 401, problem: 'SecurityException', headers: { 'www-authenticate': /Bearer/ } },
  ),
];

const methods: ConformanceCase[] = [
  refused(
    405,
    'ImplementationException',
    'a method that a resource does not have',
    { method: 'DELETE', path: '/events' },
    { headers: { allow: /^(?=.*GET)(?=.*POST)/ } },
  ),
];

const none = inPath('urn:example:none');
const unknown = [
  ...[
    '/events',
    '/epcs',
    '/bizSteps',
    '/bizLocations',
    '/readPoints',
    '/dispositions',
    '/eventTypes',
    '/capture',
    '/queries',
  ].map((path) => refused(404, 'NoSuchNameException', `below ${path}`, { path: `${path}/${none}` })),
  ...['/queries', '/capture', '/events', '/bizSteps'].map((path) =>
    refused(404, 'NoSuchNameException', `an endless name below ${path}`, {
      path: `${path}/${inPath(`urn:example:${'x'.repeat(3000)}`)}`,
    }),
  ),
  ...['events', 'subscriptions'].map((path) =>
    refused(404, 'NoSuchNameException', `${path} of no query`, { path: `/queries/none/${path}` }),
  ),
  refused(404, 'NoSuchNameException', 'a subscription', async (server) => ({
    path: `${(await namedQuery(server, {})).path}/subscriptions/none`,
  })),
];

const notAcceptable = [
  ...['/events?EQ_eventID=x:y', '/epcs', '/queries', '/capture'].map((path) =>
    refused(406, 'NotAcceptableException', `${path.split('?')[0]} as CSV`, { path, headers: { accept: 'text/csv' } }),
  ),
  oneAnswer(
    'NotAcceptableException, a collection in XML',
    'is answered 406: the standard has it in JSON only',
    clause,
    { path: '/epcs', headers: { accept: 'application/xml' } },
    { status: 406 },
  ),
];

const existing: ConformanceCase[] = [
  refused(409, 'ResourceAlreadyExistsException', 'the name of a query', async (server) => ({
    method: 'POST',
    path: '/queries',
    body: { name: (await namedQuery(server, {})).name, query: {} },
  })),
  refused(409, 'ResourceAlreadyExistsException', 'an eventID', async (server) => {
    const { epc, eventID } = await storedEvent(server);
    return {
      method: 'POST',
      path: '/events',
      body: { '@context': context, ...observed(epc, { eventID, bizStep: 'holding' }) },
    };
  }),
];

/** Larger than the limits that the server announced. */
async function beyond(server: EpcisServer, header: string): Promise<Ask> {
  const { headers } = await server.ask({ method: 'POST', path: '/capture', body: jsonSample([]) });
  const limit = Number(headers.get(header));
  const { epcList: _, ...small } = observed('');
  const body = header.includes('Size')
    ? jsonSample([observed(packOf('1'), { 'ex:text': 'x'.repeat(limit) })])
    : JSON.stringify(JSON.parse(jsonSample(Array.from({ length: limit + 1 }, () => ({ ...small, epcList: [] })))));
  return { method: 'POST', path: '/capture', body };
}

const limitHeaders = { 'gs1-epcis-capture-limit': /^\d+$/, 'gs1-epcis-capture-file-size-limit': /^\d+$/ };
const capture: ConformanceCase[] = [
  refused(
    413,
    'CaptureLimitExceededException',
    'too many events',
    (server) => beyond(server, 'GS1-EPCIS-Capture-Limit'),
    { headers: limitHeaders },
  ),
  refused(
    413,
    'CaptureLimitExceededException',
    'too many bytes',
    (server) => beyond(server, 'GS1-EPCIS-Capture-File-Size-Limit'),
    { headers: limitHeaders },
  ),
  refused(415, 'UnsupportedMediaTypeException', 'a capture of CSV', {
    method: 'POST',
    path: '/capture',
    body: 'a,b',
    headers: { 'content-type': 'text/csv' },
  }),
  refused(415, 'UnsupportedMediaTypeException', 'XML that says it is JSON', {
    method: 'POST',
    path: '/capture',
    body: '<a/>',
    headers: { 'content-type': 'application/json' },
  }),
  refused(415, 'UnsupportedMediaTypeException', 'a query in XML', { method: 'POST', path: '/queries', body: '<a/>' }),
];

const results: ConformanceCase[] = [
  refused(413, 'QueryTooLargeException', 'more events than maxEventCount', async (server) => {
    const epc = packOf(server.fresh('s'));
    await server.capture([1, 2].map(() => observed(epc, { eventID: freshId(server) })));
    return { path: '/events', query: { MATCH_epc: epc, maxEventCount: '1' } };
  }),
  refused(413, 'QueryTooComplexException', 'more places than one query may look at', async (server) => ({
    path: '/events',
    query: { WD_bizLocation: await crowded(server) },
  })),
  refused(414, 'URITooLongException', 'a query string beyond what passes gateways', {
    path: `/events?EQ_bizStep=${'a'.repeat(8200)}`,
  }),
];

const forms: ConformanceCase[] = [
  oneAnswer(
    'ValidationException, in XML',
    'a problem is an EPCISException of the 2.0 namespace where XML is accepted',
    clause,
    { method: 'POST', path: '/capture', body: '<x/>', headers: { accept: 'application/xml' } },
    {
      status: 400,
      headers: { 'content-type': /^application\/problem\+xml/ },
      body: /EPCISException[^>]* xmlns(:\w+)?="urn:epcglobal:epcis:xsd:2"[\s\S]*epcisException:ValidationException/,
    },
  ),
  oneAnswer(
    'ValidationException, its place',
    'a problem names the place, the rule and what to do',
    clause,
    { method: 'POST', path: '/capture', body: jsonSample([observed(packOf('1'), { eventTime: 'x' })]) },
    {
      status: 400,
      body: { at: '/epcisBody/eventList/0/eventTime', rule: expect.any(String), instance: '/epcis/capture' },
    },
  ),
  {
    id: 'NoSuchNameException, of another tenant',
    what: 'is the same answer, but for the id, whether another tenant has the event or nobody',
    clause,
    run: async (server) => {
      const { eventID } = await storedEvent(server);
      expect(eventsIn(await server.ask({ path: `/events/${inPath(eventID)}` }))).toHaveLength(1);
      const answers = [eventID, freshId(server)].map(async (id) => {
        const answered = await server.ask({ path: `/events/${inPath(id)}`, tenant: 'medico' });
        expectAnswer(answered, { status: 404, problem: 'NoSuchNameException' });
        return answered.text.replaceAll(id, '…').replaceAll(inPath(id), '…');
      });
      const [theirs, nobodys] = await Promise.all(answers);
      expect(theirs).toBe(nobodys);
    },
  },
];

export const problemTheme: Theme = {
  name: 'problem',
  cases: [
    ...parameters,
    ...definitions,
    ...controls,
    ...security,
    ...methods,
    ...unknown,
    ...notAcceptable,
    ...existing,
    ...capture,
    ...results,
    ...forms,
  ],
};
