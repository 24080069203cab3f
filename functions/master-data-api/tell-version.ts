import type { Read } from '#common/store/master-data.ts';
import type { Kind } from '#shared/master-data/kinds.ts';
import {
  type ClosedVersion,
  type Effective,
  inForce,
  type MasterHead,
  type OpenVersion,
} from '#shared/master-data/version.ts';
import type { Standing } from '#shared/messages/master-data-api.ts';

/** An open version as the API tells it. */
export function tellOpen({ id: name }: Kind, id: string, { state, ...open }: OpenVersion) {
  return { [name]: id, ...open, standing: state };
}

/** A version that was decided about, as the API tells it. */
export function tellClosed(
  { id: name }: Kind,
  id: string,
  { state, ...closed }: ClosedVersion,
  head: MasterHead,
  at: string,
) {
  return { [name]: id, ...closed, standing: standingOf({ state, ...closed }, head, at) };
}

function standingOf({ state, version }: ClosedVersion, { current }: MasterHead, at: string): Standing {
  if (state !== 'approved') return state;
  const still = current.find((one) => one.version === version);
  if (still === undefined) return 'superseded';
  if (still.effectiveFrom > at) return 'upcoming';
  return inForce(current, at) === still ? 'in-force' : 'superseded';
}

/**
 * One thing as a list tells it: what is in force; where nothing is, what comes, else what is being written, else that it was withdrawn (then without
 * members). Undefined when its only version was dropped.
 */
export function tellItem({ id: name }: Kind, { id, head }: Read, at: string) {
  const shown = shownOf(head, at);
  if (shown === undefined) return undefined;
  const later = head.current.filter(({ effectiveFrom }) => effectiveFrom > at);
  const { open } = head;
  return {
    [name]: id,
    ...shown.content,
    version: shown.version,
    standing: shown.standing,
    ...(shown.effectiveFrom !== undefined && { effectiveFrom: shown.effectiveFrom }),
    ...(open && {
      open: {
        version: open.version,
        revision: open.revision,
        standing: open.state,
        ...(open.withdraws && { withdraws: open.withdraws }),
        authors: open.authors,
      },
    }),
    ...(later.length > 0 && { upcoming: later.map(({ version, effectiveFrom }) => ({ version, effectiveFrom })) }),
  };
}

type Shown = Partial<Pick<Effective, 'content' | 'effectiveFrom'>> & {
  readonly version: number;
  readonly standing: Standing;
};

function shownOf({ current, open }: MasterHead, at: string): Shown | undefined {
  const now = inForce(current, at);
  if (now?.content !== undefined) return { ...now, standing: 'in-force' };
  const [next] = current.filter(({ effectiveFrom }) => effectiveFrom > at);
  if (next !== undefined) return { ...next, standing: 'upcoming' };
  if (open !== undefined) return { version: open.version, content: open.content, standing: open.state };
  return now && { ...now, standing: 'withdrawn' };
}
