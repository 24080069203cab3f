import { describe, expect, test } from 'vitest';
import { epcisXml, readXml, refusedXml } from '../../../test/kit/epcis-xml.ts';

describe('the header', () => {
  const SBDH = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader';
  const business = (prefix: string, more = '') => {
    const [p, colon] = prefix === '' ? ['', ''] : [`${prefix}:`, `:${prefix}`];
    return `<EPCISHeader><${p}StandardBusinessDocumentHeader xmlns${colon}="${SBDH}"><${p}HeaderVersion>1.0</${p}HeaderVersion><${p}Sender><${p}Identifier Authority="SGLN"> urn:epc:id:sgln:9521321.00001.0 </${p}Identifier>${more}</${p}Sender><${p}Receiver><${p}Identifier>them</${p}Identifier></${p}Receiver><${p}DocumentIdentification><${p}Standard>EPCglobal</${p}Standard><${p}TypeVersion>1.0</${p}TypeVersion><${p}InstanceIdentifier>M-1</${p}InstanceIdentifier><${p}Type>Events</${p}Type><${p}CreationDateAndTime>2026-03-01T10:00:00.000Z</${p}CreationDateAndTime></${p}DocumentIdentification></${p}StandardBusinessDocumentHeader></EPCISHeader>`;
  };
  const parties = { sender: 'urn:epc:id:sgln:9521321.00001.0', receiver: 'them', instanceIdentifier: 'M-1' };

  test.each(['sbdh', 'n1', ''])('says who sent the document to whom (prefix "%s")', (prefix) => {
    const document = readXml(epcisXml('1.2', '<EventList/>', business(prefix)));
    expect(document).toMatchObject(parties);
    expect(document.headerExtensions).toBeUndefined();
    expect(document.context).toEqual({});
  });

  test('is kept when it says more', () => {
    const contact = '<n1:ContactInformation><n1:Contact>Jo</n1:Contact></n1:ContactInformation>';
    const document = readXml(epcisXml('1.2', '<EventList/>', business('n1', contact)));
    expect(document).toMatchObject({
      ...parties,
      headerExtensions: {
        'sbdh:StandardBusinessDocumentHeader': {
          'sbdh:Sender': { 'sbdh:ContactInformation': { 'sbdh:Contact': 'Jo' } },
        },
      },
      context: { sbdh: SBDH },
    });
  });

  test('may be without namespace', () => {
    const header =
      '<EPCISHeader><StandardBusinessDocumentHeader><Sender><Identifier>us</Identifier></Sender></StandardBusinessDocumentHeader></EPCISHeader>';
    expect(readXml(epcisXml('1.2', '', header))).toMatchObject({ sender: 'us' });
  });

  test.each(['urn:example:other', 'urn:epcglobal:epcis:xsd:1'])('of namespace %s is somebody’s own', (namespace) => {
    const header = `<EPCISHeader><h:StandardBusinessDocumentHeader xmlns:h="${namespace}"><h:Sender><h:Identifier>us</h:Identifier></h:Sender></h:StandardBusinessDocumentHeader></EPCISHeader>`;
    const { sender, headerExtensions, context } = readXml(epcisXml('1.2', '', header));
    expect(sender).toBeUndefined();
    expect(headerExtensions).toEqual({
      'h:StandardBusinessDocumentHeader': { 'h:Sender': { 'h:Identifier': 'us' } },
    });
    expect(context).toEqual({ h: namespace });
  });

  test('holds a statement of DSCSA', () => {
    const header =
      '<EPCISHeader><d:dscsaTransactionStatement xmlns:d="http://epcis.gs1us.org/hc/ns"><d:affirmTransactionStatement>true</d:affirmTransactionStatement></d:dscsaTransactionStatement></EPCISHeader>';
    expect(readXml(epcisXml('1.2', '', header))).toMatchObject({
      headerExtensions: { 'd:dscsaTransactionStatement': { 'd:affirmTransactionStatement': 'true' } },
      context: { d: 'http://epcis.gs1us.org/hc/ns' },
    });
  });
});

describe('master data', () => {
  const element = (inner: string) =>
    `<VocabularyList><Vocabulary type="urn:epcglobal:epcis:vtype:Location"><VocabularyElementList><VocabularyElement id="urn:epc:id:sgln:9521321.00017.0">${inner}</VocabularyElement></VocabularyElementList></Vocabulary></VocabularyList>`;
  const inHeader = (inner: string, version: '1.2' | '2.0' = '1.2') =>
    epcisXml(
      version,
      '',
      `<EPCISHeader><extension><EPCISMasterData>${element(inner)}</EPCISMasterData></extension></EPCISHeader>`,
    );
  const read = (inner: string) => readXml(inHeader(inner)).masterData?.[0]?.vocabularyElementList?.[0];
  const attribute = (inner: string, more = '') =>
    `<attribute id="urn:epcglobal:cbv:mda#name"${more}>${inner}</attribute>`;

  test.each([
    ['a text', attribute(' Plant '), 'Plant'],
    ['nothing', attribute(''), ''],
    ['a number', attribute('5', ' xsi:type="xsd:int"'), 5],
    ['a structure', attribute('<ex:a>1</ex:a><ex:b/>'), { 'ex:a': '1', 'ex:b': '' }],
    ['text with attributes', attribute('x', ' ex:l="en"'), { '@ex:l': 'en', '#text': 'x' }],
  ])('has %s as an attribute', (_, xml, expected) => {
    expect(read(xml)?.attributes).toEqual([{ id: 'urn:epcglobal:cbv:mda#name', attribute: expected }]);
  });

  test('has several attributes, children and what others added', () => {
    const inner = `${attribute('a')}${attribute('b')}<children><id>urn:x:1</id><id>urn:x:2</id></children><ex:more/>`;
    expect(read(inner)).toMatchObject({
      id: 'urn:epc:id:sgln:9521321.00017.0',
      attributes: [{ attribute: 'a' }, { attribute: 'b' }],
      children: ['urn:x:1', 'urn:x:2'],
      'ex:more': '',
    });
  });

  test('may stand in header and body, right or nested', () => {
    for (const text of [
      inHeader(''),
      inHeader('', '2.0'),
      inHeader('').replaceAll(/<\/?extension>/g, ''),
      epcisXml('1.2', element('')),
      element(''),
    ])
      expect(readXml(text).masterData).toMatchObject([{ type: 'urn:epcglobal:epcis:vtype:Location' }]);
  });

  test('of BizLocation is of business locations', () => {
    expect(readXml(element('').replace('Location"', 'BizLocation"')).masterData?.[0]?.type).toBe(
      'urn:epcglobal:epcis:vtype:BusinessLocation',
    );
  });

  test('with faults refuses the document, by line and element', () => {
    expect(refusedXml(inHeader(`\n${attribute('x').replace('urn:epcglobal:cbv:mda#name', 'no uri')}`))).toMatch(
      /^3:1 \/EPCISHeader\/extension\/EPCISMasterData\/VocabularyList\/Vocabulary\[1\]\/VocabularyElementList\/VocabularyElement\[1\]\/attribute\[1\]\/@id: "no uri" is not a URI/,
    );
    expect(refusedXml(inHeader('\n<attribute>x</attribute>'))).toMatch(/^3:1 .*attribute\[1\]: "id" is missing/);
    expect(refusedXml(inHeader('\n<other/>'))).toMatch(
      /^3:1 .*\/other: <other> is not expected in <VocabularyElement>/,
    );
  });
});
