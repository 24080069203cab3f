import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Mark } from '#shared/epcis/query/event-query.ts';
import { itemsIn, type Span } from './index-refs.ts';
import { short } from './index-rows.ts';
import { markKey, recordedKey } from './keys.ts';
import { ANY } from './marks.ts';

/** Hours whose record time is looked up; with more the hours are not narrowed by it. */
const MOST_RECORDED = 20_000;
/** Values of one mark that are followed one by one. */
const MOST_VALUES = 50;
/** Marks are small: so many cost whoever watches as much as a row of refs. */
const MARKS_A_LOOK = 8;
/** Marks of all sources that are in memory at once, more or less. */
const MARKS_AT_ONCE = 50_000;

/** Bounds of record time, ISO 8601 in UTC. */
export interface Recorded {
  readonly from?: string;
  readonly to?: string;
}

/** An hour that a walk through time has come to. */
interface Reached {
  readonly hour: string;
  /** False: nothing in it fits, nor in any between it and the one before. */
  readonly mayFit: boolean;
}

/**
 * The hours of a span, in its order: those in which events may fit every mark and the bounds of record time, and some others, so that it is
 * known how far the walk has come. Marks that are read are told to whoever watches the span; it ends when he has seen enough.
 */
export async function* hoursFor(
  db: DynamoDBDocumentClient,
  table: string,
  tenant: string,
  span: Span,
  { marks = [], recorded = {} }: { marks?: readonly Mark[]; recorded?: Recorded },
): AsyncGenerator<Reached> {
  const bounds = hourBounds(span);
  const watch = watchOf(span);
  const narrow = marks
    .filter(({ values }) => values.length <= MOST_VALUES)
    .map(({ field, values }) => ({ field, values: [...new Set(values.map(short))] }));
  const sourceCount = narrow.reduce((count, { values }) => count + values.length, 1);
  const pageRows = Math.floor(MARKS_AT_ONCE / sourceCount);
  const hoursOf = (field: string, value: string) =>
    texts(itemsIn(db, table, { pk: markKey(tenant, field, value, '').pk }, bounds, span.ascending, pageRows), watch);
  const sources = narrow.map(({ field, values }) =>
    union(
      values.map((value) => hoursOf(field, value)),
      span.ascending,
    ),
  );
  const captured = await recordedIn(db, table, tenant, recorded, watch);
  const all = intersection(sources.length === 0 ? [hoursOf(ANY, '')] : sources, span.ascending);
  for await (const { hour, mayFit } of all)
    yield { hour, mayFit: mayFit && (captured === undefined || captured.has(hour)) };
}

/** Told of every mark that is read; false once enough was seen. */
type Watch = () => boolean;

function watchOf({ watch }: Span): Watch {
  let read = 0;
  let isOver = false;
  return () => {
    if (++read % MARKS_A_LOOK === 0) isOver ||= watch?.(0) === false;
    return !isOver;
  };
}

/** The hours of event time of all that was recorded between; undefined when that narrows nothing. */
async function recordedIn(
  db: DynamoDBDocumentClient,
  table: string,
  tenant: string,
  { from, to = '~' }: Recorded,
  watch: Watch,
) {
  if (from === undefined) return undefined;
  const { pk, sk } = recordedKey(tenant, from.slice(0, 13), '');
  const hours = new Set<string>();
  let looked = 0;
  for await (const row of texts(itemsIn(db, table, { pk }, [sk, `${to.slice(0, 13)}~`], true), watch)) {
    hours.add(row.slice(row.indexOf('#') + 1));
    if (++looked > MOST_RECORDED) return undefined;
  }
  return hours;
}

const withKey = v.object({ sk: v.string() });

async function* texts(rows: AsyncGenerator<unknown>, watch: Watch): AsyncGenerator<string> {
  for await (const row of rows) {
    if (!watch()) return;
    yield v.parse(withKey, row).sk;
  }
}

function hourBounds({ from = '0', to = '~', after, ascending }: Span): [low: string, high: string] {
  const [low, high] = [from, to].map((at) => at.slice(0, 13));
  const reached = after?.slice(0, 13);
  if (reached === undefined) return [low ?? '', high ?? ''];
  return ascending ? [max(low ?? '', reached), high ?? ''] : [low ?? '', min(high ?? '', reached)];
}

const max = (a: string, b: string) => (a > b ? a : b);
const min = (a: string, b: string) => (a < b ? a : b);

async function* union(sources: readonly AsyncGenerator<string>[], ascending: boolean): AsyncGenerator<string> {
  const heads = await Promise.all(sources.map((source) => source.next()));
  for (;;) {
    const open = heads.flatMap((head) => (head.done ? [] : [head.value]));
    const [first, ...rest] = open;
    if (first === undefined) return;
    const next = rest.reduce(ascending ? min : max, first);
    yield next;
    for (const [i, head] of heads.entries())
      if (!head.done && head.value === next) heads[i] = (await sources[i]?.next()) ?? { done: true, value: undefined };
  }
}

/** What all sources have, and where they come to on the way; each is read only as far as the others make it necessary. */
async function* intersection(sources: readonly AsyncGenerator<string>[], ascending: boolean): AsyncGenerator<Reached> {
  const heads = await Promise.all(sources.map((source) => source.next()));
  for (;;) {
    const values: string[] = [];
    for (const head of heads) {
      if (head.done) return;
      values.push(head.value);
    }
    const hour = values.reduce(ascending ? max : min);
    const mayFit = values.every((value) => value === hour);
    yield { hour, mayFit };
    const behind = mayFit ? () => true : (value: string) => value !== hour;
    for (const [i, value] of values.entries())
      if (behind(value)) heads[i] = (await sources[i]?.next()) ?? { done: true, value: undefined };
  }
}
