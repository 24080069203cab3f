import { expect, test } from 'vitest';
import { wordsOf } from '../data/ask.ts';
import { catalogues } from './catalogues.ts';
import { remedyOf } from './remedy-of.ts';

test('whoever stands at a screen is told no route of the agent’s API', () => {
  for (const { remedies } of Object.values(catalogues)) {
    const said = remedyOf(remedies, 'unauthenticated', 'Sign in: POST /api/session.');
    expect(said).toBe(remedies['unauthenticated']);
    expect(said).not.toContain('/api/');
    expect(remedyOf(remedies, 'malformed', 'Look at GET /api/batches/{batch}.')).toBeUndefined();
  }
});

test('the words of a refusal have it so', () => {
  const body = { type: 'urn:seriate:problem:unauthenticated', detail: 'nobody is signed in' };
  expect(wordsOf(401, { ...body, remedy: 'Sign in: POST /api/session.' })).toBe('nobody is signed in. Sign in.');
  expect(wordsOf(401, { ...body, remedy: 'Get a lead.' })).toBe('nobody is signed in. Get a lead.');
});

test('whatever else the agent says to do is said as it is', () => {
  const said = 'Clear the batch: get a lead.';
  expect(remedyOf({ conflict: 'Look.' }, 'conflict', said)).toBe(said);
  expect(remedyOf({ conflict: 'Look.' }, 'conflict', undefined)).toBeUndefined();
});
