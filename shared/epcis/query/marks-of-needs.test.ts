import { expect, test } from 'vitest';
import { queryFor } from '../../../test/kit/epcis-queries.ts';
import { marksOfNeeds } from './marks-of-needs.ts';

test('what master data answers about places becomes marks', () => {
  const query = queryFor({
    WD_readPoint: ['urn:x:site'],
    HASATTR_bizLocation: ['cbvmda:city'],
    EQATTR_readPoint_city: ['Basel'],
    HASATTR_epcClass: ['cbvmda:netWeight'],
  });
  const answers = [
    new Set(['urn:x:room', 'urn:x:site']),
    new Set(['urn:x:hall']),
    new Set<string>(),
    new Set(['urn:x:c']),
  ];
  expect(marksOfNeeds(query, answers)).toEqual([
    { field: 'readPoint', values: ['urn:x:site', 'urn:x:room'] },
    { field: 'bizLocation', values: ['urn:x:hall'] },
    { field: 'readPoint', values: [] },
  ]);
});
