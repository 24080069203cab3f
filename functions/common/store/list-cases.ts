import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Key } from './batches.ts';

/** Rows one call reads at most, so that a filter nothing fits ends. */
const MOST_READ = 10_000;
/** Rows one request reads at least where a filter may pass most of them over: twice as many each time, as long as it does. */
const LEAST_READ = 100;
const MOST_AT_ONCE = 3_200;

/** Something that holds for every case of a page. */
export interface CaseCondition {
  readonly is: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Cases of one partition, by ids that begin with the time. */
export interface CaseRows<Case> {
  readonly keyOf: (id: string) => Key;
  readonly parse: (item: Record<string, unknown>) => Case;
}

interface Wanted<Case> {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly conditions: readonly CaseCondition[];
  /** What else must hold, and no row says by itself. */
  readonly fits?: ((row: Case) => boolean) | undefined;
}

/** One page, the latest first; it may be short and still have a next. */
export async function listCases<Case extends { readonly id: string }>(
  db: DynamoDBDocumentClient,
  table: string,
  { keyOf, parse }: CaseRows<Case>,
  { limit, after, conditions, fits = () => true }: Wanted<Case>,
): Promise<{ cases: Case[]; next?: string }> {
  const filter = conditions.length > 0 && {
    FilterExpression: conditions.map(({ is }) => is).join(' AND '),
    ExpressionAttributeNames: Object.assign({}, ...conditions.map(({ names }) => names)),
  };
  const values = Object.assign({}, ...conditions.map((one) => one.values));
  const found: Case[] = [];
  let next = after;
  for (let read = 0, least = LEAST_READ; found.length < limit && read < MOST_READ; least = twice(least)) {
    const missing = limit - found.length;
    const query = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ScanIndexForward: false,
      Limit: filter ? Math.max(missing, Math.min(least, MOST_READ - read)) : missing,
      ...filter,
      ExpressionAttributeValues: { ':pk': keyOf('').pk, ...values },
      ...(next !== undefined && { ExclusiveStartKey: keyOf(next) }),
    });
    const { Items = [], LastEvaluatedKey, ScannedCount = 0 } = await db.send(query);
    read += ScannedCount;
    found.push(...Items.map(parse).filter(fits));
    next = LastEvaluatedKey && v.parse(v.string(), LastEvaluatedKey['sk']);
    if (next === undefined) break;
  }
  const cases = found.slice(0, limit);
  if (found.length > limit) next = cases.at(-1)?.id;
  return { cases, ...(next !== undefined && { next }) };
}

const twice = (least: number) => Math.min(2 * least, MOST_AT_ONCE);

/** That a member has a value; nothing where none is wanted. */
export const hasValue = (name: string, value: string | undefined): CaseCondition[] =>
  value === undefined
    ? []
    : [{ is: `#${name} = :${name}`, names: { [`#${name}`]: name }, values: { [`:${name}`]: value } }];

/** That its clock runs and is due before a time (ISO 8601 with any offset). */
export const isDueBefore = (time: string | undefined): CaseCondition[] =>
  time === undefined
    ? []
    : [
        {
          is: '#clock.#due < :due AND attribute_not_exists(#clock.#metAt)',
          names: { '#clock': 'clock', '#due': 'due', '#metAt': 'metAt' },
          values: { ':due': new Date(time).toISOString() },
        },
      ];

/** That it does not go on without a person. */
export const isForPerson = (wanted: boolean | undefined): CaseCondition[] =>
  wanted === true ? [{ is: 'attribute_exists(#problem)', names: { '#problem': 'problem' }, values: {} }] : [];
