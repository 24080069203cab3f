import { describe, expect, test } from 'vitest';
import { epcisXml, eventsXml, faultsOf, refusedXml, seenXml, tellXml, WHEN } from '../../../test/kit/epcis-xml.ts';

const published = { order: 'published' } as const;
const faults = (version: '1.2' | '2.0', event: string) => faultsOf(eventsXml(version, event), published);
const business = (inner: string, namespace = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader') =>
  `<EPCISHeader><StandardBusinessDocumentHeader xmlns="${namespace}">${inner}</StandardBusinessDocumentHeader></EPCISHeader>`;
const party = (name: string) => `<${name}><Identifier Authority="GLN">9521321000015</Identifier></${name}>`;
const identification =
  '<DocumentIdentification><Standard>EPCglobal</Standard><TypeVersion>1.0</TypeVersion><InstanceIdentifier>1</InstanceIdentifier><Type>Events</Type><CreationDateAndTime>2026-03-01T10:00:00Z</CreationDateAndTime></DocumentIdentification>';
const sound = `<HeaderVersion>1.0</HeaderVersion>${party('Sender')}${party('Sender')}${party('Receiver')}${identification}`;
const header = business(sound);
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
      '4:1 /EPCISBody/EventList/ObjectEvent[1]/action: <action> stands before <eventTime>; the order of the schema is: eventTime, eventTimeZoneOffset, epcList, action',
    ]);
  });

  test('puts the elements of others last', () => {
    expect(faults('2.0', object(`${epcs}<ex:a/><action>ADD</action>`))).toEqual([
      expect.stringContaining('/ex:a: <ex:a> stands before <action>; '),
    ]);
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

describe('the business document header', () => {
  test.each([
    ['HeaderVersion', '<HeaderVersion>1.0</HeaderVersion>'],
    ['Sender', party('Sender') + party('Sender')],
    ['Receiver', party('Receiver')],
    ['DocumentIdentification', identification],
    ['Identifier', '<Identifier Authority="GLN">9521321000015</Identifier>'],
    ['Standard', '<Standard>EPCglobal</Standard>'],
    ['TypeVersion', '<TypeVersion>1.0</TypeVersion>'],
    ['InstanceIdentifier', '<InstanceIdentifier>1</InstanceIdentifier>'],
    ['Type', '<Type>Events</Type>'],
    ['CreationDateAndTime', '<CreationDateAndTime>2026-03-01T10:00:00Z</CreationDateAndTime>'],
  ])('has a %s', (name, element) => {
    const text = (version: '1.2' | '2.0') => epcisXml(version, '<EventList/>', business(sound.replace(element, '')));
    expect(refusedXml(text('1.2'), published)).toContain(`<${name}> is missing: the XSD wants it`);
    expect(refusedXml(text('2.0'), published)).toContain(`<${name}> is missing: the XSD wants it`);
    expect(refusedXml(text('1.2'))).toBeUndefined();
  });

  test('has its parts in order, and no others', () => {
    const refused = (inner: string) => refusedXml(epcisXml('1.2', '<EventList/>', business(inner)), published);
    expect(refused(identification + sound.replace(identification, ''))).toContain(
      '<DocumentIdentification> stands before <HeaderVersion>',
    );
    expect(refused(`${sound}<Other/>`)).toContain('<Other> has no place in <StandardBusinessDocumentHeader>');
  });

  test.each(['', 'urn:epcglobal:epcis:xsd:1', 'urn:example:other'])('has its own namespace, not "%s"', (namespace) => {
    expect(refusedXml(epcisXml('1.2', '<EventList/>', business(sound, namespace)), published)).toMatch(
      namespace.includes('other') ? /<StandardBusinessDocumentHeader> is missing/ : /has no place in <EPCISHeader>/,
    );
  });

  test('is asked only of its own elements', () => {
    const own = `<EventList/><ex:Sender><ex:a/></ex:Sender>`;
    expect(refusedXml(epcisXml('1.2', own, header), published)).toBeUndefined();
  });
});

describe('the document element', () => {
  const document = eventsXml('2.0', seenXml());
  test.each([
    [' creationDate="2026-03-01T10:00:00.000Z"', '', '"creationDate" is missing'],
    [' schemaVersion="2.0"', '', '"schemaVersion" is missing'],
    [
      'urn:epcglobal:epcis:xsd:2',
      'urn:epcglobal:epcis-query:xsd:2',
      'in the namespace urn:epcglobal:epcis-query:xsd:2',
    ],
  ])('with %s made "%s" is refused', (part, other, expected) => {
    expect(refusedXml(document.replace(part, other), published)).toMatch(/^1:1: /);
    expect(refusedXml(document.replace(part, other), published)).toContain(expected);
    expect(refusedXml(document.replace(part, other))).toBeUndefined();
  });

  test('stands in a namespace', () => {
    const text = document.replaceAll('epcis:EPCISDocument', 'EPCISDocument');
    expect(refusedXml(text, published)).toContain('<EPCISDocument> stands in no namespace; the XSD wants urn:epc');
    expect(refusedXml(text)).toBeUndefined();
  });

  test.each(['2', '2.0', '2.0.0'])('may say that it is of version %s', (version) => {
    expect(refusedXml(document.replace('"2.0"', `"${version}"`), published)).toBeUndefined();
  });

  test('is refused beside what is wrong with the events', () => {
    const text = eventsXml('2.0', '<ObjectEvent/>').replace(' schemaVersion="2.0"', '');
    const { refusals, end } = tellXml([text], published);
    expect(refusals.length).toBeGreaterThan(0);
    expect(end).toMatchObject({ detail: expect.stringContaining('schemaVersion') });
  });
});

describe('of both', () => {
  test.each([
    ['extension', '2.0', `${epcs}<action>ADD</action><extension/><extension/>`],
    ['extension', '1.2', `${epcs}<action>ADD</action><extension/><extension/>`],
    ['baseExtension', '1.2', `<baseExtension/><baseExtension/>${epcs}<action>ADD</action>`],
  ] as const)('take one %s in an event (%s)', (name, version, inner) => {
    expect(faults(version, object(inner))).toEqual([
      expect.stringContaining(`/${name}: <${name}> stands twice: the XSD takes one`),
    ]);
    expect(faultsOf(eventsXml(version, object(inner)))).toEqual([]);
  });

  test('take as many in a list of events as there are', () => {
    const one = `<extension><TransformationEvent>${WHEN}<inputEPCList><epc>urn:x:1</epc></inputEPCList><transformationID>urn:x:1</transformationID></TransformationEvent></extension>`;
    expect(tellXml([eventsXml('1.2', one, one)], published)).toMatchObject({ events: [{}, {}], refusals: [] });
  });

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
      epcisXml('2.0', '<EventList/>').replace('</EPCISBody>', `</EPCISBody>${header}`),
      '<EPCISBody> stands before <EPCISHeader>',
    ],
    ['a list of events', epcisXml('2.0', seenXml()), '<ObjectEvent> has no place in <EPCISBody>'],
    ['no second list', epcisXml('2.0', '<VocabularyList/>'), '<VocabularyList> has no place in <EPCISBody>'],
  ])('wants %s', (_, text, expected) => expect(refusedXml(text, published)).toContain(expected));

  test('cannot be asked of an event that does not say its version', () => {
    expect(faultsOf(`<ObjectEvent><action>ADD</action>${WHEN}${epcs}</ObjectEvent>`, published)).toEqual([]);
  });
});
