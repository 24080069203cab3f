import { afterAll, beforeAll, expect, test } from 'vitest';
import { tailName } from '#shared/regimes/regime.ts';
import { type PoolWorld, startPoolWorld } from '../../test/kit/pool-world.ts';
import { tailsOf } from './tails-of.ts';

let world: PoolWorld;
let gtin: string;
beforeAll(async () => {
  world = await startPoolWorld();
  gtin = await world.tenant('acme', ['RU']);
  for (const pool of ['one', 'other'])
    await world.call('PUT /api/pools/{pool}', {
      ...{ tenant: 'acme', path: { pool }, body: { kind: 'imported', gtin, profile: 'ru' } },
    });
  await importInto('one', 0, 1_200);
  await importInto('other', 1_200, 1_250);
});
afterAll(() => world.stop());

const codeOf = (i: number) => `Kz${String(i * 7919).padStart(11, '0')}`;
const tailAt = (i: number) => ({ '91': 'EE11', '92': `${'Ab+/="'.repeat(7)}${i % 10}${i % 7}` });
const importInto = (pool: string, from: number, to: number) =>
  world.call('PUT /api/pools/{pool}/imports/{importId}', {
    ...{ tenant: 'acme', path: { pool, importId: 'l1' }, headers: { 'content-type': 'application/json' } },
    body: Array.from({ length: to - from }, (_, i) => ({ code: codeOf(from + i), extra: tailAt(from + i) })),
  });

function counting() {
  const { pools } = world.needs();
  let looks = 0;
  const counted = {
    ...pools,
    findCodes: (...of: Parameters<typeof pools.findCodes>) => {
      looks++;
      return pools.findCodes(...of);
    },
  };
  return { counted, looks: () => looks };
}

test('the tail of every code of a lot is found, in whatever list it came, by few looks', async () => {
  const { counted, looks } = counting();
  const wanted = [...Array(1_250).keys()].filter((i) => i % 3 > 0);
  const tails = await tailsOf({ pools: counted }, 'acme', gtin, [...wanted.map(codeOf), 'Kz00000000001']);
  expect(tails.size).toBe(wanted.length);
  for (const i of wanted) expect(tails.get(tailName(gtin, codeOf(i)))).toEqual(tailAt(i));
  expect(looks()).toBe(3);
});

test('codes that another company ordered are not looked for one by one, and keep none from being found', async () => {
  const { counted, looks } = counting();
  const strange = [...Array(300).keys()].map((i) => `Xx${String(i).padStart(11, '0')}`);
  const tails = await tailsOf({ pools: counted }, 'acme', gtin, [...strange, codeOf(7), codeOf(1_210)]);
  expect(new Set(tails.keys())).toEqual(new Set([codeOf(7), codeOf(1_210)].map((code) => tailName(gtin, code))));
  expect(looks()).toBeLessThan(30);
});

test('codes of another tenant or product have none', async () => {
  const { pools } = world.needs();
  expect((await tailsOf({ pools }, 'medico', gtin, [codeOf(0)])).size).toBe(0);
  expect((await tailsOf({ pools }, 'acme', '09521234000013', [codeOf(0)])).size).toBe(0);
});
