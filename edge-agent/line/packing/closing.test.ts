import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Recipe } from '#shared/line/recipe.ts';
import { openDatabase } from '../../store/database.ts';
import { at, type Stores, storesOf, temporary } from '../../testing/builders.ts';
import { atBench, signature } from '../../testing/hand-bench.ts';
import {
  aLevel,
  aRecipe,
  begin,
  type Heard,
  labelCode,
  nothingHeard,
  packingOf,
  packs,
  picture,
} from '../../testing/packing-bench.ts';
import { containerSubject } from '../awaited.ts';
import { confirmLayer } from '../manual/confirm-layer.ts';
import type { Packing } from './packing.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let heard: Heard;
let packing: Packing;
let clock: number;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  heard = nothingHeard();
  clock = 0;
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

function start(recipe: Recipe): void {
  begin(stores, recipe);
  packing = packingOf(stores.db, heard);
}
/** A scan, long after the one before. */
function scan(text: string) {
  clock += 10_000;
  return { text, at: clock };
}
const states = () => stores.containers.of(1).map(({ level, state }) => `${level} ${state}`);
const epcOf = (index: number) => stores.containers.of(1)[index]?.epc ?? '';
const messages = () => {
  stores.outbox.seal('line-1', Date.now());
  return stores.outbox.waiting('line-1', 100).map(({ sequence }) => stores.outbox.body('line-1', sequence));
};

describe('at the end of a batch', () => {
  const closing = () => stores.batches.move(stores.batches.get(1), 'closing', at);

  /** The packer lets what is left stand, and counts it. */
  async function rest(sequence: number, serials: readonly string[], packs: number | 'silent' = serials.length) {
    heard.packer = packs === 'silent' ? undefined : { pictures: sequence, packs };
    packing.layer(picture(sequence, serials));
    await new Promise(setImmediate);
  }
  const verdicts = () => heard.verdicts.map(([, verdict]) => verdict);

  test('the rest stands as a short layer, and the case that is not full waits for a person where the recipe says so', async () => {
    start(aRecipe([aLevel()], { partial: 'approved' }));
    const serials = packs(stores, 5);
    packing.layer(picture(1, serials.slice(0, 3)));
    closing();
    packing.closeRest();
    packing.closeRest();
    expect(heard.commands).toEqual(['gatherRest']);
    expect(packing.waits()).toEqual([`2 good packs are in no case: ${serials[3]}, ${serials[4]}`]);
    await rest(2, serials.slice(3));
    packing.closeRest();
    expect(states()).toEqual(['case open']);
    stores.acts.append({
      line: 'line-1',
      batch: 1,
      kind: 'approve-partial',
      subject: containerSubject(stores.db, 1),
      signature,
      body: {},
    });
    packing.closeRest();
    expect(states()).toEqual(['case labelled']);
    expect(stores.containers.get(1).partial).toBe(true);
    expect(heard.commands).toEqual(['gatherRest', 'pushOut']);
    expect(packing.waits()).toEqual([`the label of case ${epcOf(0)} has to be read back`]);
    packing.label(scan(labelCode(epcOf(0))));
    expect(packing.waits()).toEqual([]);
  });

  test('a short layer in which the packer has counted more than the camera sees is not taken before a person has counted it', async () => {
    start(aRecipe([aLevel()], { partial: 'automatic' }));
    const serials = packs(stores, 2);
    closing();
    packing.closeRest();
    await rest(1, serials, 3);
    expect(heard.alarms).toEqual([
      ['layer-refused', expect.stringContaining('picture 1: the packer counted 3 where 2 codes are seen')],
    ]);
    expect(packing.waits()[0]).toBe('the layer of picture 1 has to be counted, or put right: 2 codes are seen');
    const bench = atBench(stores);
    const confirm = (count: number) => confirmLayer(bench, { packs: count, layer: packing.shortLayer }, signature);
    expect(confirm(3)).toMatchObject({ refused: 'conflict', at: '/packs', detail: '3 packs, and 2 codes are seen' });
    expect(confirm(2)).toMatchObject({ body: { picture: 1, packs: 2, counted: 3, serials } });
    packing.changed();
    expect(heard.commands).toEqual(['gatherRest', 'look']);
    await rest(2, serials.toReversed(), 3);
    expect([verdicts(), states(), packing.shortLayer]).toEqual([['refuse', 'accept'], ['case open'], undefined]);
    expect(confirm(2)).toMatchObject({ detail: 'no layer waits to be counted' });
  });

  test('what is left behind a whole layer is gathered, though the packer was asked for it while that layer still stood', async () => {
    start(aRecipe([aLevel()], { partial: 'automatic' }));
    const serials = packs(stores, 4);
    closing();
    heard.packer = { pictures: 1, packs: 4 };
    packing.layer(picture(1, serials.slice(0, 3)));
    packing.closeRest();
    await new Promise(setImmediate);
    expect(verdicts()).toEqual(['accept']);
    packing.closeRest();
    expect(heard.commands).toEqual(['gatherRest', 'gatherRest']);
    await rest(2, serials.slice(3));
    expect(stores.containers.holds({ container: 1 })).toBe(4);
  });

  test('a confirmation is of those very packs, and a packer that tells no count leaves it to people', async () => {
    start(aRecipe([aLevel()], { partial: 'automatic' }));
    const [one = '', two = ''] = packs(stores, 2);
    closing();
    await rest(1, [one, two], 'silent');
    expect(heard.alarms[0]?.[1]).toContain('the packer tells no count where 2 codes are seen');
    const other = { batch: 1, picture: 1, serials: [one], counted: undefined };
    confirmLayer(atBench(stores), { packs: 1, layer: other }, signature);
    await rest(2, [one, two], 'silent');
    expect(verdicts()).toEqual(['refuse', 'refuse']);
  });

  test('what is counted and not full waits for a person where the recipe says so', () => {
    start(aRecipe([aLevel({ read: 'counted', count: 4, label: undefined })], { partial: 'approved' }));
    packs(stores, 3);
    closing();
    packing.closeRest();
    expect(states()).toEqual(['case open']);
    expect(stores.containers.holds({ container: 1 })).toBe(3);
  });

  test('packs of a recipe without levels are told as they are', () => {
    start(aRecipe([]));
    const serials = packs(stores, 2);
    closing();
    packing.closeRest();
    packing.closeRest();
    expect(messages()).toHaveLength(1);
    for (const serial of serials) expect(messages()[0]).toContain(serial);
    expect(stores.fates.total(1)).toMatchObject({ commissioned: 2 });
  });
});
