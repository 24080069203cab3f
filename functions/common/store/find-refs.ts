import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Mark } from '#shared/epcis/query/event-query.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Role } from '#shared/trace/mentions.ts';
import type { EpcPlaces } from './epc-places.ts';
import { hoursFor, type Recorded } from './find-hours.ts';
import { type Fits, merged, type Partition, refsIn, type Span } from './index-refs.ts';
import { hasBit, ownKey, ownlessKey, short } from './index-rows.ts';
import { hourKey, lotEventKey, namedKey } from './keys.ts';
import type { EventRef } from './ref-rows.ts';

export const everyRole: readonly Role[] = ['epc', 'child', 'parent', 'input', 'output'];

/** What narrows a walk through time; see `refsByTime` of the ledger. */
export interface Narrowed {
  readonly marks?: readonly Mark[];
  readonly recorded?: Recorded;
  readonly fits?: Fits;
  /** Told of an hour before which nothing is left, whether or not something is in it. */
  readonly passed?: (hour: string) => void;
}

/** Finds refs of events by unit, lot, name and time; see `ledger.ts`. */
export function findRefs(db: DynamoDBDocumentClient, table: string, placesOf: EpcPlaces) {
  const byName =
    (kind: 'transaction' | 'class' | 'transformation') => (tenant: string, ids: readonly string[], span: Span) => {
      const names = [...new Set(ids.map((id) => short(canonicalEpc(id))))];
      return merged(
        names.map((id) => refsIn(db, table, { pk: namedKey(tenant, kind, id, '').pk }, span)),
        span.ascending,
      );
    };
  return {
    byEpc: async (tenant: string, epcs: readonly string[], roles: readonly Role[], span: Span) => {
      const partitions = await partitionsOf(placesOf, tenant, epcs);
      const sources = partitions.map(({ counters, ...partition }) =>
        refsIn(db, table, partition, span, naming(roles, counters)),
      );
      return merged(sources, span.ascending);
    },
    byLot: (tenant: string, gtin: string, lot: string, span: Span) =>
      refsIn(db, table, { pk: lotEventKey(tenant, gtin, short(lot), '').pk }, span),
    byTransaction: byName('transaction'),
    byClass: byName('class'),
    byTransformation: byName('transformation'),
    byTime: async function* (
      tenant: string,
      span: Span,
      { fits, passed, ...narrowed }: Narrowed = {},
    ): AsyncGenerator<EventRef> {
      let isOver = false;
      const watch = (refs: number) => {
        isOver ||= span.watch?.(refs) === false;
        return !isOver;
      };
      for await (const { hour, mayFit } of hoursFor(db, table, tenant, { ...span, watch }, narrowed)) {
        passed?.(hour);
        if (!mayFit) continue;
        // An hour costs a look, though nothing of it may fit.
        if (!watch(0)) return;
        yield* refsIn(db, table, { pk: hourKey(tenant, hour, '').pk }, { ...span, watch }, fits);
        if (isOver) return;
      }
    },
  };
}

/** All that a source of refs holds. */
export async function allOf(source: AsyncGenerator<EventRef>): Promise<EventRef[]> {
  const refs: EventRef[] = [];
  for await (const ref of source) refs.push(ref);
  return refs;
}

interface Wanted extends Partition {
  /** Counters wanted of a run; absent: the partition is of one EPC. */
  readonly counters?: readonly number[];
}

/** An EPC is looked for as a foreign one too: its pool may have become known after the event was captured. */
async function partitionsOf(placesOf: EpcPlaces, tenant: string, epcs: readonly string[]): Promise<Wanted[]> {
  const places = await placesOf(tenant, epcs.map(canonicalEpc));
  const runs = new Map<string, number[]>();
  for (const place of [...places.values()].flat()) {
    const { pk } = ownKey(tenant, place, '');
    runs.set(pk, [...(runs.get(pk) ?? []), place.counter]);
  }
  return [
    ...[...runs].map(([pk, counters]) => ({ pk, counters })),
    ...[...places.keys()].map((epc) => ownless(tenant, epc)),
  ];
}

/** Where the rows of a foreign EPC stand. */
export function ownless(tenant: string, epc: string): Partition {
  const { pk, sk } = ownlessKey(tenant, epc, '');
  return { pk, prefix: sk };
}

const naming =
  (roles: readonly Role[], counters?: readonly number[]): Fits =>
  (ref) =>
    roles.some((role) => {
      const bits = ref.bits[role];
      if (counters === undefined) return ref.roles.includes(role);
      return bits !== undefined && counters.some((counter) => hasBit(bits, counter));
    });
