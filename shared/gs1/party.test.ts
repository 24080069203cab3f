import { expect, test } from 'vitest';
import { partyProblem } from './party.ts';

test.each([
  ['urn:epc:id:pgln:9521321.00001', '9521321000018'],
  ['urn:epc:id:pgln:952132.100001', '9521321000018'],
  ['urn:epc:id:pgln:952132100001.', '9521321000018'],
  ['urn:epc:id:pgln:9521321.00001', undefined],
])('%s is the party of GLN %s', (party, gln) => expect(partyProblem(party, gln)).toBeUndefined());

test.each([
  ['of another GLN', 'urn:epc:id:pgln:9521321.00001', '9521322000017', '/gln'],
  ['with a wrong check digit of its GLN', 'urn:epc:id:pgln:9521321.00001', '9521321000019', '/gln'],
  ['of eleven digits', 'urn:epc:id:pgln:9521321.0001', undefined, '/party'],
  ['of fourteen digits', 'urn:epc:id:pgln:9521321.0000001', undefined, '/party'],
  ['without a dot', 'urn:epc:id:pgln:952132100001', undefined, '/party'],
  ['with many dots', 'urn:epc:id:pgln:9521321.000.01', undefined, '/party'],
  ['that is a place', 'urn:epc:id:sgln:9521321.00001.0', '9521321000018', '/gln'],
])('a party %s is refused with its place', (_, party, gln, at) =>
  expect(partyProblem(party, gln)).toMatchObject({ at }),
);
