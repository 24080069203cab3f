import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { tried } from '../data/ask.ts';
import { session, whenOver } from '../data/session.ts';
import { fakeAgent, settled } from '../testing/fake-agent.ts';
import { signAs } from '../testing/sign-as.ts';
import { en } from '../texts/en.ts';
import { askFor, isAsking, type Question, questions } from './ask-for.ts';

let agent: ReturnType<typeof fakeAgent>;
/** Who signs in when he is asked to; nobody when that is given up. */
let signsIn: string | undefined;
let said: string;
const before = { ...whenOver };
beforeEach(() => {
  agent = fakeAgent();
  signsIn = 'lena';
  said = '';
  signAs('lena');
  whenOver.tell = (words) => {
    said = words;
  };
  whenOver.signIn = async () => {
    await settled();
    if (signsIn !== undefined) signAs(signsIn);
  };
});
afterEach(() => {
  vi.unstubAllGlobals();
  Object.assign(whenOver, before);
  signAs();
  for (const one of questions.get()) one.giveUp();
});

const onTop = (): Question => {
  const question = questions.get().at(-1);
  if (question === undefined) throw new Error('nothing is asked');
  return question;
};
const overBody = {
  type: 'urn:seriate:problem:unauthenticated',
  detail: 'nobody is signed in',
  remedy: 'Sign in: POST …',
};
const destroy = () => askFor('Destroy', [], 'Do it', { tries: (given) => tried('POST', '/api/destroy', given) });

test('nothing is given up while it is being done', async () => {
  const given = destroy();
  const { submit, giveUp, far } = onTop();
  const done = submit({ reason: 'broken' });
  expect(far.get().isBusy).toBe(true);
  giveUp();
  expect(isAsking()).toBe(true);
  await agent.at(0).answer(204);
  await done;
  expect(await given).toEqual({ reason: 'broken' });
  expect(isAsking()).toBe(false);
});

test('pressed twice, it is done once', async () => {
  const given = destroy();
  const { submit } = onTop();
  void submit({});
  void submit({});
  await agent.at(0).answer(204);
  await given;
  expect(agent.waiting).toHaveLength(1);
});

test('an answer that comes late closes its own dialog and no other', async () => {
  const first = destroy();
  const one = onTop();
  const done = one.submit({});
  const second = askFor('Sample', [], 'Go on');
  const other = onTop();
  await agent.at(0).answer(204);
  await done;
  expect(await first).toEqual({});
  expect(questions.get()).toEqual([other]);
  other.giveUp();
  expect(await second).toBeUndefined();
});

test('what was refused stays with the reason, and can be tried again or given up', async () => {
  const given = destroy();
  const { submit, giveUp, far } = onTop();
  const done = submit({});
  await agent.at(0).answer(409, { type: 'urn:seriate:problem:conflict', detail: 'it is gone' });
  await done;
  expect(far.get()).toEqual({ isBusy: false, problem: expect.stringContaining('it is gone') });
  giveUp();
  expect(await given).toBeUndefined();
});

test('what breaks instead of answering is told, and can be given up', async () => {
  const given = askFor('Destroy', [], 'Do it', { tries: () => Promise.reject(new Error('no such shape')) });
  await onTop().submit({});
  expect(onTop().far.get()).toEqual({ isBusy: false, problem: 'no such shape' });
  onTop().giveUp();
  expect(await given).toBeUndefined();
});

test('when the session is over, its holder signs in again, and what he wrote is done', async () => {
  const given = destroy();
  void onTop().submit({ reason: 'broken' });
  await agent.at(0).answer(401, overBody);
  expect(said).toBe(en.sessionOver);
  await settled();
  expect(agent.at(1)).toMatchObject({ token: 'token of lena', body: { reason: 'broken' } });
  await agent.at(1).answer(204);
  expect(await given).toEqual({ reason: 'broken' });
});

test('a session that ended while somebody wrote is begun again before anything is asked of the agent', async () => {
  const given = destroy();
  signAs();
  void onTop().submit({ reason: 'broken' });
  expect(agent.waiting).toEqual([]);
  await settled();
  await settled();
  await agent.at(0).answer(204);
  expect(await given).toEqual({ reason: 'broken' });
});

const choose = () => askFor('Sample', [], 'Go on');

test('what is only chosen goes on once its holder has signed in again: what it is chosen for is his', async () => {
  const chosen = choose();
  signAs();
  void onTop().submit({ kind: 'retention' });
  expect(await chosen).toEqual({ kind: 'retention' });
  expect(session.get().person?.username).toBe('lena');
});

test('what is only chosen stays while nobody signs in again, and is nobody else’s', async () => {
  const chosen = choose();
  signAs();
  signsIn = undefined;
  await onTop().submit({ kind: 'retention' });
  expect(onTop().far.get()).toEqual({ isBusy: false, problem: en.sessionOver });
  signsIn = 'otto';
  await onTop().submit({ kind: 'retention' });
  expect(await chosen).toBeUndefined();
});

test('whoever does not sign in again keeps what was written, in words that are not of the API', async () => {
  signsIn = undefined;
  const given = destroy();
  const done = onTop().submit({});
  await agent.at(0).answer(401, overBody);
  await done;
  expect(onTop().far.get()).toEqual({ isBusy: false, problem: en.sessionOver });
  onTop().giveUp();
  expect(await given).toBeUndefined();
});

test('nothing that one wrote is done in the name of another', async () => {
  signsIn = 'otto';
  const given = destroy();
  void onTop().submit({});
  await agent.at(0).answer(401, overBody);
  expect(await given).toBeUndefined();
  expect(agent.waiting).toHaveLength(1);
});

test('what nobody answered is not tried again by itself: it may be done', async () => {
  const given = destroy();
  const done = onTop().submit({});
  signAs();
  await agent.at(0).fail();
  await done;
  expect(onTop().far.get()).toEqual({ isBusy: false, problem: en.noAnswer });
  expect(agent.waiting).toHaveLength(1);
  onTop().giveUp();
  await given;
});

test('a late refusal of an old session does not end the new one', async () => {
  const late = tried('GET', '/api/orders');
  signAs('otto');
  await agent.at(0).answer(401, overBody);
  await late;
  expect(session.get().person?.username).toBe('otto');
});

test('a wrong password of a signature ends no session', async () => {
  const given = destroy();
  const done = onTop().submit({});
  await agent.at(0).answer(401, { ...overBody, detail: 'wrong password', at: '/signature/password' });
  await done;
  expect(session.get().person?.username).toBe('lena');
  expect(onTop().far.get().problem).toContain('wrong password');
  onTop().giveUp();
  await given;
});
