import { expect, test } from 'vitest';
import { accept } from './accept.ts';

const product = {
  gtin: '09521234000013',
  name: 'Acmeprazole',
  commonName: 'omeprazole',
  form: 'capsule',
  strength: '20 mg',
  packType: 'blister',
  packSize: 28,
  version: 1,
  markets: ['DE'],
};
const holder = { tenant: 'acme', name: 'Acme', gln: '9521234000014' };
const data = { holder, product, serials: [], at: '2026-03-01T10:00:00Z' };
const report = (name: string) => ({ key: 'k', name, act: 'a' });

test('a product of a holder without an address is refused before the Hub does, with what to do', () => {
  expect(accept(data, report('product-master-data'))).toMatchObject({
    at: '/holder/address',
    rule: 'EU Hub A16',
    remedy: expect.stringContaining('PUT /api/tenant'),
  });
  const address = { city: 'Leiden', country: 'NL' };
  expect(accept({ ...data, holder: { ...holder, address } }, report('product-master-data'))).toBeUndefined();
});

test('what does not name the holder’s address goes without it', () =>
  expect(accept(data, report('batch-recall'))).toBeUndefined());
