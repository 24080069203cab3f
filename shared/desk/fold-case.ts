import type { DeskMessage, FoundPacks } from './desk-message.ts';
import { type DeskKind, type DeskState, isNotice, isOver, otherSide, type Side } from './kinds.ts';
import type { Resolution } from './resolutions.ts';

export interface Proposal {
  readonly id: string;
  readonly side: Side;
  readonly resolution: Resolution;
  readonly text?: string | undefined;
}

/** How a case stands after all that was said in it. */
export interface Standing {
  readonly state: DeskState;
  /** What stands to be answered, or was agreed. */
  readonly proposal?: Proposal | undefined;
  /** What the holder last reported. */
  readonly found?: FoundPacks | undefined;
  /** Since when it stands so, ISO 8601: whose turn it is has had it since then. */
  readonly since: string;
  /** Whose turn it is; nobody's when it is over, or when a holder has reported: how long a recall lasts no clock says. */
  readonly awaits?: Side | undefined;
  /** Ids of messages that came to nothing, because the other side had said something else at the same time. */
  readonly crossed: readonly string[];
}

/**
 * How a case stands. It follows from the messages alone, in whatever order they arrived: two sides that have the same messages stand the same. Of what
 * both said without knowing of each other the claimant's counts first, and the respondent's where it still fits.
 */
export function foldCase(kind: DeskKind, messages: readonly DeskMessage[]): Standing {
  const [first, ...rest] = inOrder(messages);
  let standing: Standing = { state: 'open', since: first?.at ?? '', awaits: 'respondent', crossed: [] };
  for (const message of rest) {
    if (saysOnly(message)) continue;
    const next = after(kind, standing, message);
    standing = next ?? { ...standing, crossed: [...standing.crossed, message.id] };
  }
  return standing;
}

/** Whether something may be said now: what does not fit would come to nothing. */
export const fits = (kind: DeskKind, standing: Standing, message: DeskMessage): boolean =>
  saysOnly(message) ? !isOver(standing.state) : after(kind, standing, message) !== undefined;

/** Each once, by turn; in one turn the claimant's first. */
export function inOrder(messages: readonly DeskMessage[]): DeskMessage[] {
  const once = [...new Map(messages.map((one) => [one.id, one])).values()];
  return once.sort((a, b) => a.turn - b.turn || compare(a.side, b.side) || compare(a.id, b.id));
}

/** The turn of what is said next. */
export const nextTurn = (messages: readonly DeskMessage[]): number =>
  messages.reduce((highest, { turn }) => Math.max(highest, turn), 0) + 1;

/** Words and files change nothing about how it stands. */
const saysOnly = ({ act }: DeskMessage) => act === 'note' || act === 'attach';
const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

function after(kind: DeskKind, before: Standing, message: DeskMessage): Standing | undefined {
  if (isOver(before.state)) return undefined;
  const { act, side, at } = message;
  if (act === 'resolve' || act === 'withdraw')
    return side === 'claimant'
      ? { ...before, state: act === 'resolve' ? 'resolved' : 'withdrawn', since: at, awaits: undefined }
      : undefined;
  return isNotice(kind) ? answered(before, message) : argued(before, message);
}

function answered(before: Standing, { act, side, at, found }: DeskMessage): Standing | undefined {
  if (side !== 'respondent') return undefined;
  if (act === 'acknowledge' && before.state === 'open') return { ...before, state: 'acknowledged', since: at };
  if (act === 'report' && found !== undefined)
    return { ...before, state: 'reported', found, since: at, awaits: undefined };
  return undefined;
}

function argued(before: Standing, { id, act, side, at, resolution, of, text }: DeskMessage): Standing | undefined {
  const { state, proposal } = before;
  const isTheirs = state === 'proposed' && proposal?.side === otherSide(side);
  const made = (): Standing | undefined =>
    resolution && {
      ...before,
      state: 'proposed',
      proposal: { id, side, resolution, text },
      since: at,
      awaits: otherSide(side),
    };
  // What one has proposed oneself one may replace until it is answered.
  if (act === 'propose') return state === 'open' || (state === 'proposed' && !isTheirs) ? made() : undefined;
  if (!isTheirs || of !== proposal?.id) return undefined;
  if (act === 'counter') return made();
  if (act === 'accept') return { ...before, state: 'agreed', since: at, awaits: doesIt(proposal) };
  // Who was turned down has to think of something else.
  return act === 'reject'
    ? { ...before, state: 'open', proposal: undefined, since: at, awaits: otherSide(side) }
    : undefined;
}

/** What is told by data or sent is the respondent's to do; what is done with goods that are there, the claimant's. */
const doesIt = ({ resolution }: Proposal): Side =>
  ['send-data', 'correct-data', 'send-product', 'credit', 'other'].includes(resolution) ? 'respondent' : 'claimant';
