import { expect, test } from 'vitest';
import { partyOf } from './party-of.ts';

const medico = { id: 'urn:epc:id:pgln:4012345.00000', name: 'Medico' };
const told = (said: string) => partyOf(said, [medico]);

test.each(['Medico', '4012345000009', 'urn:epc:id:pgln:4012345.00000'])('a partner is known by %s', (said) =>
  expect(told(said)).toEqual({ id: medico.id, gln: '4012345000009' }),
);

test('anybody is known by a PGLN', () =>
  expect(told('https://id.gs1.org/417/9521323000016')).toEqual({
    id: 'https://id.gs1.org/417/9521323000016',
    gln: '9521323000016',
  }));

test.each([
  'medico',
  '9521323000016',
  'urn:epc:id:pgln:9521323.0001',
  'urn:epc:id:sgln:9521323.00001.0',
  'https://id.gs1.org/417/9521323000015',
])('nobody is %s', (said) =>
  expect(told(said)).toMatchObject({ refused: 'malformed', remedy: expect.stringContaining('or one of Medico') }),
);
