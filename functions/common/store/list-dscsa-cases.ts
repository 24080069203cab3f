import { type CaseCondition, hasValue, isDueBefore, isForPerson } from './list-cases.ts';

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

/** What holds for every case of a page. */
export const conditionsOf = ({
  kind,
  state,
  states,
  dueBefore,
  needsPerson,
}: Omit<WantedCases, 'limit' | 'after'>): CaseCondition[] => [
  ...hasValue('kind', kind),
  ...hasValue('state', state),
  ...isOneOf(states),
  ...isDueBefore(dueBefore),
  ...isForPerson(needsPerson),
];

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
