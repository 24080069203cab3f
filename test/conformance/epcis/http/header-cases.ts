import { expect } from 'vitest';
import { type EpcisServer, eventsIn } from '../../../kit/epcis-server.ts';
import { type ConformanceCase, expectAnswer, oneAnswer, type Theme } from './conformance-case.ts';
import { exampleNamespace, freshId, inPath, observed, packLink, packOf, storedEvent } from './sample-events.ts';

const clause = 'EPCIS 2.0 §12 REST binding, headers';
const one = (id: string, what: string, run: ConformanceCase['run']): ConformanceCase => ({ id, what, clause, run });

const versions = ['EPCIS', 'CBV'].flatMap((standard): ConformanceCase[] => {
  const header = (which: string) => `GS1-${standard}-${which}`;
  const asked = (which: string, version: string) => ({ path: '/eventTypes', headers: { [header(which)]: version } });
  const refusal = { status: 406, problem: 'NotAcceptableException' };
  return [
    oneAnswer(
      header('Version'),
      'every answer tells the version; 2.0.0 can be asked for',
      clause,
      asked('Version', '2.0.0'),
      { status: 200, headers: { [header('Version')]: '2.0.0' } },
    ),
    oneAnswer(
      `${header('Version')}, another`,
      'a version that is not spoken cannot be met',
      clause,
      asked('Version', '1.2'),
      refusal,
    ),
    oneAnswer(
      `${header('Version')}, of a refusal`,
      'a refusal tells the version too',
      clause,
      { path: `/events/${inPath('urn:example:none')}` },
      { status: 404, headers: { [header('Version')]: '2.0.0' } },
    ),
    oneAnswer(header('Min'), 'a range from 1.2 on can be met', clause, asked('Min', '1.2'), { status: 200 }),
    oneAnswer(`${header('Min')}, too high`, 'a range from 3.0 on cannot', clause, asked('Min', '3.0.0'), refusal),
    oneAnswer(header('Max'), 'a range up to 2.1 can be met', clause, asked('Max', '2.1'), { status: 200 }),
    oneAnswer(`${header('Max')}, too low`, 'a range up to 1.2 cannot', clause, asked('Max', '1.2.0'), refusal),
    ...['Version', 'Min', 'Max'].map((which) =>
      oneAnswer(
        `${header(which)}, announced`,
        'OPTIONS tells which versions there are',
        clause,
        { method: 'OPTIONS', path: '/events' },
        { status: 204, headers: { [header(which)]: /^2\.0/ } },
      ),
    ),
  ];
});

/** Captured spelling, what is asked, what comes back. `…` stands for the serial. */
const spellings: readonly (readonly [format: string, sent: string, told: string, also: string])[] = [
  ['', packOf('…'), packLink('…'), 'Digital Links when nothing is asked'],
  ['Always_GS1_Digital_Link', packOf('…'), packLink('…'), 'Digital Links'],
  ['Always_EPC_URN', packLink('…'), packOf('…'), 'URNs'],
  ['Never_Translates', packOf('…'), packOf('…'), 'as it was sent'],
  ['No_Preference', packOf('…'), packOf('…'), 'any'],
  ['Always_GS1_Digital_Link', 'urn:example:pack:…', 'urn:example:pack:…', 'an identifier of nobody’s stays as it is'],
  [
    'Always_EPC_URN',
    'https://id.gs1.org/01/00614141123452/21/…',
    'https://id.gs1.org/01/00614141123452/21/…',
    'a prefix of unknown length stays a link',
  ],
];

const formats = spellings.map(([format, sent, told, also]) =>
  one(`GS1-EPC-Format${format && ` ${format}`}, ${also}`, `${sent} is told as ${told}`, async (server) => {
    const serial = server.fresh('s');
    const [epc, expected] = [sent.replace('…', serial), told.replace('…', serial)];
    await server.capture([observed(epc)]);
    const headers = format === '' ? {} : { 'gs1-epc-format': format };
    const answered = await server.ask({ path: '/events', query: { MATCH_epc: epc }, headers });
    expectAnswer(answered, { status: 200, headers: { 'gs1-epc-format': format || 'Always_GS1_Digital_Link' } });
    expect(eventsIn(answered)).toMatchObject([{ epcList: [expected] }]);
  }),
);

const asXml = async (server: EpcisServer, more: Record<string, string>) => {
  const { epc } = await storedEvent(server, { bizStep: 'holding' });
  return server.ask({ path: '/events', query: { MATCH_epc: epc }, headers: { accept: 'application/xml', ...more } });
};

const cbvFormats = (
  [
    ['Always_URN', /<bizStep>urn:epcglobal:cbv:bizstep:holding</],
    ['Always_Web_URI', /<bizStep>https:\/\/ref\.gs1\.org\/cbv\/BizStep-holding</],
    ['No_Preference', /<bizStep>(urn:epcglobal:cbv:bizstep:|https:\/\/ref\.gs1\.org\/cbv\/BizStep-)holding</],
    ['Never_Translates', /<bizStep>(urn:epcglobal:cbv:bizstep:|https:\/\/ref\.gs1\.org\/cbv\/BizStep-)holding</],
  ] as const
).map(([format, expected]) =>
  one(`GS1-CBV-XML-Format ${format}`, 'says how XML spells the words of CBV', async (server) => {
    const answered = await asXml(server, { 'gs1-cbv-xml-format': format });
    expectAnswer(answered, { status: 200, headers: { 'gs1-cbv-xml-format': /^Always_/ }, body: expected });
  }),
);

const unmet = ['GS1-EPC-Format', 'GS1-CBV-XML-Format'].map((header) =>
  oneAnswer(
    `${header}, unknown`,
    'a format that does not exist cannot be met',
    clause,
    {
      path: '/events',
      query: { EQ_eventID: 'urn:example:none' },
      headers: { accept: 'application/xml, application/problem+json;q=0.1', [header]: 'Sometimes' },
    },
    { status: 406 },
  ),
);

const extensions: ConformanceCase[] = [
  one('GS1-Extensions', 'defines the prefixes of parameters and of their values', async (server) => {
    const { epc, eventID } = await storedEvent(server, { 'ex:colour': 'red', bizStep: `${exampleNamespace}painting` });
    const headers = { 'gs1-extensions': `zz=https://zz.example.org/, my=${exampleNamespace}` };
    const query = { MATCH_epc: epc, 'EQ_my:colour': 'red', EQ_bizStep: 'my:painting' };
    expect(eventsIn(await server.ask({ path: '/events', query, headers }))).toMatchObject([{ eventID }]);
  }),
  oneAnswer(
    'GS1-Extensions, absent',
    'a prefix that nobody defined is refused',
    clause,
    { path: '/events', query: { 'EQ_zz:colour': 'red' } },
    { status: 400, problem: 'QueryParameterException' },
  ),
  one('GS1-Extensions, of an answer', 'tells the prefixes that the events use', async (server) => {
    const { epc } = await storedEvent(server, { 'ex:colour': 'red' });
    const answered = await server.ask({ path: '/events', query: { MATCH_epc: epc } });
    expectAnswer(answered, { status: 200, headers: { 'gs1-extensions': `ex=${exampleNamespace}` } });
  }),
  oneAnswer(
    'GS1-Vendor-Version',
    'every answer names the software',
    clause,
    { path: '/epcis' },
    { status: 200, headers: { 'gs1-vendor-version': /./ } },
  ),
];

const limits = ['GS1-EPCIS-Capture-Limit', 'GS1-EPCIS-Capture-File-Size-Limit'].flatMap((header) => [
  oneAnswer(
    header,
    'a capture is answered with it',
    clause,
    async () => ({
      method: 'POST',
      path: '/capture',
      body: {
        '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
        type: 'EPCISDocument',
        schemaVersion: '2.0',
        creationDate: '2026-03-01T10:00:00Z',
        epcisBody: { eventList: [] },
      },
    }),
    { status: 202, headers: { [header]: /^[1-9]\d*$/ } },
  ),
  oneAnswer(
    `${header}, announced`,
    'OPTIONS of capture tells it',
    clause,
    { method: 'OPTIONS', path: '/capture' },
    { status: 204, headers: { [header]: /^[1-9]\d*$/ } },
  ),
]);

const behaviours: ConformanceCase[] = [
  oneAnswer(
    'GS1-Capture-Error-Behaviour, announced',
    'OPTIONS of capture tells that both are known',
    clause,
    { method: 'OPTIONS', path: '/capture' },
    { status: 204, headers: { 'gs1-capture-error-behaviour': 'all' } },
  ),
  oneAnswer(
    'GS1-Capture-Error-Behaviour, unknown',
    'another value is refused',
    clause,
    { method: 'POST', path: '/capture', body: {}, headers: { 'gs1-capture-error-behaviour': 'maybe' } },
    { status: 400 },
  ),
  oneAnswer(
    'GS1-Query-Min-Record-Time, announced',
    'OPTIONS of subscriptions tells how far back one may begin',
    clause,
    { method: 'OPTIONS', path: '/queries/q/subscriptions' },
    { status: 204, headers: { 'gs1-query-min-record-time': /^\d{4}-\d\d-\d\dT/ } },
  ),
  one('GS1-Next-Page-Token-Expires', 'tells until when the link to the next page holds', async (server) => {
    const epc = packOf(server.fresh('s'));
    await server.capture([1, 2].map(() => observed(epc, { eventID: freshId(server) })));
    const { headers } = await server.ask({ path: '/events', query: { MATCH_epc: epc, perPage: '1' } });
    expect(Date.parse(headers.get('gs1-next-page-token-expires') ?? '')).toBeGreaterThan(Date.now());
  }),
];

export const headerTheme: Theme = {
  name: 'header',
  cases: [...versions, ...formats, ...cbvFormats, ...unmet, ...extensions, ...limits, ...behaviours],
};
