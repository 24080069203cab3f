import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { FF1 } from '@noble/ciphers/ff1.js';
import { aesBlocks } from '#common/aes.ts';
import { ciphersOf } from '#common/pool-cipher.ts';
import { documents } from '#common/store/document-client.ts';
import { epcPlaces } from '#common/store/epc-places.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { expandBlock } from '#shared/serials/expand-block.ts';
import { countersOf } from '#shared/serials/find-counter.ts';
import { newRandomPool } from '#shared/serials/new-pool.ts';
import type { RandomPool } from '#shared/serials/pool.ts';
import { drawBlock } from '../kit/draw-block.ts';
import { anyCredentials, anyRegion, startDynoxide, tables } from '../kit/dynoxide.ts';
import { openCipher } from '../kit/open-cipher.ts';

const key = Uint8Array.from({ length: 32 }, (_, i) => i);
const encrypt = aesBlocks(key);
const ciphers = () => encrypt;

/** Alphabets in use: 32 letters without look-alikes, digits and capitals, digits only (China), GS1 set without escapes (Russia). */
const cases = [
  { name: '13 of 32 letters', alphabet: 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789', length: 13 },
  { name: '13 of 36 letters', alphabet: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', length: 13 },
  { name: '20 of 10 digits', alphabet: '0123456789', length: 20 },
  { name: '20 of 62 letters', alphabet: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', length: 20 },
];

for (const { name, alphabet, length } of cases) {
  const pool = newRandomPool({ id: 'bench', gtin: '09521321543218', alphabet, length });
  if (!('kind' in pool)) throw new Error(pool.detail);
  const baseline = bestOf(2, () => nobleRate(pool, 1000));
  const value = bestOf(5, () => expandRate(pool, length === 20 && alphabet.length > 39 ? 20_000 : 1_000_000));
  report('serials-expand', name, value, baseline);
}

const [{ alphabet, length } = { alphabet: '', length: 0 }] = cases;
const pool = newRandomPool({ id: 'bench', gtin: '09521321543218', alphabet, length });
if ('kind' in pool)
  report(
    'serials-find-counter',
    '13 of 32 letters',
    bestOf(3, () => findRate({ ...pool, next: 100_000 })),
  );

if ('kind' in pool) await benchTable(pool);

function expandRate(pool: RandomPool, count: number): number {
  return rate(count, () => expandBlock(pool, { first: 0, last: count - 1 }, ciphers));
}

function findRate(pool: RandomPool): number {
  const serials = expandBlock(pool, { first: 0, last: pool.next - 1 }, ciphers);
  return rate(serials.length, () => countersOf(pool, serials, ciphers));
}

/** The same serials from the library: counter to digits, FF1, digits to letters. */
function nobleRate({ alphabet, length }: RandomPool, count: number): number {
  const ff1 = FF1(alphabet.length, key);
  return rate(count, () => {
    const serials: string[] = [];
    for (let counter = 0; counter < count; counter++) {
      const digits = new Array<number>(length).fill(0);
      for (let at = length - 1, rest = counter; rest > 0; at--, rest = Math.floor(rest / alphabet.length))
        digits[at] = rest % alphabet.length;
      serials.push(
        ff1
          .encrypt(digits)
          .map((digit) => alphabet.charAt(digit))
          .join(''),
      );
    }
    return serials;
  });
}

function rate(count: number, work: () => unknown): number {
  const start = performance.now();
  work();
  return (count / (performance.now() - start)) * 1000;
}

function bestOf(times: number, measure: () => number): number {
  return Math.max(...Array.from({ length: times }, measure));
}

function report(bench: string, metric: string, value: number, baseline?: number): void {
  const compared = baseline && {
    baseline: { name: '@noble/ciphers FF1', value: Math.round(baseline) },
    ratio: Math.round((10 * value) / baseline) / 10,
  };
  process.stdout.write(
    `${JSON.stringify({ bench, metric, value: Math.round(value), unit: 'serials/s', ...compared })}\n`,
  );
}

/** Requests of any size are one write; a serial is found in a full pool as fast as in a young one. */
async function benchTable(pool: RandomPool): Promise<void> {
  const engine = await startDynoxide();
  const client = new DynamoDBClient({ endpoint: engine.endpoint, region: anyRegion, credentials: anyCredentials });
  let writes = 0;
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        if (/Write|Put|Update|Delete/.test(commandName)) writes++;
        return next(args);
      },
    { step: 'initialize', name: 'counts' },
  );
  try {
    const db = documents(client);
    const pools = serialPools(db, tables.serials);
    await pools.create('young', { ...pool, next: 1_000 });
    await pools.create('full', { ...pool, next: 1_000_000_000 });
    const sizes = [1, 1_000, 1_000_000, 10_000_000];
    const counted: number[] = [];
    for (const count of sizes) {
      writes = 0;
      await drawBlock(db, 'full', 'bench', { count, requestId: `r${count}` });
      counted.push(writes);
    }
    tell('serials-writes', `a request of ${sizes.join(', ')}`, Math.max(...counted), 'writes');
    const young = await lookUpMs(pools, 'young', 1_000);
    const full = await lookUpMs(pools, 'full', 1_000_000_000);
    tell('serials-look-up', '10^9 issued against 10^3', Math.round((100 * full) / young) / 100, 'ratio');
  } finally {
    client.destroy();
    await engine.stop();
  }
}

/** Median of finding one serial among those issued, pool read included. */
async function lookUpMs(pools: ReturnType<typeof serialPools>, tenant: string, issued: number): Promise<number> {
  const read = await pools.get(tenant, 'bench');
  if (read.kind !== 'random') throw new Error('no random pool');
  const keys = await ciphersOf(openCipher, tenant, read);
  const times: number[] = [];
  for (let i = 0; i < 300; i++) {
    const counter = Math.floor((i * issued) / 300);
    const [serial = ''] = expandBlock(read, { first: counter, last: counter }, keys);
    const epc = `https://id.gs1.org/01/${read.gtin}/21/${serial}`;
    const start = performance.now();
    const found = (await epcPlaces(pools, openCipher)(tenant, [epc])).get(epc);
    times.push(performance.now() - start);
    if (found?.[0]?.counter !== counter) throw new Error(`serial ${counter} is not found`);
  }
  return times.toSorted((a, b) => a - b)[150] ?? 0;
}

function tell(bench: string, metric: string, value: number, unit: string): void {
  process.stdout.write(`${JSON.stringify({ bench, metric, value, unit })}\n`);
}
