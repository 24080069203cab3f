import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRoute, routeTo } from './route.ts';

test('whatever a unit is called, its address leads back to it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string(), (subject, at) => {
      expect(readRoute(routeTo('units', subject, { at }))).toEqual({
        page: 'units',
        subject,
        query: new Map([['at', at]]),
      });
    }),
  );
});

test('an address that somebody typed leads somewhere', () => {
  expect(readRoute('')).toEqual({ page: '', subject: '', query: new Map() });
  expect(readRoute('#/units/urn:epc:id:sgtin:1.2.%')).toMatchObject({ subject: 'urn:epc:id:sgtin:1.2.%' });
  expect(readRoute('#units/https://id.gs1.org/00/1')).toMatchObject({ subject: 'https://id.gs1.org/00/1' });
});
