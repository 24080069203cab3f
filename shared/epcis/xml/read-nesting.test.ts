import { describe, expect, test } from 'vitest';
import { eventsXml, faultsOf, firstEvent, readXml, seen, seenXml, WHEN, when } from '../../../test/kit/epcis-xml.ts';

const versions = ['1.2', '2.0'] as const;
const epc = (serial: string) => `<epc>urn:epc:id:sgtin:9521321.054321.${serial}</epc>`;
const id = (serial: string) => `urn:epc:id:sgtin:9521321.054321.${serial}`;
const box = 'urn:epc:id:sscc:9521321.1234567890';
const lot = 'urn:epc:class:lgtin:9521321.054321.LOT-77';
const quantities = `<quantityElement><epcClass>${lot}</epcClass><quantity>26.50</quantity><uom>KGM</uom></quantityElement><quantityElement><epcClass>${lot}</epcClass></quantityElement>`;
const party = 'urn:epc:id:pgln:9521321.00017';

/** Where a member may stand, and what it then is. */
const rows: readonly (readonly [name: string, direct: string, nested: string, expected: object])[] = [
  [
    'eventID',
    '<eventID>urn:uuid:1</eventID>',
    '<baseExtension><eventID>urn:uuid:1</eventID></baseExtension>',
    { eventID: 'urn:uuid:1' },
  ],
  [
    'errorDeclaration',
    '<errorDeclaration><declarationTime>2026-03-02T09:00:00Z</declarationTime><reason>urn:epcglobal:cbv:er:incorrect_data</reason><correctiveEventIDs><correctiveEventID>urn:uuid:2</correctiveEventID><correctiveEventID>urn:uuid:3</correctiveEventID></correctiveEventIDs></errorDeclaration>',
    '<baseExtension><errorDeclaration><declarationTime>2026-03-02T09:00:00Z</declarationTime><reason>urn:epcglobal:cbv:er:incorrect_data</reason><correctiveEventIDs><correctiveEventID>urn:uuid:2</correctiveEventID><correctiveEventID>urn:uuid:3</correctiveEventID></correctiveEventIDs></errorDeclaration></baseExtension>',
    {
      errorDeclaration: {
        declarationTime: '2026-03-02T09:00:00Z',
        reason: 'incorrect_data',
        correctiveEventIDs: ['urn:uuid:2', 'urn:uuid:3'],
      },
    },
  ],
  [
    'certificationInfo',
    '<certificationInfo>https://ns.example.org/c/1</certificationInfo>',
    '<baseExtension><extension><certificationInfo>https://ns.example.org/c/1</certificationInfo></extension></baseExtension>',
    { certificationInfo: 'https://ns.example.org/c/1' },
  ],
  [
    'quantityList',
    `<quantityList>${quantities}</quantityList>`,
    `<extension><quantityList>${quantities}</quantityList></extension>`,
    { quantityList: [{ epcClass: lot, quantity: JSON.parse('26.5'), uom: 'KGM' }, { epcClass: lot }] },
  ],
  [
    'sourceList and destinationList',
    `<sourceList><source type="urn:epcglobal:cbv:sdt:owning_party">${party}</source></sourceList><destinationList><destination type="https://ref.gs1.org/cbv/SDT-location">${party}</destination></destinationList>`,
    `<extension><sourceList><source type="urn:epcglobal:cbv:sdt:owning_party">${party}</source></sourceList><destinationList><destination type="https://ref.gs1.org/cbv/SDT-location">${party}</destination></destinationList></extension>`,
    {
      sourceList: [{ type: 'owning_party', source: party }],
      destinationList: [{ type: 'location', destination: party }],
    },
  ],
  [
    'persistentDisposition',
    '<persistentDisposition><unset>urn:epcglobal:cbv:disp:completeness_inferred</unset><set>urn:epcglobal:cbv:disp:completeness_verified</set><set>urn:epcglobal:cbv:disp:recalled</set></persistentDisposition>',
    '<extension><extension><persistentDisposition><unset>urn:epcglobal:cbv:disp:completeness_inferred</unset><set>urn:epcglobal:cbv:disp:completeness_verified</set><set>urn:epcglobal:cbv:disp:recalled</set></persistentDisposition></extension></extension>',
    { persistentDisposition: { unset: ['completeness_inferred'], set: ['completeness_verified', 'recalled'] } },
  ],
  [
    'sensorElementList',
    '<sensorElementList><sensorElement><sensorMetadata time="2026-03-01T09:00:00Z"/><sensorReport type="gs1:Temperature" value="26.0" uom="CEL"/></sensorElement></sensorElementList>',
    '<extension><extension><sensorElementList><sensorElement><sensorMetadata time="2026-03-01T09:00:00Z"/><sensorReport type="gs1:Temperature" value="26.0" uom="CEL"/></sensorElement></sensorElementList></extension></extension>',
    {
      sensorElementList: [
        {
          sensorMetadata: { time: '2026-03-01T09:00:00Z' },
          sensorReport: [{ type: 'Temperature', value: expect.anything(), uom: 'CEL' }],
        },
      ],
    },
  ],
];

describe.each(versions)('in EPCIS %s', (version) => {
  test.each(rows)('%s may stand directly or where 1.2 nests it', (_, direct, nested, expected) => {
    for (const more of [direct, nested]) {
      const event = firstEvent(eventsXml(version, seenXml(more)));
      expect(JSON.parse(JSON.stringify(event))).toEqual({ ...seen, ...expected });
    }
  });

  test('ilmd', () => {
    const ilmd = '<ilmd><cbvmda:lotNumber>LOT-77</cbvmda:lotNumber></ilmd>';
    for (const more of [
      ilmd,
      `<extension>${ilmd}</extension>`,
      `<extension><ilmd><extension/>${ilmd.slice(6)}</extension>`,
    ]) {
      const text = eventsXml(version, seenXml(more).replace('OBSERVE', 'ADD'));
      expect(firstEvent(text)).toEqual({ ...seen, action: 'ADD', ilmd: { 'cbvmda:lotNumber': 'LOT-77' } });
    }
  });

  test('the elements of an aggregation', () => {
    const inner = `${WHEN}<parentID>${box}</parentID><childEPCs>${epc('A1')}${epc('A2')}</childEPCs><action>ADD</action>`;
    const list = `<childQuantityList>${quantities}</childQuantityList>`;
    const expected = {
      type: 'AggregationEvent',
      ...when,
      parentID: box,
      childEPCs: [id('A1'), id('A2')],
      action: 'ADD',
      childQuantityList: [{ epcClass: lot, quantity: 26.5, uom: 'KGM' }, { epcClass: lot }],
    };
    for (const more of [list, `<extension>${list}</extension>`]) {
      const event = firstEvent(eventsXml(version, `<AggregationEvent>${inner}${more}</AggregationEvent>`));
      expect(JSON.parse(JSON.stringify(event))).toEqual(expected);
    }
  });

  test('the elements of a transaction', () => {
    const list = `<bizTransactionList><bizTransaction type="urn:epcglobal:cbv:btt:po">\n urn:epcglobal:cbv:bt:9521321000178:WO-5\n</bizTransaction><bizTransaction>https://ns.example.org/t/1</bizTransaction></bizTransactionList>`;
    const text = `<TransactionEvent>${WHEN}${list}<parentID>${box}</parentID><epcList>${epc('A1')}</epcList><action>ADD</action><extension><quantityList/></extension></TransactionEvent>`;
    expect(firstEvent(eventsXml(version, text))).toEqual({
      type: 'TransactionEvent',
      ...when,
      bizTransactionList: [
        { type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9521321000178:WO-5' },
        { bizTransaction: 'https://ns.example.org/t/1' },
      ],
      parentID: box,
      epcList: [id('A1')],
      action: 'ADD',
      quantityList: [],
    });
  });

  test.each(['', 'extension', 'extension extension'])('a transformation inside [%s] of EventList', (around) => {
    const text = `<TransformationEvent>${WHEN}<inputEPCList>${epc('A1')}</inputEPCList><inputQuantityList>${quantities}</inputQuantityList><outputEPCList>${epc('A2')}</outputEPCList><outputQuantityList/><transformationID>urn:x:1</transformationID><ilmd/></TransformationEvent>`;
    const event = firstEvent(eventsXml(version, wrapped(text, around)));
    expect(JSON.parse(JSON.stringify(event))).toEqual({
      type: 'TransformationEvent',
      ...when,
      inputEPCList: [id('A1')],
      inputQuantityList: [{ epcClass: lot, quantity: 26.5, uom: 'KGM' }, { epcClass: lot }],
      outputEPCList: [id('A2')],
      outputQuantityList: [],
      transformationID: 'urn:x:1',
      ilmd: {},
    });
  });

  test.each(['', 'extension', 'extension extension'])('an association inside [%s] of EventList', (around) => {
    const text = `<AssociationEvent>${WHEN}<parentID>${box}</parentID><childEPCs>${epc('A1')}</childEPCs><action>ADD</action></AssociationEvent>`;
    expect(firstEvent(eventsXml(version, wrapped(text, around)))).toEqual({
      type: 'AssociationEvent',
      ...when,
      parentID: box,
      childEPCs: [id('A1')],
      action: 'ADD',
    });
  });

  test.each(['', 'extension'])('an event of somebody’s own inside [%s] of EventList', (around) => {
    const text = `<ex:CustomEvent>${WHEN}<action>ADD</action><ex:more>1</ex:more></ex:CustomEvent>`;
    expect(firstEvent(eventsXml(version, wrapped(text, around)))).toEqual({
      type: 'ex:CustomEvent',
      ...when,
      action: 'ADD',
      'ex:more': '1',
      '@context': { ex: 'https://ns.example.org/epcis/' },
    });
  });

  test('readPoint and bizLocation, with what others added', () => {
    const place = (name: string) =>
      `<${name}><id>urn:epc:id:sgln:9521321.00017.0</id><extension><ex:in>1</ex:in></extension><ex:out>2</ex:out></${name}>`;
    const expected = { id: 'urn:epc:id:sgln:9521321.00017.0', 'ex:in': '1', 'ex:out': '2' };
    expect(firstEvent(eventsXml(version, seenXml(place('readPoint') + place('bizLocation'))))).toMatchObject({
      readPoint: expected,
      bizLocation: expected,
    });
  });

  test('the elements in any order', () => {
    const text = `<ObjectEvent><ex:a>1</ex:a><action>OBSERVE</action><baseExtension/><epcList>${epc('A1')}</epcList>${WHEN}</ObjectEvent>`;
    expect(firstEvent(eventsXml(version, text))).toEqual({
      ...seen,
      'ex:a': '1',
      '@context': { ex: 'https://ns.example.org/epcis/' },
    });
  });

  test('several certifications', () => {
    const [one, two] = ['https://ns.example.org/c/1', 'https://ns.example.org/c/2'];
    const more = `<certificationInfo>${one}</certificationInfo><certificationInfo>${two}</certificationInfo>`;
    expect(firstEvent(eventsXml(version, seenXml(more)))).toMatchObject({ certificationInfo: [one, two] });
  });

  test('extension twice', () => {
    const more = '<extension><quantityList/></extension><extension><sourceList/></extension>';
    expect(firstEvent(eventsXml(version, seenXml(more)))).toEqual({ ...seen, quantityList: [], sourceList: [] });
  });
});

const wrapped = (text: string, around: string): string =>
  around
    .split(' ')
    .filter((name) => name !== '')
    .reduceRight((inner, name) => `<${name}>${inner}</${name}>`, text);

describe('a QuantityEvent of EPCIS 1', () => {
  const text = (inner: string) => eventsXml('1.2', `<QuantityEvent>${WHEN}${inner}</QuantityEvent>`);
  const place = '<readPoint><id>urn:epc:id:sgln:9521321.00017.0</id></readPoint>';

  test('is an ObjectEvent that observes a quantity', () => {
    const quantity = `<epcClass>${lot}</epcClass><quantity>200</quantity>`;
    expect(firstEvent(text(`${quantity}${place}<ex:a>1</ex:a>`))).toEqual({
      type: 'ObjectEvent',
      epcList: [],
      quantityList: [{ epcClass: lot, quantity: 200 }],
      action: 'OBSERVE',
      ...when,
      readPoint: { id: 'urn:epc:id:sgln:9521321.00017.0' },
      'ex:a': '1',
      '@context': { ex: 'https://ns.example.org/epcis/' },
    });
  });

  test('has its faults where they stand', () => {
    expect(faultsOf(text(`<quantity>many</quantity>\n<epcClass>no uri</epcClass>\n<bizStep>none</bizStep>`))).toEqual([
      expect.stringMatching(/^4:1 \/EPCISBody\/EventList\/QuantityEvent\[1\]\/epcClass: "no uri" is not a URI/),
      expect.stringMatching(/^3:\d+ \/EPCISBody\/EventList\/QuantityEvent\[1\]\/quantity: "many" is not a number/),
      expect.stringMatching(/^5:1 \/EPCISBody\/EventList\/QuantityEvent\[1\]\/bizStep: "none"/),
    ]);
    expect(faultsOf(text(''))).toEqual([expect.stringMatching(/QuantityEvent\[1\]: "epcClass" is missing/)]);
  });
});

describe('empty lists are lists', () => {
  test.each(['epcList', 'bizTransactionList', 'quantityList', 'sourceList', 'destinationList'])('%s', (name) => {
    const text = eventsXml(
      '2.0',
      `<ObjectEvent>${WHEN}${name === 'epcList' ? '' : '<epcList/>'}<action>OBSERVE</action><${name}/></ObjectEvent>`,
    );
    expect(firstEvent(text)).toMatchObject({ epcList: [], [name]: [] });
  });

  test('with white space and comments in them', () => {
    const text = `<ObjectEvent>${WHEN}<epcList>\n <!-- none --> \n</epcList><action>OBSERVE</action></ObjectEvent>`;
    expect(firstEvent(eventsXml('2.0', text))).toMatchObject({ epcList: [] });
  });
});

test('events come in the order of the document, whatever they stand in', () => {
  const own = `<ex:A>${WHEN}</ex:A>`;
  const text = eventsXml('1.2', seenXml(), `<extension><extension>${own}</extension></extension>`, seenXml(), own);
  expect(readXml(text).events.map(({ type }) => type)).toEqual(['ObjectEvent', 'ex:A', 'ObjectEvent', 'ex:A']);
});
