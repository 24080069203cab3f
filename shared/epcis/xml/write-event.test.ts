import { describe, expect, test } from 'vitest';
import { refusedEvent, written } from '../../../test/kit/written-xml.ts';

const epc = 'urn:epc:id:sgtin:0614141.107346.2018';
const lot = 'urn:epc:class:lgtin:4012345.012345.998877';
const place = 'urn:epc:id:sgln:0614141.00001.0';

const v12 = { version: '1.2' } as const;

/** What any event may say besides what its type needs. */
const common = {
  recordTime: '2026-03-01T10:00:01Z',
  eventID: 'urn:uuid:1',
  errorDeclaration: {
    declarationTime: '2026-03-02T10:00:00Z',
    reason: 'incorrect_data',
    correctiveEventIDs: ['urn:uuid:2'],
  },
  certificationInfo: 'https://example.org/certificate/1',
  bizStep: 'shipping',
  disposition: 'in_transit',
  persistentDisposition: { set: ['completeness_verified'], unset: ['completeness_inferred'] },
  readPoint: { id: place },
  bizLocation: { id: place },
  bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:0614141073467:1152' }],
  sourceList: [{ type: 'owning_party', source: place }],
  destinationList: [{ type: 'possessing_party', destination: place }],
  sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: 21.5, uom: 'CEL' }] }],
  '@context': { ex: 'https://ns.example.org/' },
  'ex:note': 'last',
};
const quantityList = [{ epcClass: lot, quantity: 200.5, uom: 'KGM' }];

const error =
  '<errorDeclaration><declarationTime>2026-03-02T10:00:00Z</declarationTime><reason>urn:epcglobal:cbv:er:incorrect_data</reason>' +
  '<correctiveEventIDs><correctiveEventID>urn:uuid:2</correctiveEventID></correctiveEventIDs></errorDeclaration>';
const certificate = '<certificationInfo>https://example.org/certificate/1</certificationInfo>';
const times =
  '<eventTime>2026-03-01T10:00:00.000+01:00</eventTime><recordTime>2026-03-01T10:00:01Z</recordTime>' +
  '<eventTimeZoneOffset>+01:00</eventTimeZoneOffset>';
const base20 = `${times}<eventID>urn:uuid:1</eventID>${error}${certificate}`;
const base12 = `${times}<baseExtension><eventID>urn:uuid:1</eventID>${error}<extension>${certificate}</extension></baseExtension>`;
const steps =
  '<bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep><disposition>urn:epcglobal:cbv:disp:in_transit</disposition>';
const places = `<readPoint><id>${place}</id></readPoint><bizLocation><id>${place}</id></bizLocation>`;
const transactions =
  '<bizTransactionList><bizTransaction type="urn:epcglobal:cbv:btt:po">urn:epcglobal:cbv:bt:0614141073467:1152</bizTransaction></bizTransactionList>';
const where = steps + places;
const parties =
  `<sourceList><source type="urn:epcglobal:cbv:sdt:owning_party">${place}</source></sourceList>` +
  `<destinationList><destination type="urn:epcglobal:cbv:sdt:possessing_party">${place}</destination></destinationList>`;
const later =
  '<sensorElementList><sensorElement><sensorReport type="gs1:Temperature" value="21.5" uom="CEL"/></sensorElement></sensorElementList>' +
  '<persistentDisposition><unset>urn:epcglobal:cbv:disp:completeness_inferred</unset><set>urn:epcglobal:cbv:disp:completeness_verified</set></persistentDisposition>';
const note = '<ex:note>last</ex:note>';
const quantities = (list: string) =>
  `<${list}><quantityElement><epcClass>${lot}</epcClass><quantity>200.5</quantity><uom>KGM</uom></quantityElement></${list}>`;
const epcs = (list: string) => `<${list}><epc>${epc}</epc></${list}>`;
const action = '<action>ADD</action>';

describe('an ObjectEvent', () => {
  const event = { ...common, action: 'ADD', epcList: [epc], quantityList, ilmd: { 'cbvmda:lotNumber': 'A1' } };
  const ilmd = '<ilmd><cbvmda:lotNumber>A1</cbvmda:lotNumber></ilmd>';

  test('has its members in the order of the 2.0 schema', () => {
    expect(written(event)).toBe(
      `<ObjectEvent>${base20}${epcs('epcList')}${action}${where}${transactions}${quantities('quantityList')}${parties}${later}${ilmd}${note}</ObjectEvent>`,
    );
  });

  test('has what came after 1.0 in the extensions of 1.2', () => {
    expect(written(event, v12)).toBe(
      `<ObjectEvent>${base12}${epcs('epcList')}${action}${where}${transactions}<extension>${quantities('quantityList')}${parties}${ilmd}` +
        `<extension>${later}</extension></extension>${note}</ObjectEvent>`,
    );
  });

  test('has an epcList in 1.2 even when it names none, and in 2.0 when it says so', () => {
    expect(written({ epcList: [] })).toBe('<ObjectEvent>…<epcList/><action>OBSERVE</action></ObjectEvent>');
    expect(written({ epcList: null })).toBe('<ObjectEvent>…<action>OBSERVE</action></ObjectEvent>');
    expect(written({ epcList: null }, v12)).toBe('<ObjectEvent>…<epcList/><action>OBSERVE</action></ObjectEvent>');
  });
});

describe('an AggregationEvent', () => {
  const event = {
    type: 'AggregationEvent',
    ...common,
    action: 'ADD',
    parentID: epc,
    epcList: null,
    childEPCs: [epc],
    childQuantityList: quantityList,
  };

  test('has its members in the order of the 2.0 schema', () => {
    expect(written(aggregation(event))).toBe(
      `<AggregationEvent>${base20}<parentID>${epc}</parentID>${epcs('childEPCs')}${action}${where}${transactions}${quantities('childQuantityList')}${parties}${later}${note}</AggregationEvent>`,
    );
  });

  test('has what came after 1.0 in the extensions of 1.2', () => {
    expect(written(aggregation(event), v12)).toBe(
      `<AggregationEvent>${base12}<parentID>${epc}</parentID>${epcs('childEPCs')}${action}${where}${transactions}` +
        `<extension>${quantities('childQuantityList')}${parties}<extension>${later}</extension></extension>${note}</AggregationEvent>`,
    );
  });

  test('has childEPCs in 1.2 even when all children leave', () => {
    const leave = aggregation({ type: 'AggregationEvent', action: 'DELETE', parentID: epc });
    expect(written(leave)).toBe(
      `<AggregationEvent>…<parentID>${epc}</parentID><action>DELETE</action></AggregationEvent>`,
    );
    expect(written(leave, v12)).toBe(
      `<AggregationEvent>…<parentID>${epc}</parentID><childEPCs/><action>DELETE</action></AggregationEvent>`,
    );
  });
});

describe('an AssociationEvent', () => {
  const event = aggregation({
    type: 'AssociationEvent',
    ...common,
    action: 'ADD',
    parentID: epc,
    childEPCs: [epc],
    childQuantityList: quantityList,
  });
  const content = `<parentID>${epc}</parentID>${epcs('childEPCs')}${quantities('childQuantityList')}${action}${where}${transactions}${parties}${later}${note}`;

  test('has its members in the order of the 2.0 schema', () => {
    expect(written(event)).toBe(`<AssociationEvent>${base20}${content}</AssociationEvent>`);
  });

  test('stands in 1.2 where its schema takes any element', () => {
    expect(written(event, v12)).toBe(
      `<extension><extension><AssociationEvent>${base12}${content}</AssociationEvent></extension></extension>`,
    );
  });
});

describe('a TransactionEvent', () => {
  const event = { type: 'TransactionEvent', ...common, action: 'ADD', parentID: epc, epcList: [epc], quantityList };

  test('has its members in the order of the 2.0 schema', () => {
    expect(written(event)).toBe(
      `<TransactionEvent>${base20}${transactions}<parentID>${epc}</parentID>${epcs('epcList')}${action}${where}${quantities('quantityList')}${parties}${later}${note}</TransactionEvent>`,
    );
  });

  test('has what came after 1.0 in the extensions of 1.2', () => {
    expect(written(event, v12)).toBe(
      `<TransactionEvent>${base12}${transactions}<parentID>${epc}</parentID>${epcs('epcList')}${action}${where}` +
        `<extension>${quantities('quantityList')}${parties}<extension>${later}</extension></extension>${note}</TransactionEvent>`,
    );
  });
});

describe('a TransformationEvent', () => {
  const event = {
    type: 'TransformationEvent',
    ...common,
    transformationID: 'urn:epc:id:gdti:0614141.12345.400',
    inputEPCList: [epc],
    inputQuantityList: quantityList,
    outputEPCList: [epc],
    outputQuantityList: quantityList,
    ilmd: { 'cbvmda:lotNumber': 'A1' },
    action: null,
    epcList: null,
  };
  const content = `${epcs('inputEPCList')}${quantities('inputQuantityList')}${epcs('outputEPCList')}${quantities('outputQuantityList')}<transformationID>urn:epc:id:gdti:0614141.12345.400</transformationID>${where}${transactions}${parties}`;
  const ilmd = '<ilmd><cbvmda:lotNumber>A1</cbvmda:lotNumber></ilmd>';

  test('has its members in the order of the 2.0 schema', () => {
    expect(written(event)).toBe(`<TransformationEvent>${base20}${content}${later}${ilmd}${note}</TransformationEvent>`);
  });

  test('stands in an extension of its own in 1.2, and needs none inside but for what is newer', () => {
    expect(written(event, v12)).toBe(
      `<extension><TransformationEvent>${base12}${content}${ilmd}<extension>${later}</extension>${note}</TransformationEvent></extension>`,
    );
  });
});

describe('an event of somebody’s own type', () => {
  const event = {
    type: 'ex:Weighing',
    '@context': { ex: 'https://ns.example.org/' },
    readPoint: { id: place },
    'ex:weight': 5,
  };
  const content = `…<epcList/><action>OBSERVE</action><readPoint><id>${place}</id></readPoint><ex:weight xsi:type="xsd:decimal">5</ex:weight>`;

  test('stands where 2.0 takes elements of other namespaces', () => {
    expect(written(event)).toBe(`<extension><ex:Weighing>${content}</ex:Weighing></extension>`);
  });

  test('stands as deep in 1.2 as any newer type', () => {
    expect(written(event, v12)).toBe(
      `<extension><extension><ex:Weighing>${content}</ex:Weighing></extension></extension>`,
    );
  });

  test('may be named by a URI', () => {
    expect(written({ type: 'https://ns.example.org/types#Weighing' })).toContain('<ns1:Weighing>');
  });

  test('is refused when its name is no name in XML', () => {
    expect(refusedEvent({ type: 'https://ns.example.org/types/1' })).toMatchObject({
      refused: 'unsupported',
      at: '/events/0/type',
    });
  });
});

describe('members', () => {
  test('that say nothing are not written', () => {
    const nothing = {
      epcList: null,
      quantityList: [],
      sourceList: [],
      destinationList: [],
      bizTransactionList: [],
      sensorElementList: [],
      certificationInfo: [],
      'cbvmda:lotNumber': null,
      'cbvmda:other': [],
    };
    expect(written(nothing)).toBe('<ObjectEvent>…<action>OBSERVE</action></ObjectEvent>');
    expect(written(nothing, v12)).toBe('<ObjectEvent>…<epcList/><action>OBSERVE</action></ObjectEvent>');
  });

  test('that the event type does not have are refused, not lost', () => {
    expect(refusedEvent({ parentID: epc })).toMatchObject({ refused: 'malformed', at: '/events/0/parentID' });
    expect(refusedEvent({ comment: 'hello' })).toMatchObject({ at: '/events/0/comment' });
  });

  test('of others may be attributes of the event', () => {
    expect(written({ '@context': { ex: 'https://ns.example.org/' }, '@ex:line': 'L1' })).toBe(
      '<ObjectEvent ex:line="L1">…<epcList/><action>OBSERVE</action></ObjectEvent>',
    );
  });
});

/** The members without those that only events of objects have. */
function aggregation(members: Parameters<typeof written>[0]): Parameters<typeof written>[0] {
  return { ...members, epcList: null };
}
