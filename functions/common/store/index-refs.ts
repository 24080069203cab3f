import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type EventRef, readRefRow, slotOf } from './ref-rows.ts';

/** A stretch of event time, in one direction, beginning after a position. */
export interface Span {
  /** ISO 8601 in UTC with milliseconds, inclusive. */
  readonly from?: string | undefined;
  /** Exclusive. */
  readonly to?: string | undefined;
  /** `at` of the last one seen: only what lies beyond it. */
  readonly after?: string | undefined;
  readonly ascending: boolean;
}

/** A partition, or the part of one whose sort keys begin alike. */
export interface Partition {
  readonly pk: string;
  readonly prefix?: string;
}

export type Fits = (ref: EventRef) => boolean;

/** Refs held in memory of one slot; when a slot has more, it is read again for the rest. */
const MOST_HELD = 5_000;

const withKey = v.object({ sk: v.string() });

/** The refs of one partition that fit, in order of `at`, each once, fetched page by page as they are consumed. */
export async function* refsIn(
  db: DynamoDBDocumentClient,
  table: string,
  partition: Partition,
  span: Span,
  fits: Fits = () => true,
): AsyncGenerator<EventRef> {
  const { prefix = '' } = partition;
  const held = slotHolder(span.ascending);
  for await (const row of itemsIn(db, table, partition, rowBounds(span), span.ascending)) {
    const slot = slotOf(v.parse(withKey, row).sk.slice(prefix.length));
    if (slot !== held.slot) yield* emptied(slot);
    for (const ref of readRefRow(row)) if (isWithin(ref.at, span) && fits(ref)) held.add(ref);
  }
  yield* emptied('');

  async function* emptied(next: string): AsyncGenerator<EventRef> {
    const { slot, refs, isCut } = held.take(next);
    yield* refs;
    const after = refs.at(-1)?.at;
    if (isCut)
      yield* refsIn(db, table, partition, { ...span, after, from: later(span.from, slot), to: `${slot}~` }, fits);
  }
}

const later = (from: string | undefined, slot: string) => (from !== undefined && from > slot ? from : slot);

/** Collects the refs of one slot; of very many only those that come first. */
function slotHolder(ascending: boolean) {
  let slot = '';
  let refs: EventRef[] = [];
  let isCut = false;
  const sorted = () => {
    refs.sort((a, b) => (a.at < b.at === ascending ? -1 : 1));
    return refs.filter(({ at }, i) => at !== refs[i - 1]?.at);
  };
  return {
    get slot() {
      return slot;
    },
    add: (ref: EventRef) => {
      refs.push(ref);
      if (refs.length < 2 * MOST_HELD) return;
      const once = sorted();
      isCut ||= once.length > MOST_HELD;
      refs = once.slice(0, MOST_HELD);
    },
    take: (next: string) => {
      const once = sorted();
      const taken = { slot, refs: once.slice(0, MOST_HELD), isCut: isCut || once.length > MOST_HELD };
      slot = next;
      refs = [];
      isCut = false;
      return taken;
    },
  };
}

function isWithin(at: string, { from = '0', to = '~', after, ascending }: Span): boolean {
  if (at < from || at >= to) return false;
  return after === undefined || (ascending ? at > after : at < after);
}

/** Bounds of sort keys. A row stands at its first ref, at most a slot before any other. `~` sorts after every digit. */
function rowBounds({ from = '0', to = '~', after, ascending }: Span): [low: string, high: string] {
  const low = slotOf(ascending && after !== undefined && after > from ? after : from);
  const high = !ascending && after !== undefined && after < to ? `${after}~` : to;
  return [low, high];
}

/** Merges sources that are each in order of `at`; a ref that several sources name comes once. */
export async function* merged(sources: readonly AsyncGenerator<EventRef>[], ascending: boolean) {
  const heads = await Promise.all(sources.map(async (source) => ({ source, head: await source.next() })));
  for (let last = ''; ; ) {
    let first: (typeof heads)[number] | undefined;
    for (const one of heads) {
      if (one.head.done) continue;
      if (first === undefined || first.head.done || one.head.value.at < first.head.value.at === ascending) first = one;
    }
    if (first === undefined || first.head.done) return;
    const ref = first.head.value;
    first.head = await first.source.next();
    if (ref.at !== last) yield ref;
    last = ref.at;
  }
}

/** The rows of a partition whose sort keys, behind the prefix, lie between two texts, both inclusive. */
export async function* itemsIn(
  db: DynamoDBDocumentClient,
  table: string,
  { pk, prefix = '' }: Partition,
  [low, high]: readonly [low: string, high: string],
  ascending: boolean,
  limit?: number,
): AsyncGenerator<Record<string, unknown>> {
  if (low > high) return;
  let from: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :low AND :high',
        ExpressionAttributeValues: { ':pk': pk, ':low': prefix + low, ':high': prefix + high },
        ScanIndexForward: ascending,
        ConsistentRead: true, // what a finished capture stored must be found by the next query
        ...(limit !== undefined && { Limit: limit }),
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    yield* Items;
    from = LastEvaluatedKey;
  } while (from !== undefined);
}
