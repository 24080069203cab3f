import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  box,
  by,
  caseOf,
  gtin,
  packOf,
  said,
  type WarehouseBench,
  warehouseBench,
} from '../../testing/warehouse-bench.ts';
import { nothingLearned } from './learn.ts';
import { hold, release } from './quarantine.ts';
import { receive } from './receive.ts';
import type { Looked } from './repository.ts';
import { judgeSuspect, suspectsInWords } from './suspect.ts';

let bench: WarehouseBench;
let needs: WarehouseBench['needs'];
beforeEach(() => {
  bench = warehouseBench();
  ({ needs } = bench);
});
afterEach(() => bench.close());

const fake = (serial: string) => `(01)${gtin}(21)${serial}(10)FAKE`;
const hold1 = (scan: string) => hold(needs, { ...said(), scans: [scan], reason: 'looks odd' }, by);
const judge = (suspect: number, outcome: 'genuine' | 'falsified') =>
  judgeSuspect(needs, { ...said(), suspect, outcome, reason: 'asked its maker' }, by);

test('what is perhaps falsified is taken into quarantine with what its code says, and waits for quality assurance', () => {
  bench.come(caseOf(box(1), ['A1'], 'L1', '2028-06-30'));
  bench.wanted('SO', 1);
  expect(bench.pick('SO', fake('A1'))).toMatchObject({
    detail: `the code of ${packOf('A1')} says lot FAKE`,
    remedy: expect.stringContaining('hold'),
  });
  expect(hold1(fake('A1'))).toMatchObject({
    held: [packOf('A1')],
    suspects: [{ suspect: 1, says: 'lot FAKE', known: 'lot L1, expiry 2028-06-30, here' }],
  });
  expect(needs.inventory.find(packOf('A1'))?.held).toBe('looks odd; its code says lot FAKE');
  expect(suspectsInWords(needs)).toContain('says lot FAKE');
  const released = () => release(needs, { ...said(), scans: [packOf('A1')], reason: 'all is well' }, by);
  expect(released()).toMatchObject({ detail: expect.stringContaining('nobody has judged that (suspect 1)') });
  expect(judge(1, 'genuine')).toMatchObject({ state: 'genuine' });
  expect(judge(1, 'falsified')).toMatchObject({ refused: 'conflict' });
  expect(suspectsInWords(needs)).toBeUndefined();
  expect(released()).toMatchObject({ released: [packOf('A1')] });
});

test('one whose number has left is noted, and nobody is told that the number is here', () => {
  bench.come(caseOf(box(1), ['A1'], 'L1', '2028-06-30'));
  bench.wanted('SO', 1);
  bench.pick('SO', box(1));
  bench.ship('SO', box(1));
  const before = bench.told().length;
  expect(hold1(packOf('A1'))).toMatchObject({ refused: 'conflict' });
  expect(hold1(fake('A1'))).toMatchObject({ held: [], suspects: [{ known: 'lot L1, expiry 2028-06-30, shipped' }] });
  expect(needs.inventory.find(packOf('A1'))).toMatchObject({ state: 'shipped', held: undefined });
  expect(bench.told()).toHaveLength(before);
  expect(hold1(fake('A1'))).toMatchObject({ suspects: [{ suspect: 1 }] });
});

test('what comes with another lot than the repository knows is in quarantine at once', () => {
  const known: Looked = {
    isKnown: true,
    exists: 'commissioned',
    recalls: [],
    inside: [],
    gtin,
    lot: 'L1',
    expiry: '2028-06-30',
  };
  bench.come([]);
  const learned = { ...nothingLearned, looked: new Map([[packOf('A1'), known]]) };
  const came = receive(needs, { ...said(), receipt: 'DES', scans: [fake('A1')] }, by, learned);
  expect(came).toMatchObject({ arrived: [packOf('A1')], suspected: [packOf('A1')] });
  expect(needs.inventory.find(packOf('A1'))).toMatchObject({ lot: 'L1', held: expect.stringContaining('lot FAKE') });
  expect(bench.told().map(({ bizStep }) => bizStep)).toEqual(['receiving', 'holding']);
});
