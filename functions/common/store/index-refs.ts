import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';

const bytes = v.optional(v.instance(Uint8Array));
const storedRef = v.object({
  sk: v.string(),
  eventId: v.string(),
  item: v.optional(v.string(), 'event'),
  parent: v.optional(v.string()),
  roles: v.optional(v.array(v.picklist(['epc', 'child', 'parent', 'input', 'output'])), []),
  bits: v.optional(v.object({ epc: bytes, child: bytes, parent: bytes, input: bytes, output: bytes }), {}),
  type: v.optional(v.string()),
  bizStep: v.optional(v.string()),
  disposition: v.optional(v.string()),
});

/** What an index row says of an event, without fetching it. */
export interface EventRef extends Omit<v.InferOutput<typeof storedRef>, 'sk'> {
  /** Stable position in time: `<eventTime>#<position>#<digest>`. */
  readonly at: string;
}

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

/** The refs of one partition in order of `at`, fetched page by page as they are consumed. */
export async function* refsIn(
  db: DynamoDBDocumentClient,
  table: string,
  pk: string,
  span: Span,
): AsyncGenerator<EventRef> {
  const [low, high] = boundsOf(span);
  if (low > high) return;
  for await (const item of itemsIn(db, table, { pk, low, high, ascending: span.ascending })) {
    const { sk, ...ref } = v.parse(storedRef, item);
    if (sk !== span.after) yield { at: sk, ...ref };
  }
}

/** The days with events, in order, that may hold a ref of the span. */
export async function* daysIn(
  db: DynamoDBDocumentClient,
  table: string,
  pk: string,
  span: Span,
): AsyncGenerator<string> {
  const [low, high] = boundsOf(span).map((at) => at.slice(0, 10));
  if (low === undefined || high === undefined || low > high) return;
  for await (const item of itemsIn(db, table, { pk, low, high, ascending: span.ascending }))
    yield v.parse(v.object({ sk: v.string() }), item).sk;
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

/** `~` sorts after every digit: nothing of this era lies beyond it. A bound without a `#` lies before all positions of its instant. */
function boundsOf({ from = '0', to = '~', after, ascending }: Span): [low: string, high: string] {
  if (after === undefined) return [from, to];
  return ascending ? [after > from ? after : from, to] : [from, after < to ? after : to];
}

async function* itemsIn(
  db: DynamoDBDocumentClient,
  table: string,
  { pk, low, high, ascending }: { pk: string; low: string; high: string; ascending: boolean },
): AsyncGenerator<Record<string, unknown>> {
  let from: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :low AND :high',
        ExpressionAttributeValues: { ':pk': pk, ':low': low, ':high': high },
        ScanIndexForward: ascending,
        ConsistentRead: true, // what a finished capture stored must be found by the next query
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    yield* Items;
    from = LastEvaluatedKey;
  } while (from !== undefined);
}
