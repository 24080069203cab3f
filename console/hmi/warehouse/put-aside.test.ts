import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { session } from '../data/session.ts';
import { type Question, questions } from '../parts/ask-for.ts';
import { fakeAgent } from '../testing/fake-agent.ts';
import { freshWarehouse, scanned } from '../testing/fresh-warehouse.ts';
import { signAs } from '../testing/sign-as.ts';
import { bringBack, isBarred } from './put-aside.ts';
import { confirmWork, sendPending } from './send-work.ts';
import { startWork } from './start-work.ts';
import { beginWork, changeWork, isOthers, work } from './work.ts';

let agent: ReturnType<typeof fakeAgent>;
beforeEach(() => {
  agent = fakeAgent();
});
afterEach(() => {
  for (const one of questions.get()) one.giveUp();
  vi.unstubAllGlobals();
  // What a test has left aside is brought back to somebody who may do anything.
  signAs('nina', 'warehouse', 'judge-goods', 'destroy');
  do {
    beginWork('receive');
    bringBack(session.get());
  } while (scanned().length > 0);
  signAs();
});

const scans = [{ text: 'A' }, { text: 'B' }];
const asked = (): Question => {
  const question = questions.get().at(-1);
  if (question === undefined) throw new Error('nothing is asked');
  return question;
};
const signInAs = (...who: [string, ...string[]]) => {
  signAs(...who);
  bringBack(session.get());
};

test('what one may not do is neither taken over nor dropped, but put aside until it is back with whoever confirmed it', async () => {
  freshWarehouse('pack', { scans });
  const first = confirmWork([]);
  await agent.at(0).fail();
  await first;
  signInAs('quinn', 'judge-goods', 'look-up-goods');
  expect(isBarred(work.get(), session.get())).toBe(true);
  await startWork('hold');
  expect(work.get()).toMatchObject({ task: 'hold', scans: [], pending: undefined });
  changeWork({ scans: [{ text: 'Q' }] });
  beginWork('hold');
  bringBack(session.get());
  expect(work.get()).toMatchObject({ task: 'hold', scans: [] });
  signInAs('otto', 'warehouse');
  expect(work.get()).toMatchObject({ task: 'pack', who: 'otto', scans });
  const again = sendPending([]);
  expect(agent.at(1).body).toEqual(agent.at(0).body);
  await agent.at(1).answer(201, {});
  await again;
});

test('whoever may do it is offered what was put aside, and asked before it is dropped', async () => {
  freshWarehouse('pack', { scans });
  signInAs('quinn', 'judge-goods');
  await startWork('look');
  signInAs('lena', 'warehouse');
  expect(isOthers(work.get(), 'lena')).toBe(true);
  expect(isBarred(work.get(), session.get())).toBe(false);
  const ship = startWork('ship');
  asked().giveUp();
  await ship;
  expect(work.get()).toMatchObject({ task: 'pack', who: 'otto', scans });
});

test('two who may not do each other’s work each come back to their own', async () => {
  freshWarehouse('pack', { scans });
  signInAs('quinn', 'judge-goods');
  await startWork('hold');
  changeWork({ scans: [{ text: 'Q' }] });
  signInAs('otto', 'warehouse');
  expect(isBarred(work.get(), session.get())).toBe(true);
  await startWork('ship');
  bringBack(session.get());
  expect(work.get()).toMatchObject({ task: 'pack', who: 'otto', scans });
  signInAs('quinn', 'judge-goods');
  await startWork('hold');
  bringBack(session.get());
  expect(work.get()).toMatchObject({ task: 'hold', who: 'quinn', scans: [{ text: 'Q' }] });
});
