import { beforeEach, describe, expect, test } from 'vitest';
import { ciphersOf } from '#common/pool-cipher.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { checkDigit } from '#shared/gs1/check-digit.ts';
import { sgtinUrn } from '#shared/gs1/sgtin.ts';
import { ssccUrn } from '#shared/gs1/sscc.ts';
import { expandBlock } from '#shared/serials/expand-block.ts';
import { newRandomPool, newSsccPool } from '#shared/serials/new-pool.ts';
import { type ComputedPool, spaceOf } from '#shared/serials/pool.ts';
import { exampleGtin } from '../../../test/kit/builders.ts';
import { companyPrefix, good, openCipher } from '../../../test/kit/unit-maker.ts';
import { epcPlaces } from './epc-places.ts';

let pools: ComputedPool[];
let reads: string[][];

beforeEach(() => {
  const random = { gtin: exampleGtin, alphabet: '0123456789ABCDEF', length: 12 };
  pools = [
    good(newRandomPool({ id: 'a', ...random })),
    good(newRandomPool({ id: 'b', ...random })),
    good(newSsccPool({ id: 'c', companyPrefix, extensionDigit: '3' })),
  ].map((pool) => ({ ...pool, next: 1000 }));
  reads = [];
});

const open = (answering: () => Promise<void> = async () => undefined) =>
  epcPlaces(
    {
      issuersOf: async (_, spaces) => {
        reads.push([...spaces]);
        const found = pools.filter((pool) => spaces.includes(spaceOf(pool)));
        await answering();
        return found;
      },
      findCodes: async () => new Map(),
    },
    openCipher,
  );
const issued = async (id: string, first: number, last = first) => {
  const pool = pools.find((one) => one.id === id);
  if (pool === undefined) throw new Error(`no pool ${id}`);
  const codes = expandBlock(pool, { first, last }, await ciphersOf(openCipher, 'acme', pool));
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

  test('is read once by all who ask at the same time', async () => {
    const placesOf = open();
    const asked = await Promise.all([0, 100, 200].map(async (first) => issued('a', first, first + 9)));
    const answers = await Promise.all(asked.map((epcs) => placesOf('acme', epcs)));
    expect(answers.map((places) => [...places.values()].flat().map(({ counter }) => counter)[0])).toEqual([
      0, 100, 200,
    ]);
    expect(reads).toEqual([[exampleGtin]]);
  });

  test('of a serial issued while somebody else was reading is found at once', async () => {
    const [[old = ''], [later = '']] = [await issued('a', 0), await issued('a', 1000)];
    const gate = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const placesOf = open(async () => {
      begun.resolve();
      await gate.promise;
    });
    const before = placesOf('acme', [old]);
    await begun.promise;
    pools = pools.map((pool) => ({ ...pool, next: 2000 }));
    const after = placesOf('acme', [later]);
    gate.resolve();
    expect((await after).get(later)).toEqual([{ pool: 'a', counter: 1000 }]);
    expect((await before).get(old)).toEqual([{ pool: 'a', counter: 0 }]);
    expect(reads).toHaveLength(2);
  });

  test('of a serial issued since the pool was read is found at once, by reading again', async () => {
    const placesOf = open();
    const [old = ''] = await issued('a', 0);
    const [later = ''] = await issued('a', 1000);
    await placesOf('acme', [old]);
    pools = pools.map((pool) => ({ ...pool, next: 2000 }));
    expect((await placesOf('acme', [old, later])).get(later)).toEqual([{ pool: 'a', counter: 1000 }]);
    await placesOf('acme', [later]);
    expect(reads).toHaveLength(2);
  });

  test('of a pool made since its space was read is found at once', async () => {
    const placesOf = open();
    const [epc = ''] = await issued('c', 0);
    const all = pools;
    pools = [];
    expect((await placesOf('acme', [epc])).get(epc)).toEqual([]);
    pools = all;
    expect((await placesOf('acme', [epc])).get(epc)).toEqual([{ pool: 'c', counter: 0 }]);
  });

  test('a tenant’s pools say nothing of another tenant’s', async () => {
    const [epc = ''] = await issued('a', 7);
    const placesOf = open();
    await placesOf('acme', [epc]);
    await placesOf('medico', [epc]);
    expect(reads).toHaveLength(2);
  });

  test('is told for more spaces at once than are remembered, which are a bounded number', async () => {
    const gtins = Array.from({ length: 1200 }, (_, i) => {
      const digits = `09521321${String(i).padStart(5, '0')}`;
      return `${digits}${checkDigit(digits)}`;
    });
    const random = { alphabet: '0123456789ABCDEF', length: 12 };
    pools = gtins.map((gtin) => ({ ...good(newRandomPool({ id: `of-${gtin}`, gtin, ...random })), next: 1 }));
    const epcs = await Promise.all(
      pools.map(async (pool) => {
        const [serial = ''] = expandBlock(pool, { first: 0, last: 0 }, await ciphersOf(openCipher, 'acme', pool));
        return canonicalEpc(good(sgtinUrn({ gtin: spaceOf(pool), serial, companyPrefix })));
      }),
    );
    const placesOf = open();
    const places = await placesOf('acme', epcs);
    expect([...places.values()].map((own) => own.length)).toEqual(epcs.map(() => 1));
    expect(Math.max(...reads.map((spaces) => spaces.length))).toBeLessThanOrEqual(100);
    reads = [];
    await placesOf('acme', epcs.slice(-1000));
    expect(reads).toEqual([]);
    await placesOf('acme', epcs.slice(0, 1));
    expect(reads).toHaveLength(1);
  });

  test('stays remembered whatever foreign EPCs are asked for', async () => {
    const placesOf = open();
    await placesOf('acme', await issued('a', 0));
    const strange = (i: number) => canonicalEpc(`urn:epc:id:sgtin:4012345.0${String(i).padStart(5, '0')}.1`);
    await placesOf(
      'acme',
      Array.from({ length: 1200 }, (_, i) => strange(i)),
    );
    reads = [];
    await placesOf('acme', await issued('a', 0));
    expect(reads).toEqual([]);
  });
});
