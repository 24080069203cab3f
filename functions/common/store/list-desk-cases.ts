import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type DeskCase, storedDeskCase } from './desk-case-row.ts';
import { type CaseCondition, hasValue, isDueBefore, isForPerson, listCases } from './list-cases.ts';
import { deskCaseKey } from './network-keys.ts';

export interface WantedDeskCases {
  readonly kind?: string | undefined;
  readonly state?: string | undefined;
  readonly partner?: string | undefined;
  readonly assignee?: string | undefined;
  /** Of a recall, or a case of suspect product, that they came of. */
  readonly origin?: string | undefined;
  /** With a running clock that is due before it; ISO 8601 with any offset. */
  readonly dueBefore?: string | undefined;
  /** Those that do not go on without a person. */
  readonly needsPerson?: boolean | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
}

/** One page, the latest first; it may be short and still have a next. */
export function listDeskCases(
  db: DynamoDBDocumentClient,
  table: string,
  tenant: string,
  { limit, after, dueBefore, needsPerson, origin, ...same }: WantedDeskCases,
): Promise<{ cases: DeskCase[]; next?: string }> {
  const conditions = [
    ...Object.entries(same).flatMap(([name, value]) => hasValue(name, value)),
    ...cameOf(origin),
    ...isDueBefore(dueBefore),
    ...isForPerson(needsPerson),
  ];
  const parse = (item: unknown) => v.parse(storedDeskCase, item);
  return listCases(db, table, { keyOf: (id) => deskCaseKey(tenant, id), parse }, { limit, after, conditions });
}

const cameOf = (origin: string | undefined): CaseCondition[] =>
  origin === undefined
    ? []
    : [
        {
          is: '#origin.#id = :origin',
          names: { '#origin': 'origin', '#id': 'id' },
          values: { ':origin': origin },
        },
      ];
