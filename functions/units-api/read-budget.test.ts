import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Refused } from '#common/refused.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { type Dynoxide, startDynoxide } from '../../test/kit/dynoxide.ts';
import {
  commission,
  needsOver,
  observe,
  pack,
  type UnitWorld,
  unitWorld,
  viewsOver,
} from '../../test/kit/unit-world.ts';
import { readBudget } from './read-budget.ts';
import { readLineage } from './read-lineage.ts';

let engine: Dynoxide;
let world: UnitWorld;
let count = 0;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  world = await unitWorld(engine, `acme-${count++}`);
});

/** A pack in a case on a pallet, each seen twice: nine events. */
async function pallet() {
  const [unit = ''] = await world.units.packs(1);
  const [box = '', top = ''] = await world.units.logisticUnits(2);
  const seen = [unit, box, top].flatMap((epc, i) => [observe([epc], 10 + i), observe([epc], 20 + i)]);
  await world.capture(commission([unit], 0), pack(box, [unit], 1), pack(top, [box], 2), ...seen);
  return { unit, box, top };
}

const tooComplex = {
  status: 413,
  body: { type: 'urn:seriate:problem:too-complex', remedy: expect.stringContaining('MATCH_anyEPC') },
};

describe('what is read for one view of a unit', () => {
  const ample = { refs: 100, events: 100, bytes: 1_000_000 };
  const lineage = async (most: Partial<typeof ample>) => {
    const epc = canonicalEpc((await pallet()).unit);
    const now = () => new Date(0);
    const { ledger } = needsOver(engine.db);
    return readLineage(ledger, world.tenant, epc, readBudget(now, epc, { ...ample, ...most }));
  };

  test('is bounded over all that it was in, not in each alone', async () => {
    // Both packings are read with what was packed and again with what it was packed in.
    expect(await lineage({ refs: 11, events: 11 })).toHaveLength(11);
    await expect(lineage({ events: 10 })).rejects.toThrow(/more than 10 events/);
    await expect(lineage({ refs: 10 })).rejects.toThrow(/more than 10 index entries/);
    await expect(lineage({ bytes: 1_000 })).rejects.toThrow(/more than 1000 bytes/);
    await expect(lineage({ bytes: 1_000 })).rejects.toBeInstanceOf(Refused);
  });

  test.each(['', '/history', '/parents'])('ends before the gateway gives up: %j', async (view) => {
    const { unit } = await pallet();
    const needs = needsOver(engine.db);
    let ms = 0;
    const { fetchDeclaredEach } = needs.ledger;
    const ledger: typeof needs.ledger = {
      ...needs.ledger,
      fetchDeclaredEach: (...asked) => {
        ms += 8_000;
        return fetchDeclaredEach(...asked);
      },
    };
    const slow = viewsOver({ ...needs, ledger, now: () => new Date(ms) });
    expect(await slow(world.tenant, `${canonicalEpc(unit)}${view}`)).toMatchObject(tooComplex);
    expect(ms).toBe(16_000);
  });

  test('holds no more than memory does, however large each event is', { timeout: 60_000 }, async () => {
    const [unit = '', other = ''] = await world.units.packs(2);
    const note = (m: number): EpcisEvent => ({
      ...observe([unit], m),
      '@context': { example: 'https://example.org/' },
      'example:note': String(m).repeat(3_500_000),
    });
    await world.capture(commission([unit, other], 0), note(11), note(12));
    expect(await world.get(unit)).toMatchObject({ status: 200 });
    await world.capture(note(13));
    for (const view of ['', 'history', 'parents', 'contents'])
      expect(await world.get(unit, view)).toMatchObject(tooComplex);
    expect(await world.get(other)).toMatchObject({ status: 200 });
  });
});
