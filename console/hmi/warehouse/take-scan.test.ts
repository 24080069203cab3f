import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeAgent, settled } from '../testing/fake-agent.ts';
import { freshWarehouse, scanned } from '../testing/fresh-warehouse.ts';
import { signAs } from '../testing/sign-as.ts';
import { confirmWork } from './send-work.ts';
import { takeScan } from './take-scan.ts';
import { beginWork, changeWork, looking, result, work } from './work.ts';

let agent: ReturnType<typeof fakeAgent>;
beforeEach(() => {
  agent = fakeAgent();
});
afterEach(() => {
  vi.unstubAllGlobals();
  beginWork('receive');
  signAs();
});

const scan = (text: string) => takeScan(text, []);
/** What a trial answers that may be done. */
const good = (...read: string[]) => ({ scanned: read });

test('what is scanned twice in a row is taken once', async () => {
  freshWarehouse('pack');
  const both = [scan('A'), scan('A')];
  await settled();
  await agent.at(0).answer(200, good('epc:A'));
  await Promise.all(both);
  expect(scanned()).toEqual(['A']);
  expect(agent.waiting).toHaveLength(1);
});

test('scans that come faster than answers are each tried with all before them, and stand in their order', async () => {
  freshWarehouse('pack');
  const all = [scan('A'), scan('B')];
  await settled();
  await agent.at(0).answer(200, good('epc:A'));
  expect(agent.at(1).body).toMatchObject({ scans: ['A', 'B'], trial: true });
  await agent.at(1).answer(200, good('epc:A', 'epc:B'));
  await Promise.all(all);
  expect(work.get().scans).toEqual([
    { text: 'A', epc: 'epc:A' },
    { text: 'B', epc: 'epc:B' },
  ]);
});

test('one that may not be taken does not hold up the next', async () => {
  freshWarehouse('pack');
  const all = [scan('A'), scan('B')];
  await settled();
  await agent.at(0).answer(409, { detail: 'it is gone' });
  await agent.at(1).answer(200, good('epc:B'));
  await Promise.all(all);
  expect(scanned()).toEqual(['B']);
});

test('an answer that comes after another task was begun is of none', async () => {
  freshWarehouse('pack');
  const all = [scan('A'), scan('B')];
  await settled();
  beginWork('hold');
  await agent.at(0).answer(200, good('epc:A'));
  await Promise.all(all);
  expect(work.get()).toMatchObject({ task: 'hold', scans: [] });
  expect(agent.waiting).toHaveLength(1);
});

test('nor are a label and what was looked up', async () => {
  freshWarehouse('label');
  const printing = scan('A');
  await settled();
  beginWork('pack');
  await agent.at(0).answer(201, { container: 'epc:A', printed: true });
  await printing;
  expect(work.get()).toMatchObject({ task: 'pack', label: '' });
  freshWarehouse('look');
  const looked = scan('A');
  await settled();
  beginWork('pack');
  await agent.at(1).answer(200, { epc: 'epc:A', state: 'here' });
  await looked;
  expect(result.get()).toEqual([]);
});

test('when the order was changed meanwhile, it is tried for the order that is chosen now', async () => {
  freshWarehouse('pick', { order: 'SO-1' });
  const one = scan('A');
  await settled();
  changeWork({ order: 'SO-2', lines: undefined });
  await agent.at(0).answer(409, { detail: 'SO-1 wants none' });
  expect(agent.at(1).body).toMatchObject({ order: 'SO-2', scans: ['A'] });
  await agent.at(1).answer(200, good('epc:A'));
  await one;
  expect(scanned()).toEqual(['A']);
});

test('nothing is confirmed before the last scan is answered', async () => {
  freshWarehouse('pack', { scans: [{ text: 'A' }] });
  const one = scan('B');
  await settled();
  await confirmWork([]);
  expect(work.get().pending).toBeUndefined();
  await agent.at(0).answer(200, good('epc:A', 'epc:B'));
  await one;
  void confirmWork([]);
  expect(agent.at(1).body).toMatchObject({ scans: ['A', 'B'] });
  await agent.at(1).answer(201, {});
});

test('while nobody answers, scans are taken unchecked, and wait for that only once', async () => {
  freshWarehouse('pack');
  const all = [scan('A'), scan('B')];
  await settled();
  await agent.at(0).fail();
  await Promise.all(all);
  expect(work.get().scans).toEqual([
    { text: 'A', unchecked: true },
    { text: 'B', unchecked: true },
  ]);
  expect(agent.waiting).toHaveLength(1);
  expect(looking.get()).toBe(0);
});

const over = { type: 'urn:seriate:problem:unauthenticated', detail: 'nobody is signed in' };

test('what is scanned as the session ends is in the list of whoever scanned it, unchecked', async () => {
  freshWarehouse('pack');
  const all = [scan('A'), scan('B')];
  await settled();
  await agent.at(0).answer(401, over);
  await Promise.all(all);
  expect(work.get()).toMatchObject({
    who: 'otto',
    scans: [
      { text: 'A', unchecked: true },
      { text: 'B', unchecked: true },
    ],
  });
  expect(agent.waiting).toHaveLength(1);
});

test('what one scanned is tried in nobody else’s name, and stays his', async () => {
  freshWarehouse('put-away');
  const all = [
    scan('A'),
    takeScan('shelf 1', [{ id: 'urn:epc:id:sgln:9521234.00001.91', name: 'shelf 1' }]),
    scan('B'),
  ];
  signAs('lena', 'warehouse');
  await Promise.all(all);
  expect(agent.waiting).toEqual([]);
  expect(work.get()).toMatchObject({
    ...{ who: 'otto', place: 'shelf 1' },
    scans: [{ text: 'A' }, { text: 'B', unchecked: true }],
  });
});

test('what is scanned as the session ends is of no task that was begun since', async () => {
  freshWarehouse('pack');
  const one = scan('A');
  await settled();
  beginWork('hold');
  await agent.at(0).answer(401, over);
  await one;
  expect(scanned()).toEqual([]);
});

test('what is put away waits for the place that it goes to', async () => {
  freshWarehouse('put-away');
  await scan('A');
  await takeScan('shelf 1', [{ id: 'urn:epc:id:sgln:9521234.00001.91', name: 'shelf 1' }]);
  expect(work.get()).toMatchObject({ place: 'shelf 1', scans: [{ text: 'A' }] });
  expect(agent.waiting).toEqual([]);
});
