import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type DscsaCase, storedCase } from './dscsa-case-row.ts';
import { dscsaCaseKey } from './dscsa-keys.ts';

/** Rows one call reads at most, so that a filter nothing fits ends. */
const MOST_READ = 10_000;
/** Rows one request reads at least where a filter may pass most of them over. */
const LEAST_READ = 100;

export interface WantedCases {
  readonly kind?: string | undefined;
  readonly state?: string | undefined;
  /** One of these. */
  readonly states?: readonly string[] | undefined;
  /** With a running clock that is due before it; ISO 8601 with any offset. */
  readonly dueBefore?: string | undefined;
  /** Those that do not go on without a person. */
  readonly needsPerson?: boolean | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
}

/** One page, the latest first; it may be short and still have a next. */
export async function listDscsaCases(
  db: DynamoDBDocumentClient,
  table: string,
  tenant: string,
  { limit, after, ...wanted }: WantedCases,
): Promise<{ cases: DscsaCase[]; next?: string }> {
  const { conditions, names, values } = filterOf(wanted);
  const filter = conditions.length > 0 && {
    FilterExpression: conditions.join(' AND '),
    ExpressionAttributeNames: names,
  };
  const found: DscsaCase[] = [];
  let next = after;
  for (let read = 0; found.length < limit && read < MOST_READ; ) {
    const missing = limit - found.length;
    const query = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ScanIndexForward: false,
      Limit: filter ? Math.max(missing, LEAST_READ) : missing,
      ...filter,
      ExpressionAttributeValues: { ':pk': dscsaCaseKey(tenant, '').pk, ...values },
      ...(next !== undefined && { ExclusiveStartKey: dscsaCaseKey(tenant, next) }),
    });
    const { Items = [], LastEvaluatedKey, ScannedCount = 0 } = await db.send(query);
    read += ScannedCount;
    found.push(...Items.map((item) => v.parse(storedCase, item)));
    next = LastEvaluatedKey && v.parse(v.string(), LastEvaluatedKey['sk']);
    if (next === undefined) break;
  }
  const cases = found.slice(0, limit);
  if (found.length > limit) next = cases.at(-1)?.id;
  return { cases, ...(next !== undefined && { next }) };
}

function filterOf({ kind, state, states, dueBefore, needsPerson }: Omit<WantedCases, 'limit' | 'after'>) {
  const parts = [
    kind !== undefined && { is: '#kind = :kind', names: { '#kind': 'kind' }, values: { ':kind': kind } },
    state !== undefined && { is: '#state = :state', names: { '#state': 'state' }, values: { ':state': state } },
    states !== undefined && {
      is: `#state IN (${states.map((_, i) => `:state${i}`).join(', ')})`,
      names: { '#state': 'state' },
      values: Object.fromEntries(states.map((one, i) => [`:state${i}`, one])),
    },
    dueBefore !== undefined && {
      is: '#clock.#due < :due AND attribute_not_exists(#clock.#metAt)',
      names: { '#clock': 'clock', '#due': 'due', '#metAt': 'metAt' },
      values: { ':due': new Date(dueBefore).toISOString() },
    },
    needsPerson === true && { is: 'attribute_exists(#problem)', names: { '#problem': 'problem' }, values: {} },
  ].filter((one) => one !== false);
  return {
    conditions: parts.map(({ is }) => is),
    names: Object.assign({}, ...parts.map((one) => one.names)),
    values: Object.assign({}, ...parts.map((one) => one.values)),
  };
}
