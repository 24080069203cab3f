import { poolCipher } from '#common/pool-cipher.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { sgtinUrn } from '#shared/gs1/sgtin.ts';
import { ssccUrn } from '#shared/gs1/sscc.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { carveBlock } from '#shared/serials/carve-block.ts';
import { expandBlock } from '#shared/serials/expand-block.ts';
import { newRandomPool, newSsccPool } from '#shared/serials/pool.ts';
import { exampleGtin } from './builders.ts';
import { type Dynoxide, tables } from './dynoxide.ts';

export const companyPrefix = '9521321';
const alphabet = '0123456789ABCDEFGHJKLMNPRSTUVWXY';

/** The cipher of a deployment whose root secret everybody knows. */
export const openCipher = poolCipher(async () => new TextEncoder().encode('a root secret for tests, 32 bytes+'));

/** Pools of one tenant, and the units they issue, as EPC URNs in counter order. */
export async function unitMaker({ db }: Pick<Dynoxide, 'db'>, tenant: string, gtin = exampleGtin) {
  const pools = serialPools(db, tables.serials);
  await pools.create(tenant, good(newRandomPool({ id: 'packs', gtin, alphabet, length: 13 })));
  await pools.create(tenant, good(newSsccPool({ id: 'logistic-units', companyPrefix, extensionDigit: '0' })));
  let requests = 0;

  const issue = async (id: string, count: number): Promise<string[]> => {
    const block = good(carveBlock(await pools.get(tenant, id), count));
    const requestId = `request-${requests++}`;
    await pools.commit(tenant, { ...block, requestId }, { requestId, pool: id, count, site: 'site-1' });
    const pool = await pools.get(tenant, id);
    return expandBlock(pool, block.first, block.last, await openCipher(tenant, pool));
  };
  return {
    packs: async (count: number) =>
      (await issue('packs', count)).map((serial) => good(sgtinUrn({ gtin, serial, companyPrefix }))),
    logisticUnits: async (count: number) =>
      (await issue('logistic-units', count)).map((sscc) => good(ssccUrn({ sscc, companyPrefix }))),
  };
}

/** The value, or a failed test that names the refusal. */
export function good<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Error(`${value.refused}: ${value.detail}`);
  return value;
}
