import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenOver } from '../data/session.ts';
import { type Question, questions } from '../parts/ask-for.ts';
import { fakeAgent, settled } from '../testing/fake-agent.ts';
import { signAs } from '../testing/sign-as.ts';
import { doAct } from './do-act.ts';

let agent: ReturnType<typeof fakeAgent>;
const before = { ...whenOver };
beforeEach(() => {
  agent = fakeAgent();
  signAs('lena');
});
afterEach(() => {
  for (const one of questions.get()) one.giveUp();
  vi.unstubAllGlobals();
  Object.assign(whenOver, before);
  signAs();
});

const asked = (): Question => {
  const question = questions.get().at(-1);
  if (question === undefined) throw new Error('nothing is asked');
  return question;
};
const box = {
  ...{ is: 'case' as const, batch: 1, container: 4, epc: 'epc:4', state: 'labelled' },
  inside: { packs: [], containers: [] },
};
const at = { line: 'line-1', scan: '00395', thing: box, scans: [] };

test('a label that is not the one is no label that was read back', async () => {
  const first = doAct('scan-back', at);
  await agent.at(0).answer(409, { detail: 'no label with that code has to be read back' });
  expect(await first).toBeUndefined();
  const second = doAct('scan-back', at);
  await agent.at(1).answer(201, {});
  expect(await second).toBe('Read back: case epc:4');
});

test('what is chosen and signed is sent once, and what came of it told', async () => {
  const done = doAct('destroy', at);
  await asked().submit({ cascade: 'true' });
  await Promise.resolve();
  const signing = asked().submit({ reason: 'crushed by the truck', password: 'p' });
  expect(agent.at(0)).toMatchObject({
    path: '/api/lines/line-1/destroy',
    body: { scan: '00395', cascade: true, signature: { password: 'p', reason: 'crushed by the truck' } },
  });
  await agent.at(0).answer(201, { subject: 'epc:4' });
  await signing;
  expect(await done).toBe('Done and signed.');
});

test('a session that ends while somebody chooses is begun again before he writes a reason, and that of the reason after it', async () => {
  whenOver.signIn = async (who) => {
    await settled();
    signAs(who);
  };
  const done = doAct('destroy', at);
  signAs();
  await asked().submit({ cascade: 'true' });
  await settled();
  expect(asked()).toMatchObject({ who: 'lena', fields: [{ name: 'reason' }, { name: 'password' }] });
  signAs();
  const signing = asked().submit({ reason: 'crushed by the truck', password: 'p' });
  await settled();
  await settled();
  expect(agent.at(0)).toMatchObject({ token: 'token of lena', body: { cascade: true } });
  await agent.at(0).answer(201, { subject: 'epc:4' });
  await signing;
  expect(await done).toBe('Done and signed.');
});

test('whoever gives up has nothing done', async () => {
  const done = doAct('destroy', at);
  asked().giveUp();
  expect(await done).toBeUndefined();
  expect(agent.waiting).toEqual([]);
});
