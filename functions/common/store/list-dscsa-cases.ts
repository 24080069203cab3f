import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type DscsaCase, storedCase } from './dscsa-case-row.ts';
import { dscsaCaseKey } from './dscsa-keys.ts';
import { type CaseCondition, hasValue, isDueBefore, isForPerson, listCases } from './list-cases.ts';

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
export function listDscsaCases(
  db: DynamoDBDocumentClient,
  table: string,
  tenant: string,
  { limit, after, kind, state, states, dueBefore, needsPerson }: WantedCases,
): Promise<{ cases: DscsaCase[]; next?: string }> {
  const conditions = [
    ...hasValue('kind', kind),
    ...hasValue('state', state),
    ...isOneOf(states),
    ...isDueBefore(dueBefore),
    ...isForPerson(needsPerson),
  ];
  const rows = { keyOf: (id: string) => dscsaCaseKey(tenant, id), parse: (item: unknown) => v.parse(storedCase, item) };
  return listCases(db, table, rows, { limit, after, conditions });
}

const isOneOf = (states: readonly string[] | undefined): CaseCondition[] =>
  states === undefined
    ? []
    : [
        {
          is: `#state IN (${states.map((_, i) => `:state${i}`).join(', ')})`,
          names: { '#state': 'state' },
          values: Object.fromEntries(states.map((one, i) => [`:state${i}`, one])),
        },
      ];
