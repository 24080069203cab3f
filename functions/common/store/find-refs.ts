import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Role } from '#shared/trace/mentions.ts';
import type { EpcPlaces } from './epc-places.ts';
import { daysIn, type EventRef, merged, refsIn, type Span } from './index-refs.ts';
import { hasBit, ownKey, short } from './index-rows.ts';
import { dayKey, daysKey, foreignEpcKey, lotEventKey } from './keys.ts';

export const everyRole: readonly Role[] = ['epc', 'child', 'parent', 'input', 'output'];

/** Finds refs of events by unit, lot and time; see `ledger.ts`. */
export function findRefs(db: DynamoDBDocumentClient, table: string, placesOf: EpcPlaces) {
  return {
    byEpc: async (tenant: string, epcs: readonly string[], roles: readonly Role[], span: Span) => {
      const partitions = await partitionsOf(placesOf, tenant, epcs);
      const sources = partitions.map(({ pk, counters }) => naming(refsIn(db, table, pk, span), roles, counters));
      return merged(sources, span.ascending);
    },
    byLot: (tenant: string, gtin: string, lot: string, span: Span) =>
      refsIn(db, table, lotEventKey(tenant, gtin, short(lot), '').pk, span),
    byTime: async function* (tenant: string, span: Span): AsyncGenerator<EventRef> {
      for await (const day of daysIn(db, table, daysKey(tenant, '').pk, span))
        yield* refsIn(db, table, dayKey(tenant, day, '').pk, span);
    },
  };
}

/** All that a source of refs holds. */
export async function allOf(source: AsyncGenerator<EventRef>): Promise<EventRef[]> {
  const refs: EventRef[] = [];
  for await (const ref of source) refs.push(ref);
  return refs;
}

interface Partition {
  readonly pk: string;
  /** Counters wanted of a run; absent: the partition is of one EPC. */
  readonly counters?: readonly number[];
}

/** An EPC is looked for as a foreign one too: its pool may have become known after the event was captured. */
async function partitionsOf(placesOf: EpcPlaces, tenant: string, epcs: readonly string[]): Promise<Partition[]> {
  const places = await placesOf(tenant, epcs.map(canonicalEpc));
  const runs = new Map<string, number[]>();
  for (const place of [...places.values()].flat()) {
    const { pk } = ownKey(tenant, place, '');
    runs.set(pk, [...(runs.get(pk) ?? []), place.counter]);
  }
  return [
    ...[...runs].map(([pk, counters]) => ({ pk, counters })),
    ...[...places.keys()].map((epc) => ({ pk: foreignEpcKey(tenant, short(epc), '').pk })),
  ];
}

async function* naming(refs: AsyncGenerator<EventRef>, roles: readonly Role[], counters?: readonly number[]) {
  for await (const ref of refs) {
    const named = roles.some((role) => {
      const bits = ref.bits[role];
      if (counters === undefined) return ref.roles.includes(role);
      return bits !== undefined && counters.some((counter) => hasBit(bits, counter));
    });
    if (named) yield ref;
  }
}
