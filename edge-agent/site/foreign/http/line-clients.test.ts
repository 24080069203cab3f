import { expect, test } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import { hashPassword } from '../../../people/password.ts';
import { LineClients } from './line-clients.ts';

test('whoever tries wrong secrets from one address keeps a line at another from no token', async () => {
  const clients = new LineClients([{ id: 'packer', line: 'foreign-1', secret: await hashPassword('right') }], () => 0);
  const guesses = Array.from({ length: 20 }, (_, i) => clients.token('packer', `guess ${i}`, '192.0.2.66'));
  expect(isRefusal(await clients.token('packer', 'right', '192.0.2.7'))).toBe(false);
  const codes = (await Promise.all(guesses)).map((answer) => (isRefusal(answer) ? answer.refused : 'a token'));
  expect(codes.filter((code) => code === 'unauthenticated')).toHaveLength(2);
  expect(codes.filter((code) => code === 'busy')).toHaveLength(18);
});
