import { describe, expect, test } from 'vitest';
import { epcisXml, eventsXml, faultsOf, refusedXml, seenXml, tellXml, WHEN } from '../../../test/kit/epcis-xml.ts';

const published = { order: 'published' } as const;
const faults = (version: '1.2' | '2.0', event: string) => faultsOf(eventsXml(version, event), published);
const header =
  '<EPCISHeader><sbdh:StandardBusinessDocumentHeader xmlns:sbdh="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"/></EPCISHeader>';
const epcs = '<epcList><epc>urn:x:1</epc></epcList>';
const object = (inner: string) => `<ObjectEvent>${WHEN}${inner}</ObjectEvent>`;

describe('the order of the XSD', () => {
  test('is taken', () => {
    expect(
      faults(
        '2.0',
        object(
          `<eventID>urn:x:1</eventID>${epcs}<action>ADD</action><bizStep>urn:x:1</bizStep><quantityList/><ilmd/><ex:a/>`,
        ),
      ),
    ).toEqual([]);
    expect(
      faults(
        '1.2',
        object(
          `<baseExtension><eventID>urn:x:1</eventID></baseExtension>${epcs}<action>ADD</action><extension><quantityList/><ilmd/></extension><ex:a/>`,
        ),
      ),
    ).toEqual([]);
  });

  test('that is not kept is a fault of the event, with its place', () => {
    expect(faults('2.0', `<ObjectEvent>\n<action>ADD</action>\n${WHEN}${epcs}</ObjectEvent>`)).toEqual([
      '5:1 /EPCISBody/EventList/ObjectEvent[1]/eventTime: <eventTime> stands too late: the XSD wants it earlier',
      expect.stringContaining('/eventTimeZoneOffset: '),
      expect.stringContaining('/epcList: '),
      expect.stringContaining('"eventTime" is missing'),
      expect.stringContaining('"eventTimeZoneOffset" is missing'),
      expect.stringContaining('names no objects'),
    ]);
  });

  test('puts the elements of others last', () => {
    expect(faults('2.0', object(`${epcs}<ex:a/><action>ADD</action>`))).toContainEqual(
      expect.stringContaining('<action> stands too late'),
    );
  });

  test('is looked at on request only', () => {
    expect(faultsOf(eventsXml('2.0', object(`<action>ADD</action>${epcs}`)))).toEqual([]);
  });
});

describe('of EPCIS 2.0', () => {
  test('has no use for the nesting of 1.2', () => {
    expect(faults('2.0', object(`${epcs}<action>ADD</action><extension><quantityList/></extension>`))).toEqual([
      expect.stringMatching(/\/extension\/quantityList: <quantityList> has no place in <extension> by the XSD$/),
    ]);
    expect(
      faults('2.0', object(`<baseExtension><eventID>urn:x:1</eventID></baseExtension>${epcs}<action>ADD</action>`)),
    ).toHaveLength(1);
  });

  test('knows no QuantityEvent', () => {
    const event = `<QuantityEvent>${WHEN}<epcClass>urn:x:1</epcClass><quantity>1</quantity></QuantityEvent>`;
    expect(refusedXml(eventsXml('2.0', event), published)).toContain('<QuantityEvent> has no place in <EventList>');
    expect(refusedXml(eventsXml('1.2', event), published)).toBeUndefined();
  });
});

describe('of EPCIS 1.2', () => {
  test.each([
    [
      'ObjectEvent',
      '<action>ADD</action><extension><quantityList><quantityElement><epcClass>urn:x:1</epcClass></quantityElement></quantityList></extension>',
      'epcList',
    ],
    ['AggregationEvent', '<parentID>urn:x:1</parentID><action>DELETE</action>', 'childEPCs'],
    [
      'TransactionEvent',
      '<bizTransactionList><bizTransaction>urn:x:1</bizTransaction></bizTransactionList><action>DELETE</action>',
      'epcList',
    ],
  ])('wants the list of EPCs in an %s', (type, inner, name) => {
    const event = `<${type}>${WHEN}${inner}</${type}>`;
    expect(faults('1.2', event)).toContainEqual(expect.stringContaining(`<${name}> is missing: the XSD wants it`));
    expect(faults('2.0', event).join()).not.toContain(`<${name}> is missing`);
  });

  test.each([
    ['eventID', object(`<eventID>urn:x:1</eventID>${epcs}<action>ADD</action>`)],
    ['ilmd', object(`${epcs}<action>ADD</action><ilmd/>`)],
    [
      'sourceList',
      object(`${epcs}<action>ADD</action><sourceList><source type="urn:x:1">urn:x:1</source></sourceList>`),
    ],
  ])('wants %s nested', (name, event) => {
    expect(faults('1.2', event)).toEqual([expect.stringContaining(`<${name}> has no place in <ObjectEvent>`)]);
    expect(faults('2.0', event)).toEqual([]);
  });

  test('wants a transformation nested, and takes what it does not know further in', () => {
    const event = `<TransformationEvent>${WHEN}<inputEPCList><epc>urn:x:1</epc></inputEPCList><outputEPCList><epc>urn:x:2</epc></outputEPCList><extension><persistentDisposition><set>urn:x:1</set></persistentDisposition></extension></TransformationEvent>`;
    expect(refusedXml(eventsXml('1.2', event), published)).toContain(
      '<TransformationEvent> has no place in <EventList>',
    );
    expect(tellXml([eventsXml('1.2', `<extension>${event}</extension>`)], published)).toMatchObject({
      events: [{}],
      refusals: [],
    });
    const own = `<extension><extension><persistentDisposition><set>urn:x:1</set></persistentDisposition></extension></extension>`;
    expect(faults('1.2', object(`${epcs}<action>ADD</action>${own}`))).toEqual([]);
  });

  test('wants a business document header in the header', () => {
    expect(refusedXml(epcisXml('1.2', '<EventList/>', '<EPCISHeader/>'), published)).toContain(
      '<StandardBusinessDocumentHeader> is missing',
    );
    expect(refusedXml(epcisXml('2.0', '<EventList/>', '<EPCISHeader/>'), published)).toBeUndefined();
    expect(refusedXml(epcisXml('1.2', '<EventList/>', header), published)).toBeUndefined();
  });
});

describe('of both', () => {
  test.each(['bizTransactionList', 'sourceList', 'destinationList'])('wants something in a %s', (name) => {
    const event = object(
      `${epcs}<action>ADD</action>${name === 'bizTransactionList' ? `<${name}/>` : `<extension><${name}/></extension>`}`,
    );
    expect(faults('1.2', event)).toEqual([expect.stringMatching(/is missing: the XSD wants it$/)]);
  });

  test.each([
    ['a body', '<EPCISDocument xmlns="urn:epcglobal:epcis:xsd:2"/>', '<EPCISBody> is missing'],
    [
      'the header before the body',
      epcisXml('2.0', `</EPCISBody>${header}<x:a xmlns:x="urn:x"/><EPCISBody>`),
      '<EPCISHeader> stands too late',
    ],
    ['a list of events', epcisXml('2.0', seenXml()), '<ObjectEvent> has no place in <EPCISBody>'],
    ['no second list', epcisXml('2.0', '<VocabularyList/>'), '<VocabularyList> has no place in <EPCISBody>'],
  ])('wants %s', (_, text, expected) => expect(refusedXml(text, published)).toContain(expected));

  test('cannot be asked of an event that does not say its version', () => {
    expect(faultsOf(`<ObjectEvent><action>ADD</action>${WHEN}${epcs}</ObjectEvent>`, published)).toEqual([]);
  });
});
