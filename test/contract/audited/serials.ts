import { newImportedPool } from '#shared/serials/new-pool.ts';
import { exampleGtin } from '../../kit/builders.ts';
import { startSerialsWorld } from '../../kit/serials-world.ts';
import { good } from '../../kit/unit-maker.ts';
import { clientOf, type Deed, type Stage } from './deed.ts';

const one = '/api/serial-requests/{requestId}';
const part = { id: 'p1', reason: 'left over', ranges: [{ first: 0, last: 3 }] };

/** Serial requests with what becomes of their blocks, and refills. */
export async function serialStage(): Promise<Stage> {
  const world = await startSerialsWorld();
  const told = (act: string, subject: string, tenant: string) => () => [{ act, subject, by: clientOf(tenant) }];
  const on = (what: string, did: string, body?: object): Deed => {
    const route = `POST ${one}/${what}`;
    return async () => {
      const house = await world.house();
      await house.request({ requestId: 'r1' });
      const { tenant } = house;
      const act = () => house.of(route, 'r1', body === undefined ? {} : { body });
      return { tenant, act, told: told(did, 'serial-request r1', tenant) };
    };
  };
  const deeds: Record<string, Deed> = {
    'POST /api/serial-requests': async () => {
      const house = await world.house();
      const { tenant } = house;
      const act = () => house.request({ requestId: 'r1' });
      return { tenant, act, told: told('serials-allocated', 'serial-request r1', tenant) };
    },
    [`POST ${one}/delivered`]: on('delivered', 'block-delivered'),
    [`POST ${one}/closed`]: on('closed', 'block-closed'),
    [`POST ${one}/returns`]: on('returns', 'serials-returned', part),
    [`POST ${one}/destructions`]: on('destructions', 'serials-destroyed', part),
    'POST /api/refills/{refillId}/retry': async () => {
      const { tenant } = await world.house();
      const { pools, refills, now } = world.needs();
      const issuer = { kind: 'seriate', url: 'https://l4.example', pool: 'for-acme', secret: 'acme' } as const;
      const pool = { ...good(newImportedPool({ id: 'bought', gtin: exampleGtin })), threshold: 10 };
      await pools.create(tenant, { ...pool, refill: { issuer, amount: 50 } });
      const refillId = await refills.planIfLow(tenant, await pools.get(tenant, 'bought'), now());
      const claim = await refills.claim(tenant, refillId ?? '', now());
      if (claim === undefined) throw new Error('no refill to fail');
      await refills.settle(claim, { state: 'failed', failure: 'nobody answers', attempts: 9, polls: 0 }, now());
      const path = { refillId: claim.refill.refillId };
      const act = () => world.ask('POST /api/refills/{refillId}/retry', { tenant, path });
      return { tenant, act, told: told('refill-retried', `refill ${path.refillId}`, tenant) };
    },
  };
  return { db: world.engine.db, deeds, stop: world.stop };
}
