import { expect, test } from 'vitest';
import { handled } from '#shared/regimes/handled.ts';
import { byAccess } from '#shared/regimes/regimes.ts';
import { accessKindOf } from './access-kinds.ts';

test('of a market whose duty is repealed people are told so, and what a rehearsal needs', () => {
  const kinds = handled.map(accessKindOf);
  expect(kinds.filter((one) => one.repealed !== undefined).map(({ market }) => market)).toEqual(
    byAccess.filter(({ repealed }) => repealed !== undefined).map(({ market }) => market),
  );
  expect(kinds.find(({ market }) => market === 'br-sncm')).toMatchObject({
    repealed: 'Law 14.338 of 11 May 2022',
    must: ['origins', 'signature'],
  });
});
