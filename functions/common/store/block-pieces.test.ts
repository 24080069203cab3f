import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tables } from '../../../test/kit/dynoxide.ts';
import { type SerialsWorld, startSerialsWorld } from '../../../test/kit/serials-world.ts';
import { blockPieces } from './block-pieces.ts';

let world: SerialsWorld;
beforeAll(async () => {
  world = await startSerialsWorld();
});
afterAll(() => world.stop());

/** Numbers that came back rest for so long before anybody draws them again. */
const RESTED = 400 * 24 * 3_600_000;

test('whose a number is is the same for all of its piece as for it alone, however often numbers came back and were drawn again', async () => {
  const draw = fc.record({ count: fc.integer({ min: 1, max: 12 }), back: fc.option(fc.tuple(fc.nat(11), fc.nat(11))) });
  let again = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(draw, { minLength: 1, maxLength: 6 }), async (draws) => {
      const { tenant, request, of } = await world.house();
      let highest = -1;
      for (const [i, { count, back }] of draws.entries()) {
        const { body } = await request({ requestId: `r${i}`, count });
        const [first, last] = [Number(Object(body).first), Number(Object(body).last)];
        again += Number(first < highest);
        highest = Math.max(highest, last);
        if (back === null) continue;
        const [from, to] = back.toSorted((a, b) => a - b).map((one) => Math.min(last, first + one));
        const given = { id: `b${i}`, ranges: [{ first: from, last: to }], reason: 'never printed' };
        await of('POST /api/serial-requests/{requestId}/returns', `r${i}`, { body: given });
        world.forward(RESTED);
      }
      const [pieceOf, { blocks }] = [blockPieces(world.engine.db, tables.serials), world.needs()];
      for (let counter = 0; counter < 80; counter++) {
        const { from, to, block } = await pieceOf(tenant, 'packs', counter);
        expect([from <= counter, counter <= to]).toEqual([true, true]);
        const isHeld = block?.skips?.includes(counter) !== true;
        const alone = await blocks.ofCounter(tenant, 'packs', counter);
        expect(isHeld ? block?.requestId : undefined).toBe(alone?.requestId);
        const end = await pieceOf(tenant, 'packs', Math.min(to, 80));
        expect(end.block?.requestId).toBe(block?.requestId);
      }
    }),
    { numRuns: 12 },
  );
  expect(again).toBeGreaterThan(0);
}, 60_000);
