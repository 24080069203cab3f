import { expect, test } from 'vitest';
import { refuse } from '#shared/refusal.ts';
import { sayAgain } from './say-again.ts';

test.each([
  ['name the place, then resend', 'name the place, then say it again'],
  ['PUT /api/tenant; then resend', 'PUT /api/tenant, then say it again'],
  ['capture it, then resend.', 'capture it, then say it again.'],
  ['name the place', 'name the place'],
])('of a statement that was not made, %s is: %s', (remedy, said) => {
  expect(sayAgain(refuse('malformed', 'no place', { remedy })).remedy).toBe(said);
});
