import { expect, test } from 'vitest';
import { hashPassword } from '../../../people/password.ts';
import { validUser } from './valid-user.ts';

test('passwords that are tried all at once are as few as those that are tried one after the other', async () => {
  const judge = validUser([{ name: 'packer-9', password: await hashPassword('right'), role: 'line' }]);
  const tryOne = (password: string) =>
    new Promise<boolean>((resolve) => judge('packer-9', password, (_, isRight = false) => resolve(isRight)));
  const guesses = Array.from({ length: 8 }, (_, i) => tryOne(i === 7 ? 'right' : `guess ${i}`));
  expect(await Promise.all(guesses)).toEqual(Array(8).fill(false));
});
