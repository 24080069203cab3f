import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainEvents } from '../../test/kit/arbitrary-plain.ts';
import { xsdProblems } from '../../test/kit/xsd.ts';
import { commissionEvent } from '../trace/commission.ts';
import { packEvent } from '../trace/pack.ts';
import { shipEvent } from '../trace/ship.ts';
import type { EpcisMapping, Mapping } from './mapping.ts';
import { mappingProblems } from './mapping-problems.ts';
import { readMapped } from './read-mapped.ts';
import { readyMappings } from './ready-mappings.ts';
import { writeMapped } from './write-mapped.ts';

const here = {
  offset: '+01:00',
  readPoint: 'urn:epc:id:sgln:9521321.00017.0',
  bizLocation: 'urn:epc:id:sgln:9521321.00017.0',
};
const pack = 'urn:epc:id:sgtin:9521321.012345.A1';
const box = 'urn:epc:id:sscc:9521321.0000000001';
const made = commissionEvent({
  epcs: [pack],
  at: '2026-03-01T08:00:00.000Z',
  lot: 'L1',
  expiry: '2028-12-31',
  ...here,
});
const packed = packEvent({ parent: box, children: [pack], at: '2026-03-01T09:00:00.000Z', ...here });
const shipped = shipEvent({
  epcs: [box],
  at: '2026-03-01T07:00:00.000Z',
  from: 'urn:epc:id:pgln:9521321.00001',
  to: 'urn:epc:id:pgln:9521999.00001',
  purchaseOrder: 'urn:epcglobal:cbv:bt:9521321000017:1',
  ...here,
});
const about = {
  sender: 'urn:epc:id:pgln:9521321.00001',
  receiver: 'urn:epc:id:pgln:9521999.00001',
  id: 'd1',
  at: '2026-03-01T10:00:00.000Z',
};

const json = (change: Partial<EpcisMapping> = {}): Mapping =>
  ({ format: 'epcis-2.0-json', direction: 'out', identifiers: 'as-sent', masterData: true, ...change }) as Mapping;
const write = (mapping: Mapping, events: Parameters<typeof writeMapped>[1]['events'] = [shipped, packed, made]) =>
  [writeMapped(mapping, { ...about, events }, ['9521321', '9521999'])].map((one) => {
    if (Array.isArray(one)) throw new Error(one[0]?.detail);
    return one.body;
  });
const eventsIn = (body: string | undefined) => JSON.parse(body ?? '').epcisBody.eventList;

test('which events go, and in which order', () => {
  const select = { bizSteps: ['commissioning', 'packing'] };
  expect(eventsIn(write(json({ select, order: 'making' }))[0])).toMatchObject([
    { bizStep: 'commissioning' },
    { bizStep: 'packing' },
  ]);
  expect(eventsIn(write(json({ order: 'time' }))[0])).toMatchObject([
    { bizStep: 'shipping' },
    { bizStep: 'commissioning' },
    { bizStep: 'packing' },
  ]);
  expect(
    writeMapped(json({ select: { types: ['TransformationEvent'] } }), { ...about, events: [made] }, []),
  ).toMatchObject([{ at: '/select' }]);
});

test('words, places, names and constants are the partner’s', () => {
  const [event] = eventsIn(
    write(
      json({
        words: {
          bizStep: [{ ours: 'commissioning', theirs: 'urn:m:made' }],
          identifier: [{ ours: 'https://id.gs1.org/414/9521321000179', theirs: 'urn:m:plant' }],
        },
        namespaces: [{ ours: 'urn:epcglobal:cbv:mda:', theirs: 'urn:m:' }],
        add: [
          { on: 'event', namespace: 'urn:m:', name: 'matnr', value: '4711' },
          { on: 'ilmd', namespace: 'urn:m:', name: 'plant', value: 'P' },
        ],
      }),
      [made],
    )[0],
  );
  expect(event).toMatchObject({
    bizStep: 'urn:m:made',
    readPoint: { id: 'urn:m:plant' },
    ilmd: { 'cbvmda1:lotNumber': 'L1', 'cbvmda1:itemExpirationDate': '2028-12-31', 'cbvmda1:plant': 'P' },
    'cbvmda1:matnr': '4711',
  });
});

test('what comes back under another name is again what the standard calls it', () => {
  const namespaces = [{ ours: 'urn:epcglobal:cbv:mda:', theirs: 'urn:m:' }];
  const [body = ''] = write(json({ namespaces }), [made]);
  const read = readMapped(json({ namespaces, direction: 'in' }), body, []);
  expect(read).toMatchObject({ events: [{ ilmd: made.ilmd }] });
  expect(JSON.stringify(read)).not.toContain('@context');
});

test('the namespace of CBV is known without the colon at its end', () => {
  const theirs = { '@context': { m: 'urn:epcglobal:cbv:mda' }, ...made, ilmd: { 'm:lotNumber': 'L1' } };
  const [told] = eventsIn(write(json({ drop: ['urn:epcglobal:cbv:mda:'] }), [theirs])[0]);
  expect(JSON.stringify(told)).not.toContain('lotNumber');
  const [renamed] = eventsIn(
    write(json({ namespaces: [{ ours: 'urn:epcglobal:cbv:mda', theirs: 'urn:m:' }] }), [made])[0],
  );
  expect(renamed.ilmd).toMatchObject({ 'cbvmda1:lotNumber': 'L1' });
});

test('what is to be left out is left out, at every level', () => {
  const event = {
    '@context': { ex: 'urn:own:' },
    ...made,
    'ex:shift': '1',
    ilmd: { ...made.ilmd, 'ex:b': { 'ex:c': '2' } },
  } as const;
  const [told] = eventsIn(write(json({ drop: ['urn:own:'] }), [event])[0]);
  expect(JSON.stringify(told)).not.toContain('ex:');
  expect(told).toMatchObject({ ilmd: { 'cbvmda:lotNumber': 'L1' } });
});

test('an identifier that cannot be spelled as agreed is refused with its event', () => {
  const foreign = { ...made, epcList: ['https://id.gs1.org/01/04150000000013/21/A1'] };
  expect(writeMapped(json({ identifiers: 'urn' }), { ...about, events: [made, foreign] }, ['9521321'])).toMatchObject([
    { refused: 'unsupported', at: '/events/1', remedy: expect.stringContaining('company prefix') },
  ]);
});

test('the header names both, by the numbers that the partner knows', () => {
  const xml = write({ ...json(), format: 'epcis-1.2-xml', header: { receiver: '9521999000010' } } as Mapping, [
    made,
  ])[0];
  expect(xml).toContain('>9521999000010<');
  expect(xml).toContain('>urn:epc:id:pgln:9521321.00001<');
  expect(write({ ...json(), format: 'epcis-1.2-xml' } as Mapping, [made])[0]).not.toContain(
    'StandardBusinessDocumentHeader',
  );
});

describe('what comes in', () => {
  const back: Mapping = { ...json(), direction: 'in' };
  test('in a form that was not agreed is refused at its first character', () => {
    expect(readMapped(back, '<a/>', [])).toMatchObject([{ refused: 'unsupported-media', line: 1, column: 1 }]);
  });
  test('with a fault is refused with its place', () => {
    const body = write(json(), [made])[0]?.replace('"ADD"', '"ADDED"') ?? '';
    expect(readMapped(back, body, [])).toMatchObject([{ at: '/epcisBody/eventList/0/action' }]);
  });
  test('nested without end is refused', () => {
    expect(readMapped(back, '['.repeat(100_000), [])).toMatchObject([{ refused: 'malformed' }]);
  });
});

test.each(readyMappings)('the ready mapping $name goes together', ({ mapping }) => {
  expect(mappingProblems(mapping)).toEqual([]);
});

test('a mapping that does not go together is told where', () => {
  const columns = [
    { name: 'a', of: 'lot' as const, form: 'yyMMdd' },
    { name: 'a', of: 'constant' as const },
  ];
  const csv: Mapping = {
    format: 'csv',
    direction: 'in',
    identifiers: 'as-sent',
    separator: ',',
    header: true,
    lineEnd: 'lf',
    rows: 'epc',
    within: ' ',
    columns,
  };
  expect(mappingProblems(csv).map(({ at }) => at)).toEqual([
    '/columns/0/form',
    '/columns/1/name',
    '/columns/1/value',
    '/columns',
    '/columns',
    '/defaults/kind',
  ]);
  const namespaces = [{ ours: 'https://ref.gs1.org/epcis/', theirs: 'urn:m:' }];
  expect(mappingProblems(json({ namespaces })).map(({ at }) => at)).toEqual(['/namespaces/0/ours']);
});

const corpus = existsSync(new URL('../../../shared/corpus/epcis/schema/xsd-1.2', import.meta.url));
describe.skipIf(!corpus)('the published schemas take what is written', () => {
  test.each(['1.2', '2.0'] as const)('EPCIS %s', (version) => {
    const found = readyMappings.find(({ name }) => name === `epcis-${version}-xml-out`);
    if (found === undefined) throw new Error('no such mapping');
    const words = { bizStep: [{ ours: 'commissioning', theirs: 'urn:m:made' }] };
    const add = [{ on: 'event' as const, namespace: 'urn:m:', name: 'matnr', value: '4711' }];
    fc.assert(
      fc.property(plainEvents, (events) => {
        const [body = ''] = write({ ...found.mapping, words, add } as Mapping, events);
        expect(xsdProblems(version, body)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
