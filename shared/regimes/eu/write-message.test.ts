import { describe, expect, test } from 'vitest';
import { askReceipt, askRequest, writeMessage } from './write-message.ts';

const address = { street: 'Einsteinweg 55', city: 'Leiden', postalCode: '2333 CC', country: 'NL' };
const holder = { tenant: 'acme', name: 'Acme', gln: '9521234000014', address };
const product = {
  gtin: '09521234000013',
  name: 'Acmeprazole',
  commonName: 'omeprazole',
  form: 'capsule',
  strength: '20 mg',
  packType: 'blister',
  packSize: 28,
  version: 2,
  markets: ['GB', 'FR', 'DE'],
  nationalNumbers: [
    { type: 'ndc', value: '99999-1234-5' },
    { type: 'pzn', value: '03752864' },
  ],
} as const;
const data = {
  requestId: 'q1',
  holder,
  product,
  lot: { lot: 'L1', expiry: '2028-02-29' },
  serials: ['A1', 'B2'],
  at: '2026-03-01T10:00:00Z',
};
const packs = { key: 'k', name: 'product-pack-data', act: 'a', units: { first: 0, count: 2 } };
const masterData = { key: 'm', name: 'product-master-data', act: 'a' };

describe('a message to the EU Hub', () => {
  test('carries the packs of one batch of one product version', () => {
    const { body, ...rest } = writeMessage(packs, data);
    expect(rest).toEqual({
      call: 'product-pack-data',
      method: 'POST',
      path: '/v1/product-packs',
      headers: { 'client-id': 'acme' },
      contentType: 'application/json',
      requestId: 'q1',
    });
    expect(JSON.parse(body ?? '')).toEqual({
      requestId: 'q1',
      productCode: '09521234000013',
      codingScheme: 'GTIN',
      version: 2,
      markets: ['DE', 'FR'],
      batch: { id: 'L1', expiry: '280229' },
      serials: ['A1', 'B2'],
    });
  });

  test('puts master data with one part for each market of the EU, with its own national number, and none for others', () => {
    const { method, path, body } = writeMessage(masterData, data);
    expect([method, path]).toEqual(['PUT', '/v1/products/09521234000013']);
    expect(JSON.parse(body ?? '').markets).toEqual([
      { market: 'DE', nationalCode: '03752864', mahId: '9521234000014', mahName: 'Acme', mahAddress: address },
      { market: 'FR', mahId: '9521234000014', mahName: 'Acme', mahAddress: address },
    ]);
  });

  test('asks about a receipt and about a request, escaped', () => {
    expect(askReceipt('a/b', holder).path).toBe('/v1/receipts/a%2Fb');
    expect(askRequest(packs, 'q1', holder)?.path).toBe('/v1/requests/q1');
  });

  test('puts master data again rather than asking', () => expect(askRequest(masterData, 'q1', holder)).toBeUndefined());
});
