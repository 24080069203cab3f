import { describe, expect, test } from 'vitest';
import { orThrow, plainHead } from '../../../test/kit/written-xml.ts';
import type { EpcisHead } from '../document.ts';
import { xmlDocument } from './write-xml-document.ts';

const header = (more: Partial<EpcisHead>, version: '1.2' | '2.0' = '2.0') =>
  /<EPCISHeader.*<\/EPCISHeader>/.exec(orThrow(xmlDocument({ ...plainHead, ...more, events: [] }, { version })))?.[0];
const party = (more: Partial<EpcisHead>) => /<sbdh:Sender>(.*)<\/sbdh:Sender>/.exec(header(more) ?? '')?.[1];

const SGLN = 'urn:epc:id:sgln:0353579.00001.0';

describe('the Standard Business Document Header', () => {
  test('is made of what is known', () => {
    const head = { sender: SGLN, receiver: '5012345000015', instanceIdentifier: 'a&b' };
    expect(header(head)).toBe(
      '<EPCISHeader><sbdh:StandardBusinessDocumentHeader><sbdh:HeaderVersion>1.0</sbdh:HeaderVersion>' +
        `<sbdh:Sender><sbdh:Identifier Authority="SGLN">${SGLN}</sbdh:Identifier></sbdh:Sender>` +
        '<sbdh:Receiver><sbdh:Identifier Authority="GLN">5012345000015</sbdh:Identifier></sbdh:Receiver>' +
        '<sbdh:DocumentIdentification><sbdh:Standard>EPCglobal</sbdh:Standard><sbdh:TypeVersion>1.0</sbdh:TypeVersion>' +
        '<sbdh:InstanceIdentifier>a&amp;b</sbdh:InstanceIdentifier><sbdh:Type>Events</sbdh:Type>' +
        '<sbdh:CreationDateAndTime>2026-03-01T10:00:00Z</sbdh:CreationDateAndTime></sbdh:DocumentIdentification>' +
        '</sbdh:StandardBusinessDocumentHeader></EPCISHeader>',
    );
  });

  test.each([
    [SGLN, ' Authority="SGLN"'],
    ['urn:epc:id:pgln:0353579.00001', ' Authority="SGLN"'],
    ['https://id.gs1.org/414/0353579000013', ' Authority="SGLN"'],
    ['https://example.com/some/417/0353579000013', ' Authority="SGLN"'],
    ['https://id.gs1.org/414/0353579000013/254/1', ' Authority="SGLN"'],
    ['0353579000013', ' Authority="GLN"'],
    ['03535790000', ''],
    ['Pharma Inc', ''],
    ['urn:epc:id:sscc:0614141.1234567890', ''],
  ])('tells who gave an identifier its form: %s', (sender, authority) => {
    expect(party({ sender })).toBe(`<sbdh:Identifier${authority}>${sender}</sbdh:Identifier>`);
  });

  test('has a place for what is not known, because its schema wants one', () => {
    expect(header({ receiver: SGLN })).toContain('<sbdh:Sender><sbdh:Identifier/></sbdh:Sender>');
    expect(header({ sender: SGLN })).toContain('<sbdh:Receiver><sbdh:Identifier/></sbdh:Receiver>');
    expect(header({ sender: SGLN })).toContain('<sbdh:InstanceIdentifier/>');
  });

  test('says what kind of document follows', () => {
    const type = (more: Partial<EpcisHead>) =>
      /<sbdh:Type>(.*)<\/sbdh:Type>/.exec(header({ sender: SGLN, ...more }) ?? '')?.[1];
    expect(type({ form: 'bare' })).toBe('Events');
    expect(type({ form: 'EPCISMasterDataDocument' })).toBe('MasterData');
    expect(type({ form: 'EPCISQueryDocument', queryName: 'q' })).toBe('QueryControl-Response');
    expect(type({ form: 'EPCISQueryDocument', queryName: 'q', subscriptionID: 's' })).toBe('QueryCallback');
  });

  test('stays as it was sent when it says more', () => {
    const sent = {
      'sbdh:StandardBusinessDocumentHeader': {
        'sbdh:HeaderVersion': '1.0',
        'sbdh:Sender': [
          { 'sbdh:Identifier': { '@Authority': 'GLN', '#text': '0353579000013' } },
          { 'sbdh:Identifier': 'second' },
        ],
        'sbdh:DocumentIdentification': { 'sbdh:MultipleType': 'false' },
      },
    };
    const context = { sbdh: 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader' };
    expect(header({ context, sender: '0353579000013', headerExtensions: sent })).toBe(
      '<EPCISHeader><sbdh:StandardBusinessDocumentHeader><sbdh:HeaderVersion>1.0</sbdh:HeaderVersion>' +
        '<sbdh:Sender><sbdh:Identifier Authority="GLN">0353579000013</sbdh:Identifier></sbdh:Sender>' +
        '<sbdh:Sender><sbdh:Identifier>second</sbdh:Identifier></sbdh:Sender>' +
        '<sbdh:DocumentIdentification><sbdh:MultipleType>false</sbdh:MultipleType></sbdh:DocumentIdentification>' +
        '</sbdh:StandardBusinessDocumentHeader></EPCISHeader>',
    );
  });

  test('is known by its namespace, under whatever prefix', () => {
    const context = { h: 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader', ex: 'urn:x' };
    const headerExtensions = { 'ex:a': '1', 'h:StandardBusinessDocumentHeader': { 'h:HeaderVersion': '1.3' } };
    expect(header({ context, headerExtensions })).toBe(
      '<EPCISHeader><sbdh:StandardBusinessDocumentHeader><sbdh:HeaderVersion>1.3</sbdh:HeaderVersion></sbdh:StandardBusinessDocumentHeader><ex:a>1</ex:a></EPCISHeader>',
    );
  });
});

describe('the header', () => {
  test('is not written when it would say nothing', () => {
    expect(header({})).toBeUndefined();
    expect(header({ masterData: [] }, '1.2')).toBeUndefined();
  });

  test('has the statements of others last', () => {
    const context = { gs1ushc: 'http://epcis.gs1us.org/hc/ns' };
    const statement = { 'gs1ushc:affirmTransactionStatement': true, 'gs1ushc:legalNotice': 'Seller complies.' };
    const headerExtensions = { '@gs1ushc:x': 'y', 'gs1ushc:dscsaTransactionStatement': statement };
    const masterData = [{ type: 'urn:epcglobal:epcis:vtype:Location', vocabularyElementList: [{ id: SGLN }] }];
    expect(header({ context, headerExtensions, masterData })).toBe(
      '<EPCISHeader gs1ushc:x="y"><extension><EPCISMasterData><VocabularyList><Vocabulary type="urn:epcglobal:epcis:vtype:Location"><VocabularyElementList>' +
        `<VocabularyElement id="${SGLN}"></VocabularyElement></VocabularyElementList></Vocabulary></VocabularyList></EPCISMasterData></extension>` +
        '<gs1ushc:dscsaTransactionStatement><gs1ushc:affirmTransactionStatement xsi:type="xsd:boolean">true</gs1ushc:affirmTransactionStatement>' +
        '<gs1ushc:legalNotice>Seller complies.</gs1ushc:legalNotice></gs1ushc:dscsaTransactionStatement></EPCISHeader>',
    );
  });

  test('begins in 1.2 with a business header in any case, because its schema wants one', () => {
    const masterData = [{ type: 'urn:epcglobal:epcis:vtype:Location' }];
    expect(header({ masterData })).not.toContain('sbdh');
    expect(header({ masterData }, '1.2')).toMatch(
      /^<EPCISHeader><sbdh:StandardBusinessDocumentHeader>.*<\/sbdh:StandardBusinessDocumentHeader><extension>/,
    );
  });

  test.each<[Partial<EpcisHead>, string]>([
    [{ sender: '\u0001' }, '/sender'],
    [{ receiver: '\u0001' }, '/receiver'],
    [{ instanceIdentifier: '\u0001' }, '/instanceIdentifier'],
    [{ creationDate: '\u0001' }, '/creationDate'],
    [{ headerExtensions: { 'nothing:a': '1' } }, '/headerExtensions/nothing:a'],
    [{ headerExtensions: { '@nothing:a': '1' } }, '/headerExtensions/@nothing:a'],
    [{ bodyExtensions: { 'nothing:a': '1' } }, '/bodyExtensions/nothing:a'],
    [{ extensions: { 'nothing:a': '1' } }, '/extensions/nothing:a'],
    [{ extensions: { '@nothing:a': '1' } }, '/extensions/@nothing:a'],
    [{ form: 'EPCISQueryDocument', queryName: '\u0001' }, '/queryName'],
    [{ form: 'EPCISQueryDocument', queryName: 'q', subscriptionID: '\u0001' }, '/subscriptionID'],
    [{ masterData: [{ type: '\u0001' }] }, '/masterData/0/type'],
  ])('is refused with the place of what XML cannot carry: %j', (head, at) => {
    expect(xmlDocument({ ...plainHead, ...head, events: [] }, { version: '2.0' })).toMatchObject({
      refused: 'unsupported',
      at,
    });
  });
});
