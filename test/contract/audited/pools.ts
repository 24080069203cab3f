import { serialListKey } from '#common/store/documents.ts';
import { startPoolWorld } from '../../kit/pool-world.ts';
import { clientOf, type Deed, type Stage } from './deed.ts';

const reason = 'the market was left';
/** Codes as an issuer in Russia sends them. */
const codes = Array.from({ length: 20 }, (_, i) => ({
  code: `Kz${String(i * 7919).padStart(11, '0')}`,
  extra: { '91': 'EE11', '92': 'Ab+/="'.repeat(7) + String(10 + i) },
}));

/** Pools, and lists that come into them. */
export async function poolStage(): Promise<Stage> {
  const world = await startPoolWorld();
  let count = 0;
  const one = '/api/pools/{pool}';
  const list = `${one}/imports/{importId}`;
  const house = async (market = 'DE') => {
    const tenant = `pools-${count++}`;
    const gtin = await world.tenant(tenant, [market]);
    const ask = (route: string, body: unknown, path: Record<string, string> = {}) =>
      world.call(route, { tenant, path: { pool: 'packs', ...path }, body });
    const told = (act: string) => () => [{ act, subject: 'pool packs', by: clientOf(tenant) }];
    return { tenant, gtin, ask, told };
  };
  /** An act on a pool of a kind that is there. @param did what the trail says of it */
  const on =
    (did: string, route: string, body: unknown, kind = 'random', before: readonly string[] = []) =>
    async () => {
      const { tenant, gtin, ask, told } = await house(kind === 'imported' ? 'RU' : 'DE');
      await ask(`PUT ${one}`, { kind, gtin, ...(kind === 'imported' && { profile: 'ru' }) });
      for (const earlier of before) await ask(earlier, { reason });
      return { tenant, act: () => ask(route, body, { importId: 'l1' }), told: told(did) };
    };
  const deeds: Record<string, Deed> = {
    [`PUT ${one}`]: async () => {
      const { tenant, gtin, ask, told } = await house();
      return { tenant, act: () => ask(`PUT ${one}`, { kind: 'random', gtin }), told: told('pool-created') };
    },
    [`PUT ${one}/settings`]: on('pool-settings-changed', `PUT ${one}/settings`, { threshold: 10 }),
    [`POST ${one}/freeze`]: on('pool-frozen', `POST ${one}/freeze`, { reason }),
    [`POST ${one}/thaw`]: on('pool-thawed', `POST ${one}/thaw`, { reason }, 'random', [`POST ${one}/freeze`]),
    [`POST ${one}/retire`]: on('pool-retired', `POST ${one}/retire`, { reason }),
    [`POST ${one}/rotate`]: on('pool-rotated', `POST ${one}/rotate`, { reason, generation: 2 }),
    [`PUT ${list}`]: on('pool-list-imported', `PUT ${list}`, codes, 'imported'),
    [`POST ${list}/complete`]: async () => {
      const tried = await on('pool-list-imported', `POST ${list}/complete`, undefined, 'imported')();
      const bytes = Buffer.from(JSON.stringify(codes));
      await world.needs().documents.put(serialListKey(tried.tenant, 'packs', 'l1'), bytes, 'application/json');
      return tried;
    },
  };
  return { db: world.engine.db, deeds, stop: world.stop };
}
