import { createHash } from 'node:crypto';
import type { PackMlState } from '#shared/line/packml.ts';
import type { Acts } from '../store/acts.ts';
import type { Batch } from '../store/batches.ts';
import type { Database } from '../store/database.ts';
import { contentsOf, type OpenContainer, openContainers } from '../store/open-containers.ts';

export type Phase = 'before' | 'after';

/** A list of things that a person has to confirm with a signature. */
export interface AwaitedClearance {
  readonly phase: Phase;
  readonly items: readonly string[];
}

/** A container that is not full, and what a person approves of it. */
export interface AwaitedPartial extends OpenContainer {
  /** Digest of what is in it: once something goes in or out it is another, and so is the approval. */
  readonly contents: string;
}

/** What a batch waits for from people. */
export interface Awaited {
  readonly clearance: AwaitedClearance | undefined;
  /** Containers that are not full and may be closed only when a person approves. */
  readonly partials: readonly AwaitedPartial[];
  /** What else has to be done first, in words. */
  readonly else: readonly string[];
}

export const clearanceKind = (phase: Phase) => `clearance-${phase}`;
export const APPROVE_PARTIAL = 'approve-partial';
export const lineSubject = (line: string) => `line ${line}`;
/** What an approval is of: a container with these very things in it. Once something went in or out, that is another (21 CFR Part 11 §11.70). */
export function containerSubject(db: Database, container: number): string {
  const names = contentsOf(db, container);
  return `container ${container} with ${names.length} in it ${digestOf(names)}`;
}

const digestOf = (names: readonly string[]): string =>
  createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 32);

type Stores = { readonly db: Database; readonly acts: Acts };

/** The list of one end of a batch that nobody has signed for yet; undefined when there is none. */
export function clearanceOf({ acts }: Pick<Stores, 'acts'>, batch: Batch, phase: Phase): AwaitedClearance | undefined {
  const items = batch.recipe.clearance[phase];
  if (items.length === 0 || acts.has(batch.batch, clearanceKind(phase), lineSubject(batch.line))) return undefined;
  return { phase, items };
}

/** Open containers at the end of a batch that nobody has approved yet; none where the recipe lets them close by themselves. */
export function unapproved({ db, acts }: Stores, { batch, line, recipe }: Batch): AwaitedPartial[] {
  if (recipe.partial === 'automatic') return [];
  return openContainers(db, line)
    .filter(
      (open) =>
        open.batch === batch &&
        open.state === 'open' &&
        !acts.has(batch, APPROVE_PARTIAL, containerSubject(db, open.container)),
    )
    .map((open) => ({ ...open, contents: digestOf(contentsOf(db, open.container)) }));
}

/** What is waited for, with the command that begins a batch when that is all that an idle line lacks. */
export function untilStart(awaited: Awaited, { batch, order }: Batch, state: PackMlState): Awaited {
  if (state !== 'Idle' || !isReady(awaited)) return awaited;
  return {
    ...awaited,
    else: [`Batch ${batch} (order ${order.order}, lot ${order.lot}) waits for somebody to start it`],
  };
}

/** True when nothing is waited for. */
export const isReady = ({ clearance, partials, else: other }: Awaited): boolean =>
  clearance === undefined && partials.length === 0 && other.length === 0;
