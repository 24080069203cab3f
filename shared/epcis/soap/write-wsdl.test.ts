import { describe, expect, test } from 'vitest';
import { xmlReader } from '../../wire/read-xml.ts';
import { wsdl } from './write-wsdl.ts';

/** Elements of a document, as `local name` with the attributes. */
function elementsOf(text: string) {
  const found: { local: string; attributes: Record<string, string> }[] = [];
  const reader = xmlReader({
    open: ({ local }, attributes) => {
      found.push({ local, attributes: Object.fromEntries(attributes.map(({ name, value }) => [name.local, value])) });
      return undefined;
    },
    text: () => undefined,
    close: () => undefined,
  });
  expect(reader.write(text) ?? reader.end()).toBeUndefined();
  return found;
}

describe.each(['1.2', '2.0'] as const)('the WSDL for EPCIS %s', (version) => {
  const elements = elementsOf(wsdl(version, 'https://example.com/epcis/soap?a=1&b=2'));
  const namesOf = (local: string) => elements.filter((one) => one.local === local).map((one) => one.attributes['name']);

  test('has the seven operations, each in the port and in its binding', () => {
    const operations = namesOf('operation').filter((name) => name !== undefined);
    expect(operations).toHaveLength(14);
    expect(new Set(operations)).toEqual(
      new Set([
        'getQueryNames',
        'subscribe',
        'unsubscribe',
        'getSubscriptionIDs',
        'poll',
        'getStandardVersion',
        'getVendorVersion',
      ]),
    );
    expect(namesOf('message')).toHaveLength(14);
  });

  test('says where the service is', () => {
    const addresses = elements.filter(({ local }) => local === 'address');
    expect(addresses.map(({ attributes }) => attributes['location'])).toEqual([
      'https://example.com/epcis/soap?a=1&b=2',
    ]);
  });

  test('takes its elements from the schema of the version', () => {
    const imported = elements.find(({ local }) => local === 'import');
    expect(imported?.attributes['namespace']).toBe(`urn:epcglobal:epcis-query:xsd:${version.charAt(0)}`);
  });
});
