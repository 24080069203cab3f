import { beforeEach, describe, expect, test } from 'vitest';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { sgtinUrn } from '#shared/gs1/sgtin.ts';
import { ssccUrn } from '#shared/gs1/sscc.ts';
import { expandBlock } from '#shared/serials/expand-block.ts';
import { newRandomPool, newSsccPool, type Pool } from '#shared/serials/pool.ts';
import { exampleGtin } from '../../../test/kit/builders.ts';
import { companyPrefix, good, openCipher } from '../../../test/kit/unit-maker.ts';
import { epcPlaces } from './epc-places.ts';
import { spaceOf } from './serial-pools.ts';

let pools: Pool[];
let reads: string[][];
let clock: number;

beforeEach(() => {
  const random = { gtin: exampleGtin, alphabet: '0123456789ABCDEF', length: 12 };
  pools = [
    good(newRandomPool({ id: 'a', ...random })),
    good(newRandomPool({ id: 'b', ...random })),
    good(newSsccPool({ id: 'c', companyPrefix, extensionDigit: '3' })),
  ].map((pool) => ({ ...pool, next: 1000 }));
  reads = [];
  clock = 0;
});

const open = () =>
  epcPlaces(
    {
      issuersOf: async (_, spaces) => {
        reads.push([...spaces]);
        return pools.filter((pool) => spaces.includes(spaceOf(pool)));
      },
    },
    openCipher,
    () => clock,
  );
const issued = async (id: string, first: number, last = first) => {
  const pool = pools.find((one) => one.id === id);
  if (pool === undefined) throw new Error(`no pool ${id}`);
  const codes = expandBlock(pool, first, last, await openCipher('acme', pool));
  return codes.map((code) =>
    canonicalEpc(
      pool.kind === 'random'
        ? good(sgtinUrn({ gtin: exampleGtin, serial: code, companyPrefix }))
        : good(ssccUrn({ sscc: code, companyPrefix })),
    ),
  );
};

describe('the place of an EPC', () => {
  test('is the pool that issued it and its counter', async () => {
    const epcs = [...(await issued('a', 0, 2)), ...(await issued('b', 5)), ...(await issued('c', 999))];
    expect([...(await open()('acme', epcs)).values()]).toEqual([
      [{ pool: 'a', counter: 0 }],
      [{ pool: 'a', counter: 1 }],
      [{ pool: 'a', counter: 2 }],
      [{ pool: 'b', counter: 5 }],
      [{ pool: 'c', counter: 999 }],
    ]);
  });

  test('is nowhere for a serial of our GTIN that no pool issued, another GTIN, and what is no unit', async () => {
    const epcs = [
      canonicalEpc('urn:epc:id:sgtin:9521321.054321.0123456789AB'),
      canonicalEpc('urn:epc:id:sgtin:4012345.077889.1'),
      canonicalEpc('urn:epc:id:sgln:9521321.00017.0'),
      'https://example.org/thing',
    ];
    expect([...(await open()('acme', epcs)).values()].flat()).toEqual([]);
  });

  test('is read once for all units of a space', async () => {
    const placesOf = open();
    await placesOf('acme', await issued('a', 0, 500));
    await placesOf('acme', await issued('b', 0, 500));
    expect(reads).toEqual([[exampleGtin]]);
  });

  test('of a serial issued since the pool was read is found by reading again, but not at once', async () => {
    const placesOf = open();
    const [old = ''] = await issued('a', 0);
    const [later = ''] = await issued('a', 1000);
    await placesOf('acme', [old]);
    pools = pools.map((pool) => ({ ...pool, next: 2000 }));
    clock = 1000;
    expect((await placesOf('acme', [later])).get(later)).toEqual([]);
    clock = 3000;
    expect((await placesOf('acme', [old, later])).get(later)).toEqual([{ pool: 'a', counter: 1000 }]);
    expect(reads).toHaveLength(2);
  });

  test('a tenant’s pools say nothing of another tenant’s', async () => {
    const [epc = ''] = await issued('a', 7);
    const placesOf = open();
    await placesOf('acme', [epc]);
    await placesOf('medico', [epc]);
    expect(reads).toHaveLength(2);
  });

  test('remembers a bounded number of spaces', async () => {
    const placesOf = open();
    const strange = (i: number) => canonicalEpc(`urn:epc:id:sgtin:4012345.0${String(i).padStart(5, '0')}.1`);
    await placesOf('acme', await issued('a', 0));
    await placesOf(
      'acme',
      Array.from({ length: 1200 }, (_, i) => strange(i)),
    );
    const before = reads.length;
    await placesOf('acme', await issued('a', 0));
    expect(reads.length).toBe(before + 1);
    expect(Math.max(...reads.map((spaces) => spaces.length))).toBeLessThanOrEqual(100);
  });
});
