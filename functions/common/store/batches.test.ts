import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyCredentials, anyRegion, type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { chunksOf, getRows, inLanes, putRows } from './batches.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const writes = v.record(v.string(), v.array(v.unknown()));
const reads = v.record(v.string(), v.looseObject({ Keys: v.array(v.unknown()) }));

/** A client whose table leaves all but the first request of a batch undone, as a throttled one may. */
function throttled(): DynamoDBDocumentClient {
  const client = new DynamoDBClient({ endpoint: engine.endpoint, region: anyRegion, credentials: anyCredentials });
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        if (!commandName.startsWith('Batch')) return next(args);
        const { RequestItems } = v.parse(v.looseObject({ RequestItems: v.unknown() }), args.input);
        const [done, left] = commandName.startsWith('BatchWrite')
          ? splitWrites(RequestItems)
          : splitReads(RequestItems);
        const answer = await next({ ...args, input: Object.assign(args.input, { RequestItems: done }) });
        Object.assign(
          Object(answer.output),
          commandName.startsWith('BatchWrite') ? { UnprocessedItems: left } : { UnprocessedKeys: left },
        );
        return answer;
      },
    { step: 'serialize', name: 'throttle', priority: 'high' },
  );
  return DynamoDBDocumentClient.from(client);
}

function splitWrites(items: unknown) {
  const entries = Object.entries(v.parse(writes, items));
  return [
    Object.fromEntries(entries.map(([table, all]) => [table, all.slice(0, 1)])),
    Object.fromEntries(entries.flatMap(([table, all]) => (all.length > 1 ? [[table, all.slice(1)]] : []))),
  ];
}

function splitReads(items: unknown) {
  const entries = Object.entries(v.parse(reads, items));
  return [
    Object.fromEntries(entries.map(([table, all]) => [table, { ...all, Keys: all.Keys.slice(0, 1) }])),
    Object.fromEntries(
      entries.flatMap(([table, all]) => (all.Keys.length > 1 ? [[table, { ...all, Keys: all.Keys.slice(1) }]] : [])),
    ),
  ];
}

describe('rows', () => {
  const row = (i: number) => ({ pk: `acme#row#${i}`, sk: 'row', body: new Uint8Array([i & 255]), more: 'x' });

  test('are put and read whatever their number', async () => {
    const all = Array.from({ length: 260 }, (_, i) => row(i));
    await putRows(engine.db, tables.ledger, all);
    const found = await getRows(engine.db, tables.ledger, [...all, row(1000)], ['pk', 'body']);
    expect(found).toHaveLength(260);
    expect(Object.keys(found[0] ?? {}).sort()).toEqual(['body', 'pk']);
  });

  test('that a throttled table left undone are sent again until none is left', async () => {
    const some = Array.from({ length: 4 }, (_, i) => row(2000 + i));
    await putRows(throttled(), tables.ledger, some);
    expect(await getRows(throttled(), tables.ledger, some)).toHaveLength(4);
  });

  test('that a table never takes are given up with an error', async () => {
    const many = Array.from({ length: 20 }, (_, i) => row(3000 + i));
    await expect(putRows(throttled(), tables.ledger, many)).rejects.toThrow('left work undone');
  });
});

describe('work in lanes', () => {
  test('gives the results in the order of the items', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(5)), async (waits) => {
        const settled = await inLanes(waits, async (turns) => {
          for (let i = 0; i < turns; i++) await Promise.resolve();
          return turns;
        });
        expect(settled).toEqual(waits);
      }),
      { numRuns: 50 },
    );
  });

  test('fails when one piece fails', async () => {
    await expect(inLanes([1, 2], async () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });
});

test('chunks hold every item once, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 30 }), (items, size) => {
      const chunks = chunksOf(items, size);
      expect(chunks.flat()).toEqual(items);
      expect(chunks.every(({ length }) => length > 0 && length <= size)).toBe(true);
    }),
  );
});
