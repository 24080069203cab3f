import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeAgent } from '../testing/fake-agent.ts';
import { freshWarehouse } from '../testing/fresh-warehouse.ts';
import { signAs } from '../testing/sign-as.ts';
import { en } from '../texts/en.ts';
import { printLabel } from './print-label.ts';
import { beginWork, result, work } from './work.ts';

let agent: ReturnType<typeof fakeAgent>;
beforeEach(() => {
  agent = fakeAgent();
});
afterEach(() => {
  vi.unstubAllGlobals();
  beginWork('receive');
  signAs();
});

const { labelPrinted, labelNotPrinted } = en.warehouse.done;
const print = async (printed: boolean) => {
  const { length } = agent.waiting;
  const printing = printLabel('epc:box', []);
  // What was said of the label before is not taken for this one's.
  expect(result.get()).toEqual([]);
  await agent.at(length).answer(201, { container: 'epc:box', printed });
  await printing;
};

test('whoever has a label printed again is told whether it came', async () => {
  freshWarehouse('pack', { label: 'epc:box' });
  await print(false);
  expect(result.get()).toEqual([labelNotPrinted]);
  await print(true);
  expect(result.get()).toEqual([labelPrinted]);
  expect(work.get()).toMatchObject({ task: 'pack', label: 'epc:box' });
});

test('an answer that comes after another task was begun says nothing of that', async () => {
  freshWarehouse('pack', { label: 'epc:box' });
  const printing = printLabel('epc:box', []);
  beginWork('hold');
  await agent.at(0).answer(201, { container: 'epc:box', printed: false });
  await printing;
  expect(result.get()).toEqual([]);
  expect(work.get().label).toBe('');
});
