import { type CaseCondition, hasValue, isDueBefore, isForPerson } from './list-cases.ts';

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
  /** Those that are not over. */
  readonly isOpen?: boolean | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
}

/** What holds for every case of a page. */
export const conditionsOf = ({
  dueBefore,
  needsPerson,
  isOpen,
  origin,
  ...same
}: Omit<WantedDeskCases, 'limit' | 'after'>): CaseCondition[] => [
  ...Object.entries(same).flatMap(([name, value]) => hasValue(name, value)),
  ...cameOf(origin),
  ...isDueBefore(dueBefore),
  ...isForPerson(needsPerson),
  ...(isOpen === true ? [notOver] : []),
];

const notOver: CaseCondition = {
  is: 'NOT #state IN (:resolved, :withdrawn)',
  names: { '#state': 'state' },
  values: { ':resolved': 'resolved', ':withdrawn': 'withdrawn' },
};

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
