import { afterAll, beforeAll, expect, test } from 'vitest';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide } from '../../test/kit/dynoxide.ts';
import { commission, countingClient, handlerOver, observe, pack, unitWorld } from '../../test/kit/unit-world.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

test.each(['', '/history', '/parents'])(
  'a pack in a case on a pallet is traced in four round trips once its pools are known: %j',
  async (view) => {
    const world = await unitWorld(engine, `acme${view.replace('/', '-')}`);
    const [unit = ''] = await world.units.packs(1);
    const [box = '', top = ''] = await world.units.logisticUnits(2);
    await world.capture(commission([unit], 0), pack(box, [unit], 1), pack(top, [box], 2), observe([top], 3));
    const { db, rounds, close } = countingClient(engine);
    const handler = handlerOver(db);
    const trace = () =>
      call(handler, 'GET /api/units/{epc+}', { tenant: world.tenant, path: { epc: `${canonicalEpc(unit)}${view}` } });
    await trace();
    rounds.count = 0;
    expect((await trace()).status).toBe(200);
    expect(rounds.count).toBeLessThanOrEqual(4);
    close();
  },
);
