import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { session } from '../data/session.ts';
import { type Question, questions } from '../parts/ask-for.ts';
import { fakeAgent, settled } from '../testing/fake-agent.ts';
import { signAs } from '../testing/sign-as.ts';
import { en } from '../texts/en.ts';
import { leadOn, signIn, signInAgain } from './sign-in.ts';

let agent: ReturnType<typeof fakeAgent>;
beforeEach(() => {
  agent = fakeAgent();
});
afterEach(() => {
  for (const one of questions.get()) one.giveUp();
  vi.unstubAllGlobals();
  signAs();
});

const asked = (): Question => {
  const question = questions.get().at(-1);
  if (question === undefined) throw new Error('nothing is asked');
  return question;
};
const names = () => asked().fields.map(({ name }) => name);
const otto = { username: 'otto', name: 'Otto Smith', roles: [], mustChange: false };
const barred = { ...otto, mustChange: true, pending: { blocks: true, by: ['emma'] } };

test.each([
  ['first', signIn],
  ['again', () => signInAgain('otto')],
])('whoever signs in %s with a password that another set chooses one of his own', async (_, begin) => {
  const done = begin();
  void asked().submit({ username: 'otto', password: 'set by emma' });
  await agent.at(0).answer(201, { token: 't2', person: barred, rights: [] });
  expect(names()).toEqual(['to']);
  void asked().submit({ to: 'one of my own' });
  expect(agent.at(1).body).toEqual({ password: 'set by emma', to: 'one of my own' });
  await agent.at(1).answer(204);
  const pending = { blocks: true, by: ['emma'] };
  await agent.at(2).answer(200, { person: { ...otto, pending }, rights: [] });
  await done;
  expect(session.get()).toMatchObject({ token: 't2', person: { mustChange: false } });
});

test('whose password was set while he was signed in gives that one, which he has not given yet', async () => {
  session.set({ token: 't1', person: barred, rights: [] });
  const done = leadOn(barred);
  expect(asked()).toMatchObject({ about: [en.person.wasSet('emma')] });
  expect(names()).toEqual(['password', 'to']);
  // He is led there once, however often he is told.
  await leadOn(barred);
  expect(questions.get()).toHaveLength(1);
  void asked().submit({ password: 'set by emma', to: 'one of my own' });
  expect(agent.at(0).body).toEqual({ password: 'set by emma', to: 'one of my own' });
  await agent.at(0).answer(204);
  await agent.at(1).answer(200, { person: otto, rights: ['read-report'] });
  await done;
  expect(session.get().rights).toEqual(['read-report']);
});

test('how somebody stands is not put in the place of who has signed in since', async () => {
  session.set({ token: 't1', person: barred, rights: [] });
  const done = leadOn(barred);
  void asked().submit({ password: 'set by emma', to: 'one of my own' });
  await agent.at(0).answer(204);
  signAs('lena');
  await agent.at(1).answer(200, { person: otto, rights: ['read-report'] });
  await done;
  await settled();
  expect(session.get().person?.username).toBe('lena');
});
