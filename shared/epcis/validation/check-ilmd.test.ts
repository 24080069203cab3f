import { describe, expect, test } from 'vitest';
import { commissioned, lot } from '../../../test/kit/credible-events.ts';
import type { EpcisEvent } from '../event.ts';
import { jsonAsEvent } from '../event-as-json.ts';
import type { Tier } from './finding.ts';
import { validateEvent } from './validate-event.ts';

const tiers: ReadonlySet<Tier> = new Set(['vocabulary', 'business']);
const told = (event: EpcisEvent) =>
  validateEvent(event, { tiers }).map(({ tier, severity, code, path }) => `${tier} ${severity} ${code} ${path}`);

describe('lots and dates', () => {
  const made = (ilmd: Record<`${string}:${string}`, string | number | object>) =>
    jsonAsEvent(JSON.parse(JSON.stringify({ ...commissioned(), ilmd })));

  test.each([
    [{ 'cbvmda:lotNumber': 'A'.repeat(21) }, ['error lot-length /ilmd/cbvmda:lotNumber']],
    [{ 'cbvmda:lotNumber': '' }, ['error lot-length /ilmd/cbvmda:lotNumber']],
    [{ 'cbvmda:lotNumber': 'LÖT' }, ['error lot-characters /ilmd/cbvmda:lotNumber']],
    [{ 'cbvmda:lotNumber': 'LOT 1' }, ['error lot-characters /ilmd/cbvmda:lotNumber']],
    [{ 'cbvmda:lotNumber': 4711 }, []],
    [
      { 'cbvmda:lotNumber': { '@type': 'xsd:string', '@value': 'A B' } },
      ['error lot-characters /ilmd/cbvmda:lotNumber'],
    ],
    [{ 'cbvmda:itemExpirationDate': '2027-02-29' }, ['error date-not-real /ilmd/cbvmda:itemExpirationDate']],
    [{ 'cbvmda:itemExpirationDate': '2028-02-29' }, []],
    [{ 'cbvmda:bestBeforeDate': '2028-13-01' }, ['error date-not-real /ilmd/cbvmda:bestBeforeDate']],
    [{ 'cbvmda:sellByDate': '280331' }, ['warning date-form /ilmd/cbvmda:sellByDate']],
    [{ 'cbvmda:itemExpirationDate': '2028-03-31T00:00:00Z' }, []],
    [{ 'cbvmda:itemExpirationDate': { 'ex:y': '2028' } }, []],
    [{ 'ex:expiryDate': 'soon' }, []],
    [lot, []],
  ])('%j', (ilmd, expected) => expect(told(made(ilmd))).toEqual(expected.map((what) => `business ${what}`)));
});
