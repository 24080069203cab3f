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
  /** Told of every row that is read, with how many refs it holds. Reading ends there, without what is held of the slot, once it answers false. */
  readonly watch?: ((refs: number) => boolean) | undefined;
  /** Rows of one request, for when many sources are read at once. */
  readonly pageRows?: number | undefined;
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
  for await (const row of itemsIn(db, table, partition, rowBounds(span), span.ascending, span.pageRows)) {
    const slot = slotOf(v.parse(withKey, row).sk.slice(prefix.length));
    if (slot !== held.slot) yield* emptied(slot);
    const refs = readRefRow(row);
    if (span.watch?.(refs.length) === false) return;
    for (const ref of refs) if (isWithin(ref.at, span) && fits(ref)) held.add(ref);
  }
  yield* emptied('');

  async function* emptied(next: string): AsyncGenerator<EventRef> {
    const { slot, refs, isCut } = held.take(next);
    yield* refs;
    const after = refs.at(-1)?.at;
    if (isCut)
      yield* refsIn(
        db,
        table,
        partition,
        { ...span, after, from: later(span.from, slot), to: earlier(span.to, `${slot}~`) },
        fits,
      );
  }
}

const earlier = (to: string | undefined, end: string) => (to !== undefined && to < end ? to : end);
const later = (from: string | undefined, slot: string) => (from !== undefined && from > slot ? from : slot);

/**
 * Only refs that agree in all are one: a capture repeated after a crash files its events under another record time, and a declaration that lost its place
 * to another one files itself under another item.
 */
const placeOf = (ref: EventRef | undefined) => `${ref?.at}#${ref?.recordTime}#${ref?.item}`;

/** How many are held. Refs with one `at` stay together: reading goes on behind it. */
function heldOf(sorted: readonly EventRef[]): number {
  let count = Math.min(MOST_HELD, sorted.length);
  while (count > 0 && count < sorted.length && sorted[count]?.at === sorted[count - 1]?.at) count++;
  return count;
}

/** Collects the refs of one slot; of very many only those that come first. */
function slotHolder(ascending: boolean) {
  let slot = '';
  let refs: EventRef[] = [];
  let isCut = false;
  const sorted = () => {
    refs.sort((a, b) => (placeOf(a) < placeOf(b) === ascending ? -1 : 1));
    return refs.filter((ref, i) => placeOf(ref) !== placeOf(refs[i - 1]));
  };
  return {
    get slot() {
      return slot;
    },
    add: (ref: EventRef) => {
      refs.push(ref);
      if (refs.length < 2 * MOST_HELD) return;
      const once = sorted();
      const count = heldOf(once);
      isCut ||= once.length > count;
      refs = once.slice(0, count);
    },
    take: (next: string) => {
      const once = sorted();
      const count = heldOf(once);
      const taken = { slot, refs: once.slice(0, count), isCut: isCut || once.length > count };
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
      const isFirst =
        first === undefined || first.head.done || placeOf(one.head.value) < placeOf(first.head.value) === ascending;
      if (isFirst) first = one;
    }
    if (first === undefined || first.head.done) return;
    const ref = first.head.value;
    first.head = await first.source.next();
    if (placeOf(ref) !== last) yield ref;
    last = placeOf(ref);
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
