import { describe, expect, test } from 'vitest';
import {
  businessHeader,
  dscsaHead,
  masterData,
  plant,
  product,
  productData,
  siteData,
  statement,
  unitClass,
  wholesaler,
} from '../../../test/kit/credible-events.ts';
import type { EpcisHead } from '../document.ts';
import type { Profile, Tier } from './finding.ts';
import { validateHead } from './validate-head.ts';

const told = (head: EpcisHead, tier: Tier = 'dscsa', profile?: Profile) =>
  validateHead(head, { tiers: new Set([tier]), ...(profile === undefined ? {} : { profile }) }).map(
    ({ severity, code, path }) => `${severity} ${code} ${path}`,
  );

test('a head as it should be gives no findings', () => {
  expect(told(dscsaHead())).toEqual([]);
  expect(told(dscsaHead(), 'vocabulary')).toEqual([]);
  expect(told({ form: 'bare', context: {} }, 'vocabulary')).toEqual([]);
});

describe('vocabulary of master data', () => {
  const listed = (type: string, id = plant, more: object = {}): EpcisHead => ({
    form: 'EPCISDocument',
    context: {},
    masterData: [{ type, vocabularyElementList: [{ id, ...more }] }],
  });
  const location = 'urn:epcglobal:epcis:vtype:Location';

  test.each([
    ['urn:epcglobal:epcis:vtype:Locaton', ['warning master-data-type-unknown /masterData/0/type']],
    [location, []],
    ['https://example.org/vessels', []],
  ])('type %s', (type, expected) => expect(told(listed(type), 'vocabulary')).toEqual(expected));

  test('a slip is named with what was meant', () => {
    const [finding] = validateHead(listed('urn:epcglobal:epcis:vtype:EPCclass'), { tiers: new Set(['vocabulary']) });
    expect(finding?.remedy).toBe('write urn:epcglobal:epcis:vtype:EPCClass');
  });

  test('identifiers and children are read', () => {
    const children = ['urn:epc:id:sgln:9521234.00001.A', 'urn:epc:id:sgln:1.2.3'];
    expect(told(listed(location, 'https://id.gs1.org/414/9521321000178', { children }), 'vocabulary')).toEqual([
      'error check-digit /masterData/0/vocabularyElementList/0/id',
      'error epc-urn-malformed /masterData/0/vocabularyElementList/0/children/1',
    ]);
  });

  test.each([
    ['urn:epcglobal:cbv:mda#nam', ['warning attribute-unknown /masterData/0/vocabularyElementList/0/attributes/0/id']],
    ['cbvmda:citty', ['warning attribute-unknown /masterData/0/vocabularyElementList/0/attributes/0/id']],
    ['urn:epcglobal:cbv:mda#name', []],
    ['https://example.org/nam', []],
  ])('attribute %s', (id, expected) =>
    expect(told(listed(location, plant, { attributes: [{ id, attribute: 'x' }] }), 'vocabulary')).toEqual(expected),
  );
});

describe('a document exchanged under the DSCSA', () => {
  const around = (change: object) => dscsaHead({ headerExtensions: { ...dscsaHead().headerExtensions, ...change } });
  const { schemaVersion: _, ...unversioned } = dscsaHead();

  test.each([
    ['another version', dscsaHead({ schemaVersion: '2.0' }), 'error dscsa-schema-version /schemaVersion'],
    ['no version', unversioned, 'error dscsa-schema-version /schemaVersion'],
    ['another form', dscsaHead({ form: 'EPCISQueryDocument' }), 'error dscsa-form /form'],
  ])('is refused for %s', (_what, head, what) => expect(told(head)).toEqual([what]));

  test('names its guideline since R1.3', () => {
    const { 'gs1ushc:guidelineVersion': _version, ...headerExtensions } = dscsaHead().headerExtensions ?? {};
    const head = dscsaHead({ headerExtensions });
    expect(told(head)).toEqual(['warning dscsa-guideline-version /headerExtensions']);
    expect(told(head, 'dscsa', 'dscsa-1.3')).toEqual(['warning dscsa-guideline-version /headerExtensions']);
    expect(told(head, 'dscsa', 'dscsa-1.2')).toEqual([]);
  });

  const header = (change: object) =>
    around({ 'sbdh:StandardBusinessDocumentHeader': { ...businessHeader, ...change } });
  const identified = (change: object) =>
    header({ 'sbdh:DocumentIdentification': { ...businessHeader['sbdh:DocumentIdentification'], ...change } });
  const sender = (identifier: unknown) => header({ 'sbdh:Sender': { 'sbdh:Identifier': identifier } });

  test.each([
    ['without a sender', header({ 'sbdh:Sender': {} }), ['error dscsa-sender-missing']],
    [
      'with an empty receiver',
      header({ 'sbdh:Receiver': { 'sbdh:Identifier': ' ' } }),
      ['error dscsa-receiver-missing'],
    ],
    ['with a sender that is no SGLN', sender('ACME'), ['error dscsa-sender-identifier']],
    ['with a party for a sender', sender('urn:epc:id:pgln:9521234.00001'), ['error dscsa-sender-identifier']],
    ['with a GLN whose check digit is wrong', sender('9521234000014'), ['error dscsa-sender-identifier']],
    ['with a GLN', sender({ '@Authority': 'GLN', '#text': '9521234000013' }), []],
    ['with a GLN and no authority', sender('9521234000013'), []],
    ['with another authority', sender({ '@Authority': 'DUNS', '#text': plant }), ['warning dscsa-sender-authority']],
    ['with another Type', identified({ 'sbdh:Type': 'Event' }), ['error dscsa-document-type']],
    ['without a Type', identified({ 'sbdh:Type': null }), ['error dscsa-document-type']],
    ['without an identifier', identified({ 'sbdh:InstanceIdentifier': '' }), ['error dscsa-instance-missing']],
    ['with another Standard', identified({ 'sbdh:Standard': 'GS1' }), ['warning dscsa-document-standard']],
    ['without a time', identified({ 'sbdh:CreationDateAndTime': '' }), ['warning dscsa-document-time']],
  ])('has a header: %s', (_what, head, expected) =>
    expect(told(head)).toEqual(expected.map((what) => `${what} /headerExtensions`)),
  );

  test('must have a header', () => {
    const { 'sbdh:StandardBusinessDocumentHeader': _header, ...headerExtensions } = dscsaHead().headerExtensions ?? {};
    const head = dscsaHead({ headerExtensions });
    expect(told(head)).toEqual(['error dscsa-header-missing /headerExtensions']);
    const json = { sender: plant, receiver: wholesaler, instanceIdentifier: '1' };
    expect(told({ ...head, ...json })).toEqual([]);
    expect(told({ ...head, sender: plant })).toEqual([
      'error dscsa-receiver-missing /headerExtensions',
      'error dscsa-instance-missing /headerExtensions',
    ]);
  });

  test('whose header has another prefix is read all the same', () => {
    const { 'sbdh:StandardBusinessDocumentHeader': _header, ...rest } = dscsaHead().headerExtensions ?? {};
    const context = {
      ...dscsaHead().context,
      n1: 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader',
    };
    const renamed = JSON.parse(JSON.stringify(businessHeader).replaceAll('sbdh:', 'n1:'));
    expect(
      told(dscsaHead({ context, headerExtensions: { ...rest, 'n1:StandardBusinessDocumentHeader': renamed } })),
    ).toEqual([]);
  });

  const stated = (change: object) => around({ 'gs1ushc:dscsaTransactionStatement': { ...statement, ...change } });
  test.each([
    [{ 'gs1ushc:affirmTransactionStatement': 'false' }, ['dscsa-statement-not-affirmed']],
    [{ 'gs1ushc:affirmTransactionStatement': true }, []],
    [{ 'gs1ushc:affirmTransactionStatement': ' true ' }, []],
    [{ 'gs1ushc:legalNotice': '' }, ['dscsa-legal-notice-missing']],
  ])('states: %j', (change, expected) =>
    expect(told(stated(change))).toEqual(
      expected.map((code) => `error ${code} /headerExtensions/gs1ushc:dscsaTransactionStatement`),
    ),
  );

  const described = (said: object, id = unitClass) =>
    dscsaHead({ masterData: [masterData('EPCClass', product(id, { ...productData, ...said }))] });
  const element = '/masterData/0/vocabularyElementList/0';
  const ndcOf = (type: string, ndc: string) => ({
    additionalTradeItemIdentificationTypeCode: type,
    additionalTradeItemIdentification: ndc,
  });

  test.each(Object.keys(productData))('describes its products with %s', (name) =>
    expect(told(described({ [name]: ' ' }))).toEqual([`error dscsa-product-attribute ${element}`]),
  );

  test.each([
    [{ additionalTradeItemIdentification: '88888-1234-05' }, ['error dscsa-ndc-differs']],
    [{ additionalTradeItemIdentification: '99999-1235-05' }, ['error dscsa-ndc-differs']],
    [{ additionalTradeItemIdentification: 'banana' }, ['error dscsa-ndc-malformed']],
    [{ additionalTradeItemIdentification: '9999912345' }, ['error dscsa-ndc-malformed']],
    [{ additionalTradeItemIdentification: '99999-12345' }, ['error dscsa-ndc-malformed']],
    [ndcOf('US_FDA_NDC', '9999912345'), []],
    [ndcOf('US_FDA_NDC', '8888812345'), ['error dscsa-ndc-differs']],
    [ndcOf('US_FDA_NDC', 'n/a'), ['error dscsa-ndc-malformed']],
    [ndcOf('FDA_NDC_10', '9999912345'), []],
    [ndcOf('PZN', 'banana'), ['warning dscsa-ndc-type']],
    [{ additionalTradeItemIdentification: '99999123405' }, []],
    [{ additionalTradeItemIdentification: '99999-1234-5' }, []],
    [{ additionalTradeItemIdentificationTypeCode: 'PZN' }, ['warning dscsa-ndc-type']],
    [{ additionalTradeItemIdentificationTypeCode: 'US_FDA_NDC' }, []],
  ])('has the NDC of the GTIN: %j', (said, expected) =>
    expect(told(described(said))).toEqual(expected.map((what) => `${what} ${element}`)),
  );

  test('has no NDC to compare when its GTIN is made from none', () =>
    expect(
      told(described({ additionalTradeItemIdentification: '88888-1234-05' }, 'urn:epc:idpat:sgtin:9521321.054321.*')),
    ).toEqual([]));

  test('keys products by class', () =>
    expect(told(described({}, 'urn:example:product'))).toEqual([`error dscsa-product-id ${element}/id`]));

  const at = (said: Record<string, string>) =>
    dscsaHead({ masterData: [masterData('Location', product(plant, said))] });
  const { state: _state, ...stateless } = siteData;

  test.each(['name', 'streetAddressOne', 'city', 'postalCode', 'countryCode'])('describes its sites with %s', (name) =>
    expect(told(at({ ...siteData, [name]: '' }))).toEqual([`error dscsa-site-attribute ${element}`]),
  );

  test('a site outside the United States may be in no state', () => {
    expect(told(at(stateless))).toEqual([`warning dscsa-site-state ${element}`]);
    expect(told(at({ ...stateless, countryCode: 'DE' }))).toEqual([]);
  });
});
