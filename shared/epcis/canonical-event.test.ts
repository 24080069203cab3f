import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { canonicalEvent } from './canonical-event.ts';
import { canonicalNumber } from './canonical-number.ts';
import type { EpcisEvent } from './event.ts';
import { eventId } from './event-id.ts';
import { EPCIS_CONTEXT } from './prefixes.ts';
import { readJsonDocument } from './read-json.ts';

const ex = { ex: 'https://ns.example.org/epcis/' };

function event(members: object): EpcisEvent {
  const context = [
    'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
    { ex: 'https://ns.example.org/epcis/' },
  ];
  const read = readJsonDocument(JSON.stringify({ '@context': context, ...members }));
  if (isRefusal(read)) throw new Error(`${read.detail} at ${read.at}`);
  const [only] = read.events;
  if (only === undefined) throw new Error('no event');
  return only;
}

const commissioning = {
  type: 'ObjectEvent',
  eventTime: '2026-03-01T09:30:00.5+01:00',
  eventTimeZoneOffset: '+01:00',
  epcList: ['urn:epc:id:sgtin:9521321.054321.B2', 'urn:epc:id:sgtin:9521321.054321.A1'],
  action: 'ADD',
  bizStep: 'commissioning',
  disposition: 'active',
  readPoint: { id: 'urn:epc:id:sgln:9521321.00017.LINE2' },
  bizLocation: { id: 'urn:epc:id:sgln:9521321.00017.0' },
  bizTransactionList: [{ type: 'prodorder', bizTransaction: 'urn:epcglobal:cbv:bt:9521321000178:WO-5' }],
  ilmd: { 'cbvmda:lotNumber': 'LOT-77', 'cbvmda:itemExpirationDate': '2028-03-31' },
  'ex:line': { 'ex:speed': 120.5, 'ex:id': 'P2' },
};

describe('the text that is hashed', () => {
  test('is the one of the worked example, and so is the hash', () => {
    expect(canonicalEvent(event(commissioning))).toBe(
      'eventType=ObjectEventeventTime=2026-03-01T08:30:00.500ZeventTimeZoneOffset=+01:00epcListepc=https://id.gs1.org/01/09521321543218/21/A1epc=https://id.gs1.org/01/09521321543218/21/B2action=ADDbizStep=https://ref.gs1.org/cbv/BizStep-commissioningdisposition=https://ref.gs1.org/cbv/Disp-activereadPointid=https://id.gs1.org/414/9521321000179/254/LINE2bizLocationid=https://id.gs1.org/414/9521321000179bizTransactionListtype=https://ref.gs1.org/cbv/BTT-prodorderbizTransaction=urn:epcglobal:cbv:bt:9521321000178:WO-5ilmd{urn:epcglobal:cbv:mda:}itemExpirationDate=2028-03-31{urn:epcglobal:cbv:mda:}lotNumber=LOT-77{https://ns.example.org/epcis/}line{https://ns.example.org/epcis/}id=P2{https://ns.example.org/epcis/}speed=120.5',
    );
    expect(eventId(event(commissioning))).toBe(
      'ni:///sha-256;2d0d766be40f4a2fe05a51e135f193c65f8cb94c0021238cb959dabe7f872229?ver=CBV2.0',
    );
  });

  const hash = (changes: object) => eventId(event({ ...commissioning, ...changes }));

  test.each([
    ['identifier', { eventID: 'urn:uuid:1' }],
    ['recording time', { recordTime: '2026-03-02T00:00:00Z' }],
    ['error declaration', { errorDeclaration: { declarationTime: '2026-03-02T00:00:00Z' } }],
    ['certification', { certificationInfo: ['https://example.org/c'] }],
    ['comment', { 'rdfs:comment': 'said in passing' }],
    ['spelling of CBV words', { bizStep: 'urn:epcglobal:cbv:bizstep:commissioning' }],
    ['order of EPCs', { epcList: [...commissioning.epcList].reverse() }],
    ['kind of identifier', { readPoint: { id: 'https://example.com/414/9521321000179/254/LINE2' } }],
    ['zone and precision of a time', { eventTime: '2026-03-01T08:30:00.500000Z' }],
    ['spelling of a number', { 'ex:line': { 'ex:speed': '+0120.50', 'ex:id': 'P2' } }],
    ['an empty list', { quantityList: [] }],
  ])('does not depend on %s', (_, changes) => expect(hash(changes)).toBe(eventId(event(commissioning))));

  test.each([
    ['the offset', { eventTimeZoneOffset: '+02:00' }],
    ['a millisecond', { eventTime: '2026-03-01T09:30:00.501+01:00' }],
    ['an EPC', { epcList: ['urn:epc:id:sgtin:9521321.054321.A1'] }],
    ['an extension', { 'ex:line': { 'ex:speed': 120.6, 'ex:id': 'P2' } }],
  ])('depends on %s', (_, changes) => expect(hash(changes)).not.toBe(eventId(event(commissioning))));

  test('is the same under another prefix for the same namespace', () => {
    const own = {
      '@context': [
        'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
        { o: 'https://ns.example.org/epcis/' },
      ],
    };
    const { 'ex:line': _, ...rest } = commissioning;
    const other = event({ ...rest, ...own, 'o:line': { 'o:id': 'P2', 'o:speed': 120.5 } });
    expect(eventId(other)).toBe(eventId(event(commissioning)));
  });

  test('spells CURIEs in values in full and typed values by their value', () => {
    const text = canonicalEvent(
      event({ ...commissioning, 'ex:line': { 'ex:kind': 'ex:fast', 'ex:n': { '@type': 'xsd:int', '@value': '07' } } }),
    );
    expect(text).toContain('{https://ns.example.org/epcis/}kind=https://ns.example.org/epcis/fast');
    expect(text).toContain('{https://ns.example.org/epcis/}n=7');
  });

  test('puts what others added to places and sensors behind ilmd', () => {
    const text = canonicalEvent(
      event({
        ...commissioning,
        ilmd: undefined,
        readPoint: { id: 'https://example.org/door', 'ex:side': 'left' },
        'ex:line': undefined,
        sensorElementList: [
          {
            sensorMetadata: { time: '2026-03-01T08:30:00Z', 'ex:m': 1 },
            sensorReport: [{ type: 'Temperature', value: 20, uom: 'CEL' }],
          },
        ],
      }),
    );
    expect(text).toMatch(
      /sensorElementsensorMetadatatime=2026-03-01T08:30:00.000ZsensorReporttype=https:\/\/ref.gs1.org\/voc\/Temperaturevalue=20uom=CELreadPoint\{https:\/\/ns.example.org\/epcis\/\}side=leftsensorElementsensorMetadata\{https:\/\/ns.example.org\/epcis\/\}m=1$/,
    );
  });
});

describe('an extension in the text', () => {
  const inText = (value: unknown) =>
    canonicalEvent(event({ ...commissioning, 'ex:line': value })).split('{urn:epcglobal:cbv:mda:}lotNumber=LOT-77')[1];
  const line = '{https://ns.example.org/epcis/}line';

  test.each([
    ['null', null, ''],
    ['an empty list', [], ''],
    ['a list of lists', [1, [2, ['x']]], `${line}=1${line}=2${line}=x`],
    [
      'an attribute',
      { '@lang': 'en', '@ex:unit': 'K', '#text': '26' },
      `${line}=26lang=en{https://ns.example.org/epcis/}unit=K`,
    ],
    ['text beside members', { 'ex:b': 1, '#text': 't', a: 2 }, `${line}=ta=2{https://ns.example.org/epcis/}b=1`],
    ['a typed value', { '@type': 'xsd:decimal', '@value': '26.50' }, `${line}=26.5`],
    ['an attribute called value in XML', { '@_value': '5', '@unit': 'K' }, `${line}unit=Kvalue=5`],
    ['an attribute called value', { '@value': '5', '@unit': 'K' }, `${line}unit=Kvalue=5`],
    ['true', true, `${line}=true`],
  ])('that is %s', (_name, value, expected) => expect(inText(value)).toBe(expected));

  test('is sorted by code point, not by UTF-16', () => {
    expect(inText(['\u{1F600}', '\uFB01', 'z'])).toBe(`${line}=z${line}=\uFB01${line}=\u{1F600}`);
  });

  test('keeps every digit of a number, and writes exponents out', () => {
    const written = JSON.stringify({ ...commissioning, '@context': [EPCIS_CONTEXT, ex], 'ex:line': '#' });
    const numbers = '[26.0,1E-7,12345678901234567890.10,1e21,-0.0]';
    const read = readJsonDocument(written.replace('"#"', numbers));
    if (isRefusal(read)) throw new Error(read.detail);
    const [only] = read.events;
    expect(only === undefined ? '' : canonicalEvent(only)).toContain(
      `${line}=0${line}=0.0000001${line}=1000000000000000000000${line}=12345678901234567890.1${line}=26`,
    );
  });
});

describe('a number in the text', () => {
  test.each([
    ['007', '7'],
    ['+1.50', '1.5'],
    ['10.0', '10'],
    ['0.0', '0'],
    ['-0', '0'],
    ['-00.50', '-0.5'],
    ['.5', '0.5'],
    ['100', '100'],
    ['111100001111000011110000', '111100001111000011110000'],
    ['1e5', '1e5'],
    ['1.2.3', '1.2.3'],
    ['LOT-7', 'LOT-7'],
  ])('%s is written %s', (sent, expected) => expect(canonicalNumber(sent)).toBe(expected));
});
