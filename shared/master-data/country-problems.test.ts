import { expect, test } from 'vitest';
import { countryProblems } from './country-problems.ts';
import { type LocationContent, locationProblems } from './location.ts';
import { type PartnerContent, partnerProblems } from './partner.ts';

test('a code that no country has is refused at its place, and one that a country has is not', () => {
  expect(countryProblems('ZZ', '/markets/1')).toMatchObject([{ at: '/markets/1', detail: 'ZZ is no country' }]);
  expect(['DE', 'XK', 'XI', undefined].flatMap((code) => countryProblems(code, ''))).toEqual([]);
});

test('the address of a location and of a partner is in a country', () => {
  const address = { city: 'Springfield', country: 'ZZ' };
  const site: LocationContent = { companyPrefix: '9521321', name: 'Works', kind: 'packaging', address };
  const firm: PartnerContent = {
    ...{ name: 'Medico', party: 'urn:epc:id:pgln:9521987.00001', channel: 'portal', generation: 1 },
    address,
  };
  expect(locationProblems('9521321000014', site).map(({ at }) => at)).toContain('/address/country');
  expect(partnerProblems(firm).map(({ at }) => at)).toContain('/address/country');
});
