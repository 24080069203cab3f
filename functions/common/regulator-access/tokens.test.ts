import { describe, expect, test } from 'vitest';
import { NoToken, type Token } from './proof.ts';
import { keptTokens } from './tokens.ts';

const now = new Date('2026-03-01T10:00:00Z');
const whose = { tenant: 'acme', market: 'ru', under: 'secret 1' };

/** A door that gives t1, t2, … when it is opened, and how many asked there. */
function aDoor() {
  const { promise: open, resolve, reject } = Promise.withResolvers<void>();
  let asked = 0;
  const login = async (): Promise<Token> => {
    const value = `t${++asked}`;
    await open;
    return { value, life: 600 };
  };
  return { login, open: resolve, refuse: reject, asked: () => asked };
}

describe('while a token is asked for', () => {
  test('whoever wants one of the same tenant and market waits for that one', async () => {
    const [tokens, door] = [keptTokens(), aDoor()];
    const got = Promise.all([1, 2, 3].map(() => tokens.get(whose, now, door.login)));
    door.open();
    expect(await got).toEqual(['t1', 't1', 't1']);
    expect(await tokens.get(whose, now, door.login)).toBe('t1');
    expect(door.asked()).toBe(1);
  });

  test('others, and who comes with another secret, ask for their own', async () => {
    const [tokens, door] = [keptTokens(), aDoor()];
    const others = [whose, { ...whose, tenant: 'other' }, { ...whose, market: 'tr' }, { ...whose, under: 'secret 2' }];
    const got = Promise.all(others.map((one) => tokens.get(one, now, door.login)));
    door.open();
    expect(new Set(await got).size).toBe(4);
  });

  test('all who wait hear that none is given, and the next one asks again', async () => {
    const [tokens, door] = [keptTokens(), aDoor()];
    const got = Promise.allSettled([1, 2].map(() => tokens.get(whose, now, door.login)));
    door.refuse(new NoToken('token answered 503', 60));
    expect((await got).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const another = aDoor();
    another.open();
    expect(await tokens.get(whose, now, another.login)).toBe('t1');
  });
});

test('of many whose token was turned away one asks for another', async () => {
  const [tokens, door] = [keptTokens(), aDoor()];
  door.open();
  await tokens.get(whose, now, door.login);
  const renewed = [1, 2].map(() => tokens.renew(whose, now, 't1', door.login));
  expect(await Promise.all(renewed)).toEqual(['t2', 't2']);
  expect(await tokens.renew(whose, now, 't1', door.login)).toBe('t2');
  expect(door.asked()).toBe(2);
});
