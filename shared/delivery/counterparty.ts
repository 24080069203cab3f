export const counterpartyStates = ['accepted', 'partly-accepted', 'refused'] as const;

/** What the other side of a movement did with it, as its regulator told. */
export interface Counterparty {
  /** refused: any of it · accepted: all of it. */
  readonly state: (typeof counterpartyStates)[number];
  /** Things of the report that were. */
  readonly accepted: number;
  readonly refused: number;
  /** When the last of that happened, ISO 8601. */
  readonly at: string;
  /** Why any of it was refused, and what can be done about it. */
  readonly reason?: string | undefined;
  readonly remedy?: string | undefined;
  /** The last notices that said so, of this round and of those before: `MOST_NOTICES`. */
  readonly notices: readonly string[];
  /** Which sending of the report it is about; absent: the first. */
  readonly round?: number | undefined;
}

/** One notice, as far as it is about one report. */
export interface Heard {
  readonly notice: string;
  readonly means: 'accepted' | 'refused';
  /** Things of the report that it names. */
  readonly things: number;
  readonly at: string;
  readonly reason?: string | undefined;
  readonly remedy?: string | undefined;
}

/** A notice comes twice within hours, not after so many others. */
export const MOST_NOTICES = 50;

/**
 * What is known of the other side after a notice; `undefined` when that notice was heard before. What was sent anew is heard anew: what was said of it before says nothing
 * any more.
 *
 * @param units things of the report
 * @param round which sending of it the notice is about
 */
export function afterHearing(
  known: Counterparty | undefined,
  { notice, means, things, at, reason, remedy }: Heard,
  units: number,
  round = 1,
): Counterparty | undefined {
  if (known?.notices.includes(notice)) return undefined;
  const before = (known?.round ?? 1) === round ? known : undefined;
  const counts = { accepted: before?.accepted ?? 0, refused: before?.refused ?? 0 };
  counts[means] += things;
  const isWhole = counts.accepted >= units;
  const why = means === 'refused' ? { reason, remedy } : { reason: before?.reason, remedy: before?.remedy };
  return {
    state: counts.refused > 0 ? 'refused' : isWhole ? 'accepted' : 'partly-accepted',
    ...counts,
    at: before === undefined || before.at < at ? at : before.at,
    ...(why.reason !== undefined && { reason: why.reason }),
    ...(why.remedy !== undefined && { remedy: why.remedy }),
    notices: [...(known?.notices ?? []), notice].slice(-MOST_NOTICES),
    ...(round > 1 && { round }),
  };
}
