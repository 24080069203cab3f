import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { putRows } from '#common/store/batches.ts';
import { ledger } from '#common/store/ledger.ts';
import { namedQueries, namedQueryItem } from '#common/store/named-queries.ts';
import { registry } from '#common/store/registry.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { subscriptions } from '#common/store/subscriptions.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { readDocument } from '#shared/epcis/read-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { type Answered, call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { here, minute, stored } from '../../test/kit/events.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { openCipher } from '../../test/kit/unit-maker.ts';
import { routes } from './routes.ts';

let engine: Dynoxide;
let tenant: string;
let count = 0;
let woken: unknown[] = [];
/** Milliseconds that the clock has gone on. */
let elapsed = 0;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  tenant = `acme-${count++}`;
  woken = [];
  elapsed = 0;
  await giveTenant(engine.db, tenant);
});

const open = () => ledger(engine.db, tables.ledger, serialPools(engine.db, tables.serials), openCipher);
const own = (serial: number) => `https://id.gs1.org/01/09521321543218/21/${serial}`;
const commission = (m: number): EpcisEvent => commissionEvent({ epcs: [own(m)], at: minute(m), lot: 'LOT1', ...here });
const nothing = (m: number): EpcisEvent => ({
  type: 'ObjectEvent',
  action: 'OBSERVE',
  eventTime: minute(m),
  eventTimeZoneOffset: here.offset,
});
const capture = (...events: EpcisEvent[]) => open().append(tenant, stored(events));

function ask(
  body: string,
  { role = 'administrator', soap = '1.1', headers = {}, scope = 'seriate/read seriate/write', tick = 0 } = {},
) {
  const needs = {
    ledger: open(),
    vocabulary: vocabulary(engine.db, tables.registry),
    registry: registry(engine.db, tables.registry),
    queries: namedQueries(engine.db, tables.registry),
    subscriptions: subscriptions(engine.db, tables.registry, tables.deliveries),
    granted: async () => false,
    guard: async (url: string) =>
      url.startsWith('https://')
        ? { address: '192.0.2.1', family: 4 }
        : { refused: 'not-permitted' as const, detail: 'without TLS' },
    wake: async (message: unknown) => {
      woken.push(message);
    },
    now: () => {
      elapsed += tick;
      return new Date(Date.parse(minute(200)) + elapsed);
    },
  };
  const space =
    soap === '1.1' ? 'http://schemas.xmlsoap.org/soap/envelope/' : 'http://www.w3.org/2003/05/soap-envelope';
  return call(
    httpHandler(routes(needs), async () => false),
    'POST /epcis/soap',
    {
      tenant,
      role,
      scope,
      headers: { 'content-type': 'text/xml', ...headers },
      body: `<s:Envelope xmlns:s="${space}"><s:Body>${body}</s:Body></s:Envelope>`,
    },
  );
}

const message = (name: string, inside = '', version = 1) =>
  `<q:${name} xmlns:q="urn:epcglobal:epcis-query:xsd:${version}">${inside}</q:${name}>`;
const params = (asked: Record<string, string | string[]>) =>
  `<params>${Object.entries(asked)
    .map(([name, value]) => {
      const inside = typeof value === 'string' ? value : value.map((one) => `<string>${one}</string>`).join('');
      return `<param><name>${name}</name><value>${inside}</value></param>`;
    })
    .join('')}</params>`;
const poll = (asked: Record<string, string | string[]>, queryName = 'SimpleEventQuery', version = 1) =>
  message('Poll', `<queryName>${queryName}</queryName>${params(asked)}`, version);
const schedule = '<controls><schedule><minute>0</minute></schedule><reportIfEmpty>false</reportIfEmpty></controls>';
const subscribe = ({
  id = 's-1',
  dest = 'https://partner.example.com/in',
  queryName = 'SimpleEventQuery',
  controls = schedule,
  asked = {},
  version = 1,
}: {
  id?: string;
  dest?: string;
  queryName?: string;
  controls?: string;
  asked?: Record<string, string | string[]>;
  version?: number;
} = {}) =>
  message(
    'Subscribe',
    `<queryName>${queryName}</queryName>${params(asked)}<dest>${dest}</dest>${controls}<subscriptionID>${id}</subscriptionID>`,
    version,
  );

function documentIn({ status, body }: Answered) {
  expect({ status, body }).toMatchObject({ status: 200 });
  const document = readDocument(String(body));
  if (isRefusal(document)) throw new Error(document.detail);
  return document;
}
const stringsIn = ({ body }: Answered) => [...String(body).matchAll(/<string>([^<]*)/g)].map(([, text]) => text);
const exceptionIn = ({ body }: Answered) => /<epcisq:(\w+Exception) /.exec(String(body))?.[1];

describe('a poll', () => {
  test('answers EPCIS 1.2 with URNs where the prefix is the tenant’s, in text/xml', async () => {
    await capture(commission(0), commission(1));
    const answer = await ask(poll({ EQ_bizStep: ['urn:epcglobal:cbv:bizstep:commissioning'] }));
    expect(answer.headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(answer.body).toContain('xmlns:epcisq="urn:epcglobal:epcis-query:xsd:1"');
    expect(answer.body).toContain('<epc>urn:epc:id:sgtin:9521321.054321.1</epc>');
    expect(answer.body).toContain('<bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>');
    const { events, queryName } = documentIn(answer);
    expect(queryName).toBe('SimpleEventQuery');
    expect(events.map(({ eventTime }) => eventTime)).toEqual([minute(1), minute(0)]);
  });

  test('answers EPCIS 2.0 in its namespace, as events were captured unless asked otherwise', async () => {
    await capture(commission(0));
    const asked = poll({ GE_eventTime: minute(0) }, 'SimpleEventQuery', 2);
    const answer = await ask(asked, { soap: '1.2' });
    expect(answer.headers['content-type']).toBe('application/soap+xml; charset=utf-8');
    expect(answer.body).toContain('xmlns:epcisq="urn:epcglobal:epcis-query:xsd:2"');
    expect(answer.body).toContain(`<epc>${own(0)}</epc>`);
    const urns = await ask(asked, { headers: { 'gs1-epc-format': 'Always_EPC_URN' } });
    expect(urns.body).toContain('<epc>urn:epc:id:sgtin:9521321.054321.0</epc>');
  });

  test('of values without a type finds what they mean', async () => {
    await capture(commission(0), commission(1));
    const asked = { MATCH_epc: own(1), GE_eventTime: minute(0), maxEventCount: '1' };
    expect(documentIn(await ask(poll(asked))).events).toHaveLength(1);
  });

  test('beyond maxEventCount is too large', async () => {
    await capture(commission(0), commission(1));
    expect(exceptionIn(await ask(poll({ maxEventCount: '1' })))).toBe('QueryTooLargeException');
  });

  test('tells how it was looked for when asked to, answered or refused', async () => {
    await capture(commission(1), commission(2));
    const explain = { headers: { 'seriate-explain': 'true' } };
    const answered = await ask(poll({ MATCH_epc: [own(1)], EQ_bizStep: ['commissioning'] }), explain);
    expect(answered.headers['Seriate-Query-Plan']).toMatch(
      /^index=epc; by=MATCH_epc; filtered=EQ_bizStep; rows=1; events=1$/,
    );
    const refused = await ask(poll({ EQ_bizStep: ['commissioning'], maxEventCount: '1' }), explain);
    expect(exceptionIn(refused)).toBe('QueryTooLargeException');
    expect(refused.headers['Seriate-Query-Plan']).toMatch(/^index=time; by=EQ_bizStep; filtered=nothing; /);
    expect((await ask(poll({ maxEventCount: '1' }))).headers['Seriate-Query-Plan']).toBeUndefined();
  });

  test('of more than a thousand events is too large, unless so many are welcome', async () => {
    // Events without units cost the engine least.
    await capture(...Array.from({ length: 1001 }, (_, m) => nothing(m)));
    expect(exceptionIn(await ask(poll({})))).toBe('QueryTooLargeException');
    expect(documentIn(await ask(poll({ maxEventCount: '1001' }))).events).toHaveLength(1001);
  });

  test('ends when time is up, however many pages it takes, and leaves some to be told so', async () => {
    await capture(...Array.from({ length: 900 }, (_, m) => nothing(m)));
    const answer = await ask(poll({}), { tick: 20 });
    expect(exceptionIn(answer)).toBe('QueryTooComplexException');
    expect(elapsed).toBeGreaterThan(20_000);
    expect(elapsed).toBeLessThan(23_000);
  });

  test('that finds an event which XML cannot carry is a fault that names it and how to have the others', async () => {
    const strange = {
      ...nothing(1),
      eventID: 'urn:uuid:strange',
      '@context': { ex: 'http://example.com/' },
      'ex:a b': 1,
    };
    await capture(nothing(0), strange, nothing(2));
    const answer = await ask(poll({}));
    expect(exceptionIn(answer)).toBe('ImplementationException');
    expect(answer.body).toContain('event urn:uuid:strange cannot be written as XML');
    expect(answer.body).toContain(`it was recorded at ${minute(100)}`);
    expect(documentIn(await ask(poll({ LT_eventTime: minute(1) }))).events).toHaveLength(1);
  });

  test('of a kept query runs it, without parameters of the caller', async () => {
    await capture(commission(0), commission(1));
    const kept = { queryName: 'first', params: { LT_eventTime: minute(1) } };
    await namedQueries(engine.db, tables.registry).create(tenant, {
      name: 'first',
      message: kept,
      createdAt: minute(0),
      by: 'me',
    });
    expect(documentIn(await ask(poll({}, 'first'))).events).toHaveLength(1);
    expect(exceptionIn(await ask(poll({ EQ_action: 'ADD' }, 'first')))).toBe('QueryParameterException');
    expect(exceptionIn(await ask(poll({}, 'second')))).toBe('NoSuchNameException');
    expect(stringsIn(await ask(message('GetQueryNames')))).toEqual([
      'SimpleEventQuery',
      'SimpleMasterDataQuery',
      'first',
    ]);
  });

  test('has the names of all queries there are, however many', async () => {
    const kept = Array.from({ length: 1100 }, (_, i) => {
      const name = `q-${String(i).padStart(4, '0')}`;
      return namedQueryItem(tenant, { name, message: { queryName: name, params: {} }, createdAt: minute(0), by: 'me' });
    });
    await putRows(engine.db, tables.registry, kept);
    await ask(subscribe());
    const names = stringsIn(await ask(message('GetQueryNames')));
    expect(names).toHaveLength(1102);
    expect(names.at(-1)).toBe('q-1099');
  });

  test('of master data answers vocabularies', async () => {
    const type = 'urn:epcglobal:epcis:vtype:Location';
    const masterData = [{ type, vocabularyElementList: [{ id: 'urn:epc:id:sgln:9521321.00017.0' }] }];
    const source = { recordTime: minute(0), captureId: 'c' };
    await vocabulary(engine.db, tables.registry).put(tenant, masterData, source);
    const asked = { includeAttributes: 'true', includeChildren: 'false', vocabularyName: [type] };
    expect(documentIn(await ask(poll(asked, 'SimpleMasterDataQuery'))).masterData).toEqual(masterData);
    expect(exceptionIn(await ask(poll({}, 'SimpleMasterDataQuery')))).toBe('QueryParameterException');
  });

  test('sees the own tenant’s events only', async () => {
    await capture(commission(0));
    tenant = 'somebody';
    expect(documentIn(await ask(poll({}))).events).toEqual([]);
  });
});

describe('refused', () => {
  test.each([
    ['without a name', '', 'ValidationException'],
    ['of a name longer than any', 'x'.repeat(2000), 'ValidationException'],
    ['that a subscription brought', 'soap:s-1', 'NoSuchNameException'],
  ])('is a query %s', async (_, name, exception) => {
    await ask(subscribe());
    expect(exceptionIn(await ask(poll({}, name)))).toBe(exception);
  });

  test('is who may not query, in a fault of the version asked in', async () => {
    const answer = await ask(poll({}, 'SimpleEventQuery', 2), { role: 'operator', soap: '1.2' });
    expect(answer).toMatchObject({ status: 400, headers: { 'content-type': 'application/soap+xml; charset=utf-8' } });
    expect(exceptionIn(answer)).toBe('SecurityException');
  });

  test('is a parameter of no query, with its name', async () => {
    const answer = await ask(poll({ EQ_colour: 'red' }));
    expect(answer).toMatchObject({ status: 500, body: expect.stringContaining('<faultcode>soap:Client</faultcode>') });
    expect(exceptionIn(answer)).toBe('QueryParameterException');
    expect(answer.body).toContain('EQ_colour');
  });

  test('is what is no envelope', async () => {
    expect(exceptionIn(await ask('</s:Body>'))).toBe('ValidationException');
  });
});

test('versions are told', async () => {
  expect((await ask(message('GetStandardVersion'))).body).toContain('>1.2</epcisq:GetStandardVersionResult>');
  expect((await ask(message('GetStandardVersion', '', 2))).body).toContain('>2.0</epcisq:GetStandardVersionResult>');
  expect((await ask(message('GetVendorVersion'))).body).toMatch(/>seriate-[\d.]+<\/epcisq:GetVendorVersionResult>/);
});
