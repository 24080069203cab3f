import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenOver } from '../data/session.ts';
import { type Question, questions } from '../parts/ask-for.ts';
import { fakeAgent, settled } from '../testing/fake-agent.ts';
import { signAs } from '../testing/sign-as.ts';
import { writeOrder } from './write-order.ts';

let agent: ReturnType<typeof fakeAgent>;
const before = { ...whenOver };
beforeEach(() => {
  agent = fakeAgent();
  signAs('lena');
  whenOver.signIn = async (who) => {
    await settled();
    signAs(who);
  };
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
const desk = { lines: ['line-1'], owners: [] };
const gtin = '09521234000013';

test('a session that is over when the product is looked up is begun again, and the order is of who wrote it', async () => {
  const written = writeOrder(desk);
  void asked().submit({ gtin });
  await agent.at(0).answer(401, { detail: 'nobody is signed in' });
  await settled();
  expect(agent.at(1)).toMatchObject({ path: `/api/orders/defaults?gtin=${gtin}`, token: 'token of lena' });
  await agent.at(1).answer(200, { lot: 'LOT42', quantity: 40 });
  expect(asked()).toMatchObject({ who: 'lena' });
  expect(asked().fields).toContainEqual(expect.objectContaining({ name: 'quantity', value: '40' }));
  const sent = asked().submit({ order: 'order-2', quantity: '40' });
  expect(agent.at(2).body).toEqual({ gtin, order: 'order-2', quantity: 40 });
  await agent.at(2).answer(201, {});
  await sent;
  await written;
});

test('a product that is not known is said where it was written', async () => {
  const written = writeOrder(desk);
  const tried = asked().submit({ gtin });
  await agent.at(0).answer(404, { detail: 'no such product' });
  await tried;
  expect(asked().far.get().problem).toContain('no such product');
  asked().giveUp();
  await written;
  expect(agent.waiting).toHaveLength(1);
});
