import { expect, test } from 'vitest';
import { doWork } from './do-work.ts';
import type { Told, Wanted } from './work.ts';

const event = {
  type: 'ObjectEvent',
  action: 'OBSERVE',
  bizStep: 'inspecting',
  eventTime: '2026-03-01T09:00:00.000Z',
  eventTimeZoneOffset: '+00:00',
  epcList: ['urn:epc:id:sgtin:9521321.012345.1'],
};
const document = (...eventList: object[]) =>
  new Blob([
    JSON.stringify({
      '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-03-01T10:00:00.000Z',
      epcisBody: { eventList },
    }),
  ]);

let clock = 0;
/** Every look at the clock is a second after the one before. */
const work = async (wanted: Wanted) => {
  const progress: Told[] = [];
  const said = { now: () => (clock += 1_000), time: () => '2026-03-01T11:00:00.000Z' };
  return { told: await doWork(wanted, (one) => progress.push(one), said), progress };
};
const convert = {
  do: 'convert',
  name: 'a.json',
  to: 'xml-1.2',
  epcs: 'urn',
  skipInvalid: false,
  learn: false,
  companyPrefixes: [],
} as const;

test('a document is judged, with the place of what is wrong, and says how far it is', async () => {
  const { told, progress } = await work({
    do: 'validate',
    name: 'a.json',
    document: document(event, { ...event, action: 'EAT' }),
  });
  expect(told).toMatchObject({
    judged: { isValid: false, events: 2, problems: [{ event: 1, path: '/epcisBody/eventList/1/action', line: 1 }] },
  });
  expect(progress[0]).toMatchObject({ progress: expect.stringContaining('a.json') });
  expect((await work({ do: 'validate', name: 'a.json', document: document(event) })).told).toMatchObject({
    judged: { isValid: true, events: 1 },
  });
});

test('a document is judged by the rules of a profile as well', async () => {
  const { told } = await work({ do: 'validate', name: 'a', profile: 'dscsa-1.3', document: document(event) });
  expect(told).toMatchObject({ judged: { isValid: false } });
});

test('a document is written in another form, which is read as the same events', async () => {
  const there = await work({ ...convert, document: document(event) });
  const xml = 'converted' in there.told ? there.told.converted.document : undefined;
  expect(await xml?.text()).toContain('<epc>urn:epc:id:sgtin:9521321.012345.1</epc>');
  const back = await work({ ...convert, to: 'json-2.0', epcs: 'as-sent', document: xml ?? new Blob([]) });
  const json = 'converted' in back.told ? await back.told.converted.document?.text() : undefined;
  expect(JSON.parse(json ?? '{}').epcisBody.eventList).toMatchObject([{ epcList: event.epcList, action: 'OBSERVE' }]);
});

test('nothing is written of what is wrong, unless what is sound of it is asked for', async () => {
  const sent = document(event, { ...event, action: 'EAT' });
  expect((await work({ ...convert, document: sent })).told).toMatchObject({
    converted: { problems: [{ event: 1 }], warnings: [{ message: expect.stringContaining('nothing was written') }] },
  });
  const { told } = await work({ ...convert, skipInvalid: true, document: sent });
  const xml = 'converted' in told ? await told.converted.document?.text() : undefined;
  expect(xml?.match(/<ObjectEvent>/g)).toHaveLength(1);
});

test('of what cannot be written as it is, the first hundred problems are told with their lines, and how many more there are', async () => {
  const sent = document(...Array.from({ length: 150 }, () => ({ ...event, action: 'EAT' })));
  const { told } = await work({ ...convert, document: sent });
  const { problems, warnings } = 'converted' in told ? told.converted : { problems: [], warnings: [] };
  expect(problems).toHaveLength(100);
  expect(problems.every(({ line, column }) => line === 1 && Number(column) > 1)).toBe(true);
  expect(warnings.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^50 more problems/));
});

test('links become URNs by the company prefixes that are given, and one that is none is told', async () => {
  const linked = document({ ...event, epcList: ['https://id.gs1.org/01/09521321543218/21/1'] });
  const by = async (...companyPrefixes: string[]) =>
    (await work({ ...convert, companyPrefixes, document: linked })).told;
  const made = await by('9521321');
  expect('converted' in made && (await made.converted.document?.text())).toContain('urn:epc:id:sgtin:9521321.');
  expect(await by('12')).toMatchObject({ failed: expect.stringContaining('Company prefix') });
});
