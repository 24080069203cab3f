import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Recall } from '#shared/messages/recalls-api.ts';
import { CloudFailure } from '../../link/cloud-failure.ts';
import { ownLot } from '../../testing/own-lot.ts';
import {
  aRecall,
  box,
  by,
  caseOf,
  gtin,
  packOf,
  said,
  type WarehouseBench,
  warehouseBench,
} from '../../testing/warehouse-bench.ts';
import { hear } from './hear.ts';
import { learn, nothingLearned } from './learn.ts';
import { pick } from './pick.ts';
import { release } from './quarantine.ts';
import type { Repository } from './repository.ts';
import { takeBack } from './take-back.ts';

let bench: WarehouseBench;
beforeEach(() => {
  bench = warehouseBench();
});
afterEach(() => bench.close());

const recalled = { detail: expect.stringContaining('recalled') };
const learned = { ...nothingLearned, recalls: [aRecall], heard: ['acme-pharma'] };

test('what comes and is recalled is told as such, and stays when the repository is away later', () => {
  const came = bench.come(caseOf(box(1), ['A1'], 'L1', '2028-06-30'), { recalls: [aRecall] });
  expect(came).toMatchObject({ arrived: [box(1)], recalled: [box(1)] });
  bench.wanted('SO', 1);
  expect(bench.pick('SO', box(1))).toMatchObject(recalled);
  expect(bench.pick('SO', packOf('A1'))).toMatchObject(recalled);
});

test('a recall that is known here holds what comes when nobody can be asked', () => {
  hear(bench.needs, learned);
  bench.come(caseOf(box(1), ['A1'], 'L1', '2028-06-30'));
  bench.wanted('SO', 1);
  expect(bench.pick('SO', box(1))).toMatchObject(recalled);
});

test('a recall that a pick was refused for is known to the next one, when nobody can be asked', () => {
  bench.come(caseOf(box(1), ['A1'], 'L1', '2028-06-30'));
  bench.wanted('SO', 1);
  expect(pick(bench.needs, { ...said(), order: 'SO', scans: [box(1)] }, by, learned)).toMatchObject(recalled);
  expect(bench.pick('SO', box(1))).toMatchObject(recalled);
});

test('what comes back and is recalled is answered so, is not released, and does not leave again', () => {
  bench.come(caseOf(box(1), ['A1'], 'L1', '2028-06-30'));
  bench.wanted('SO', 1);
  bench.pick('SO', box(1));
  bench.ship('SO', box(1));
  const back = takeBack(bench.needs, { ...said(), scans: [box(1)], reason: 'recall' }, by, learned);
  expect(back).toMatchObject({ returned: [{ verified: 'recalled' }], recallsAsOf: expect.stringContaining('2027') });
  expect(release(bench.needs, { ...said(), scans: [box(1)], reason: 'fine' }, by)).toMatchObject(recalled);
  bench.wanted('SO-2', 1);
  expect(bench.pick('SO-2', packOf('A1'))).toMatchObject({ refused: 'conflict' });
});

test('a lot of our own that was recalled before it came to stand here is held too', async () => {
  hear(bench.needs, { ...learned, recalls: [{ ...aRecall, of: { kind: 'lot', lot: 'LOT42' } }] });
  const { box: epc } = await ownLot(bench.db, 4);
  bench.wanted('SO', 4);
  expect(bench.pick('SO', epc)).toMatchObject(recalled);
});

test('a serial that is recalled is that of a pack, not that of a case with the same serial', () => {
  const caseEpc = 'https://id.gs1.org/01/19521234000010/21/A9';
  const [[, known] = ['', undefined]] = caseOf(caseEpc, ['A1'], 'L1', '2028-06-30');
  if (known === undefined) throw new Error('nothing is known');
  bench.come([[caseEpc, known]]);
  hear(bench.needs, { ...learned, recalls: [{ ...aRecall, of: { kind: 'units', serials: ['A9'] } }] });
  expect(bench.needs.inventory.find(caseEpc)).toMatchObject({ isRecalled: false });
  hear(bench.needs, { ...learned, recalls: [{ ...aRecall, recall: 'R2', of: { kind: 'units', serials: ['A1'] } }] });
  expect(bench.needs.inventory.find(packOf('A1'))).toMatchObject({ isRecalled: true });
});

const silent: Repository = {
  look: () => Promise.reject(new CloudFailure('transient', '429')),
  despatched: () => Promise.resolve([]),
  isReleased: () => Promise.reject(new CloudFailure('transient', '429')),
  recalls: (): Promise<Recall[]> => Promise.resolve([aRecall]),
  withheld: () => Promise.resolve([]),
};

test('recalls are asked for first, whatever comes of the other questions; an owner that does not answer keeps none from being heard', async () => {
  const log: string[] = [];
  const settings = { ...bench.needs.settings, owners: ['acme-pharma', 'other'] };
  const asking = { settings, log: (code: string) => log.push(code) };
  const answers = await learn({ ...bench.needs, ...asking, repository: silent }, [packOf('A1')]);
  expect(answers).toMatchObject({ recalls: [{ recall: 'R1' }, { recall: 'R1' }], heard: ['acme-pharma', 'other'] });
  expect(log).toEqual(['warehouse-not-verified']);
  const half: Repository = {
    ...silent,
    recalls: (owner) => (owner === 'other' ? Promise.reject(new Error('not granted')) : silent.recalls(owner)),
    withheld: (owner) => (owner === 'other' ? Promise.resolve([]) : Promise.reject(new Error('not granted'))),
  };
  const heard = await learn({ ...bench.needs, ...asking, repository: half }, []);
  expect(heard).toMatchObject({ recalls: [{ owner: 'acme-pharma' }], heard: ['acme-pharma'] });
  expect(heard.withheld).toEqual([{ owner: 'other', packs: [] }]);
});

test('who picks is told how old the recalls are that he was judged by', () => {
  bench.come(caseOf(box(1), ['A1'], 'L2', '2028-06-30'));
  bench.wanted('SO', 1);
  const answer = pick(bench.needs, { ...said(), order: 'SO', scans: [box(1)] }, by, nothingLearned);
  expect(answer).toMatchObject({ lines: [{ gtin, picked: 1 }] });
  expect(answer).not.toHaveProperty('recallsAsOf');
  hear(bench.needs, learned);
  bench.wanted('SO-2', 1);
  expect(bench.pick('SO-2', packOf('A1'))).toMatchObject({ refused: 'conflict' });
  bench.come(caseOf(box(2), ['B1'], 'L2', '2028-06-30'));
  expect(bench.pick('SO-2', box(2))).toMatchObject({ recallsAsOf: '2027-01-01T08:00:00.000Z' });
});
