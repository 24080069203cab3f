import { ciphersOf } from '#common/pool-cipher.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { sgtinUrn } from '#shared/gs1/sgtin.ts';
import { ssccUrn } from '#shared/gs1/sscc.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { expandBlock } from '#shared/serials/expand-block.ts';
import { newRandomPool, newSsccPool } from '#shared/serials/new-pool.ts';
import { exampleGtin } from './builders.ts';
import { drawBlock, type Given } from './draw-block.ts';
import { type Dynoxide, tables } from './dynoxide.ts';
import { openCipher } from './open-cipher.ts';

export { openCipher };

export const companyPrefix = '9521321';
const alphabet = '0123456789ABCDEFGHJKLMNPRSTUVWXY';

/** Pools of one tenant, and the units they issue, as EPC URNs in counter order. */
export async function unitMaker({ db }: Pick<Dynoxide, 'db'>, tenant: string, gtin = exampleGtin) {
  const pools = serialPools(db, tables.serials);
  await pools.create(tenant, good(newRandomPool({ id: 'packs', gtin, alphabet, length: 13 })));
  await pools.create(tenant, good(newSsccPool({ id: 'logistic-units', companyPrefix, extensionDigit: '0' })));
  let requests = 0;

  const issue = async (id: string, count: number, given: Given = {}): Promise<string[]> => {
    const { pool, block } = await drawBlock(db, tenant, id, { count, requestId: `request-${requests++}`, ...given });
    if (pool.kind === 'imported') throw new Error(`pool ${id} makes no units`);
    return expandBlock(pool, block, await ciphersOf(openCipher, tenant, pool));
  };
  return {
    packs: async (count: number, given?: Given) =>
      (await issue('packs', count, given)).map((serial) => good(sgtinUrn({ gtin, serial, companyPrefix }))),
    logisticUnits: async (count: number) =>
      (await issue('logistic-units', count)).map((sscc) => good(ssccUrn({ sscc, companyPrefix }))),
  };
}

/** The value, or a failed test that names the refusal. */
export function good<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Error(`${value.refused}: ${value.detail}`);
  return value;
}
