import { expect, test } from 'vitest';
import { memoryAdapter } from './memory-adapter.ts';

function adapters() {
  let now = 0;
  const make = memoryAdapter(
    (clientId) => (clientId === 'console' ? { client_id: clientId } : undefined),
    () => now,
  );
  return {
    make,
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

test('what has expired is not found, by its id or by its uid', async () => {
  const { make, pass } = adapters();
  const sessions = make('Session');
  await sessions.upsert('a', { uid: 'u' }, 10);
  expect(await sessions.find('a')).toEqual({ uid: 'u' });
  expect(await sessions.findByUid('u')).toEqual({ uid: 'u' });
  pass(10);
  expect(await sessions.find('a')).toBeUndefined();
  expect(await sessions.findByUid('u')).toBeUndefined();
});

test('a code that was used is marked with the time of it', async () => {
  const { make, pass } = adapters();
  const codes = make('AuthorizationCode');
  await codes.upsert('a', {}, 60);
  pass(5);
  await codes.consume('a');
  expect(await codes.find('a')).toEqual({ consumed: 5 });
});

test('withdrawing a grant withdraws what came of it, in its own model', async () => {
  const { make } = adapters();
  const [tokens, codes] = [make('RefreshToken'), make('AuthorizationCode')];
  await tokens.upsert('a', { grantId: 'g' }, 60);
  await tokens.upsert('b', { grantId: 'h' }, 60);
  await codes.upsert('a', { grantId: 'g' }, 60);
  await tokens.revokeByGrantId('g');
  expect([await tokens.find('a'), await tokens.find('b')]).toEqual([undefined, { grantId: 'h' }]);
  expect(await codes.find('a')).toEqual({ grantId: 'g' });
});

test('clients are looked up, and cannot be written', async () => {
  const clients = adapters().make('Client');
  await clients.upsert('other', { client_id: 'other' });
  expect(await clients.find('console')).toEqual({ client_id: 'console' });
  expect(await clients.find('other')).toBeUndefined();
});
