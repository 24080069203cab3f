import type { DynamoDBDocumentClient, TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { stemsOf } from '#shared/gs1/company-prefix.ts';
import { getRows } from './batches.ts';
import { networkPrefixKey } from './keys.ts';

/**
 * Company prefixes are given once and never nest (GS1 GS, glossary, GS1 Company Prefix). A row says of a prefix who holds it, or how many longer ones that
 * begin with it are held: of the two a row has one at most, and that is what decides every race.
 *
 * - Who takes a prefix writes its row on condition that it has no holder and nothing is held under it, and counts itself in the row of every shorter
 *   prefix it begins with, on condition that this has no holder.
 * - Of two who take one prefix at once, both write the same row. Of two whose prefixes nest, the shorter one writes as its own the row in which the longer
 *   one counts itself. Either way they meet in a row, and the second finds its condition lost.
 *
 * A GLN that a tenant has under no prefix of its own is held in the same way (`claimsOf` in `tenants.ts`): of two who declare one GLN, or of who declares it
 * and who takes a prefix around it, one finds its condition lost. Who moves to another GLN gives the row up in the write in which it takes the next.
 *
 * A prefix that a pool, an approved product or a level of its packaging was made under is marked `used`, in the transaction that makes that. The mark is
 * never taken away, and a prefix that has it is never given up: a company that gives one up while somebody makes a pool under it loses the condition, or
 * the pool does.
 */
const stored = v.object({
  sk: v.string(),
  tenant: v.optional(v.string()),
  longer: v.optional(v.number(), 0),
  used: v.optional(v.string()),
});

/** What is known of a prefix. */
export interface Holding {
  /** The tenant that holds it. */
  readonly holder?: string | undefined;
  /** How many longer prefixes that begin with it are held. */
  readonly longer: number;
  /** Since when it cannot be given up any more (ISO 8601, UTC). */
  readonly used?: string | undefined;
}

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

export type CompanyPrefixes = ReturnType<typeof companyPrefixes>;

/** The prefixes under which a tenant may issue numbers, in the registry table. */
export function companyPrefixes(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    /** Those of some prefixes that the tenant holds. */
    held: async (tenant: string, prefixes: readonly string[]): Promise<string[]> => {
      const found = await holdings(here, prefixes);
      return prefixes.filter((prefix) => found.get(prefix)?.holder === tenant);
    },
    /** What is written with a pool that is made under a prefix. */
    use: (tenant: string, prefix: string, at: string) => useOfPrefixes(here, tenant, { prefix }, at),
  };
}

type Writes = NonNullable<TransactWriteCommandInput['TransactItems']>;

/** What is known of prefixes, read consistently; those of which nothing is known are left out. */
export async function holdings({ db, table }: Here, prefixes: readonly string[]): Promise<Map<string, Holding>> {
  const rows = await getRows(db, table, [...new Set(prefixes)].map(networkPrefixKey));
  return new Map(
    rows.map((row) => {
      const { sk, tenant: holder, longer, used } = v.parse(stored, row);
      return [sk, { holder, longer, used }];
    }),
  );
}

/** Prefixes that a tenant comes to hold, and those it gives up. */
export interface PrefixChange {
  readonly take: readonly string[];
  readonly drop: readonly string[];
}

/** How many more (or fewer) longer prefixes are held under each shorter one after a change. */
export function longerAfter({ take, drop }: PrefixChange): Map<string, number> {
  const deltas = new Map<string, number>();
  const count = (prefixes: readonly string[], by: number) => {
    for (const stem of prefixes.flatMap(stemsOf)) deltas.set(stem, (deltas.get(stem) ?? 0) + by);
  };
  count(take, 1);
  count(drop, -1);
  return deltas;
}

/** How many rows a change writes. */
export const rowsOf = (change: PrefixChange): number => prefixWrites('', '', change).length;

/** The rows of a change, one write each: a prefix may be given up for a longer one at once. */
export function prefixWrites(table: string, tenant: string, change: PrefixChange): Writes {
  const deltas = longerAfter(change);
  const update = (prefix: string, set: string, condition: string, values: Record<string, unknown>) => {
    const delta = deltas.get(prefix) ?? 0;
    return {
      Update: {
        TableName: table,
        Key: networkPrefixKey(prefix),
        UpdateExpression: [set, delta === 0 ? '' : 'ADD longer :delta'].filter((part) => part !== '').join(' '),
        ...(condition !== '' && { ConditionExpression: condition }),
        ExpressionAttributeValues: { ...values, ...(delta !== 0 && { ':delta': delta }) },
      },
    };
  };
  const taken = change.take.map((prefix) =>
    update(
      prefix,
      'SET tenant = :tenant',
      'attribute_not_exists(tenant) AND (attribute_not_exists(longer) OR longer = :left)',
      { ':tenant': tenant, ':left': 0 - (deltas.get(prefix) ?? 0) },
    ),
  );
  const dropped = change.drop.map((prefix) =>
    update(prefix, 'REMOVE tenant', 'tenant = :tenant AND attribute_not_exists(used)', { ':tenant': tenant }),
  );
  const own = new Set([...change.take, ...change.drop]);
  const stems = [...deltas].flatMap(([stem, delta]) =>
    own.has(stem) || delta === 0 ? [] : [update(stem, '', delta > 0 ? 'attribute_not_exists(tenant)' : '', {})],
  );
  return [...taken, ...dropped, ...stems];
}

/** What is made under company prefixes. */
interface Made {
  /** The one it says it is under. */
  readonly prefix: string;
  /** GTINs it takes, 14 digits: packaging may be under another prefix of the same company. */
  readonly gtins?: readonly string[];
}

/**
 * The marks that something is made under prefixes, to be written in the transaction that makes it; none where they are marked already, for that stays.
 * They are puts, since who makes a pool may change no row of the registry.
 */
export async function useOfPrefixes(
  here: Here,
  tenant: string,
  { prefix, gtins = [] }: Made,
  at: string,
): Promise<Writes | 'not-held'> {
  const elsewhere = gtins.filter((gtin) => !gtin.startsWith(prefix, 1)).map((gtin) => stemsOf(gtin.slice(1)));
  const known = await holdings(here, [prefix, ...elsewhere.flat()]);
  const isOwn = (one: string) => known.get(one)?.holder === tenant;
  const over = [[prefix], ...elsewhere].map((some) => some.find(isOwn));
  const own = over.filter((one) => one !== undefined);
  if (own.length < over.length) return 'not-held';
  return [...new Set(own)]
    .filter((one) => known.get(one)?.used === undefined)
    .map((one) => useOf(here, tenant, one, at));
}

const useOf = ({ table }: Here, tenant: string, prefix: string, at: string) => ({
  Put: {
    TableName: table,
    // Nothing is held under a prefix that has a holder, so there is no count to keep.
    Item: { ...networkPrefixKey(prefix), tenant, used: at },
    // The tenant may give the prefix up at this moment, and somebody else take it.
    ConditionExpression: 'tenant = :tenant',
    ExpressionAttributeValues: { ':tenant': tenant },
  },
});
