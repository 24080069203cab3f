import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Question, questions } from '../parts/ask-for.ts';
import { fakeAgent, settled } from '../testing/fake-agent.ts';
import { freshWarehouse, scanned } from '../testing/fresh-warehouse.ts';
import { signAs } from '../testing/sign-as.ts';
import { confirmWork, sendPending } from './send-work.ts';
import { dropWork, startWork } from './start-work.ts';
import { takeScan } from './take-scan.ts';
import { beginWork, changeWork, isOthers, result, takeOverWork, work } from './work.ts';

let agent: ReturnType<typeof fakeAgent>;
beforeEach(() => {
  agent = fakeAgent();
});
afterEach(() => {
  for (const one of questions.get()) one.giveUp();
  vi.unstubAllGlobals();
  beginWork('receive');
  signAs();
});

const scans = [{ text: 'A' }, { text: 'B' }];
const asked = (): Question => {
  const question = questions.get().at(-1);
  if (question === undefined) throw new Error('nothing is asked');
  return question;
};

test('what is confirmed is not sent a second time while the first is under way', async () => {
  freshWarehouse('put-away', { place: '414', scans });
  const first = confirmWork([]);
  await sendPending([]);
  await confirmWork([]);
  expect(agent.waiting).toHaveLength(1);
  await agent.at(0).answer(201, { stored: ['A', 'B'] });
  await first;
  expect(result.get()).toEqual(['put away: 2']);
  expect(work.get()).toMatchObject({ scans: [], place: '' });
});

test('what nobody answered is kept, and goes again under its token', async () => {
  freshWarehouse('put-away', { place: '414', scans });
  const first = confirmWork([]);
  await agent.at(0).fail();
  await first;
  expect(scanned()).toEqual(['A', 'B']);
  const second = sendPending([]);
  expect(agent.at(1).body).toEqual(agent.at(0).body);
  await agent.at(1).answer(201, { stored: ['A', 'B'] });
  await second;
  expect(work.get().pending).toBeUndefined();
});

test('what is refused may be mended and confirmed anew', async () => {
  freshWarehouse('put-away', { place: '414', scans });
  const first = confirmWork([]);
  await agent.at(0).answer(409, { detail: 'it stands in something' });
  await first;
  expect(work.get()).toMatchObject({ pending: undefined, scans });
});

test('an answer to what was dropped empties nothing that was scanned since', async () => {
  freshWarehouse('put-away', { place: '414', scans });
  const first = confirmWork([]);
  const drop = dropWork();
  await asked().submit({});
  await drop;
  changeWork({ place: '414', scans: [{ text: 'C' }] });
  await agent.at(0).answer(201, { stored: ['A', 'B'] });
  await first;
  expect(scanned()).toEqual(['C']);
  expect(result.get()).toEqual([]);
});

test('what one has confirmed is not sent in the name of another', async () => {
  freshWarehouse('put-away', { place: '414', scans });
  const first = confirmWork([]);
  await agent.at(0).fail();
  await first;
  signAs('lena', 'warehouse');
  await sendPending([]);
  expect(agent.waiting).toHaveLength(1);
  expect(isOthers(work.get(), 'lena')).toBe(true);
  signAs('otto', 'warehouse');
  const again = sendPending([]);
  expect(agent.at(1).token).toBe('token of otto');
  await agent.at(1).answer(201, {});
  await again;
});

test('whoever takes over confirms it himself, under a token of his own', async () => {
  freshWarehouse('put-away', { place: '414', scans });
  const first = confirmWork([]);
  await agent.at(0).fail();
  await first;
  signAs('lena', 'warehouse');
  takeOverWork();
  expect(isOthers(work.get(), 'lena')).toBe(false);
  expect(work.get()).toMatchObject({ who: 'lena', scans: [{ text: 'A', unchecked: true }, { text: 'B' }] });
  const second = confirmWork([]);
  expect(agent.at(1)).toMatchObject({ token: 'token of lena', body: { scans: ['A', 'B'] } });
  expect(agent.at(1).body['token']).not.toBe(agent.at(0).body['token']);
  await agent.at(1).answer(201, {});
  await second;
});

test('nobody is asked about what another has not begun', () => {
  freshWarehouse('receive', { order: 'DES-7' });
  signAs('lena', 'warehouse');
  expect(isOthers(work.get(), 'lena')).toBe(false);
  changeWork({ scans });
  expect(work.get().who).toBe('lena');
});

test('another task drops nothing that was scanned, unless the person says so', async () => {
  freshWarehouse('pack', { scans });
  const kept = startWork('ship');
  asked().giveUp();
  await kept;
  expect(work.get()).toMatchObject({ task: 'pack', scans });
  const dropped = startWork('pack');
  await asked().submit({});
  await dropped;
  expect(scanned()).toEqual([]);
  await startWork('ship');
  expect(work.get().task).toBe('ship');
});

test('no task is begun before what was confirmed is answered', async () => {
  freshWarehouse('put-away', { place: '414', scans });
  const first = confirmWork([]);
  await startWork('ship');
  expect(work.get()).toMatchObject({ task: 'put-away', scans });
  await takeScan('C', []);
  expect(scanned()).toEqual(['A', 'B']);
  await agent.at(0).answer(201, {});
  await first;
});

test('a signed act is sent under one token, however often it is tried', async () => {
  freshWarehouse('hold', { scans });
  const held = confirmWork([]);
  const { submit } = asked();
  const first = submit({ reason: 'it looks odd to me', password: 'wrong' });
  await agent.at(0).answer(401, { detail: 'wrong password', at: '/signature/password' });
  await first;
  const second = submit({ reason: 'it looks odd to me', password: 'right' });
  expect(agent.at(1).body['token']).toBe(agent.at(0).body['token']);
  await agent.at(1).answer(201, { held: ['A', 'B'] });
  await second;
  await held;
  await settled();
  expect(result.get()).toEqual(['in quarantine: 2']);
  expect(work.get().scans).toEqual([]);
});

test('a label is scanned back once its container is packed', async () => {
  freshWarehouse('pack', { scans });
  const packed = confirmWork([]);
  await agent.at(0).answer(201, { container: 'epc:box', packs: 2, label: {}, printed: true });
  await packed;
  expect(work.get()).toMatchObject({ label: 'epc:box', scans: [], who: 'otto' });
  const both = [takeScan('box', []), takeScan('C', [])];
  await settled();
  expect(agent.at(1)).toMatchObject({ path: '/api/warehouse/scan-back', body: { scan: 'box' } });
  await agent.at(1).answer(201, { container: 'epc:box' });
  expect(work.get().label).toBe('');
  await agent.at(2).answer(200, { scanned: ['epc:C'] });
  await Promise.all(both);
  expect(scanned()).toEqual(['C']);
});
