import type { CaptureError } from '#common/store/capture-job-row.ts';
import type { Ledger } from '#common/store/ledger.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { asStored } from './as-stored.ts';
import { conflictError, eventError } from './event-error.ts';
import type { Interruption, JobWork } from './job-work.ts';
import { digested, namedContents } from './named-contents.ts';
import type { Item, readSlices } from './read-slices.ts';

type Read = (from: number, take: Parameters<typeof readSlices>[3]) => ReturnType<typeof readSlices>;

/** Errors after which looking for more is no use to anybody: nothing will be stored. */
const ENOUGH_ERRORS = 1000;

/**
 * Looks at a document all of whose events are to be stored, or none, for what would keep any of them out: faults, and ids that stand for
 * another event in the ledger or in the document itself. A sound document of one slice is answered unjudged: the ledger takes that
 * many events together.
 */
export async function checkEvents(ledger: Pick<Ledger, 'compare'>, work: JobWork, read: Read) {
  const contents = namedContents();
  const before = work.progress().checked;
  let slices = 0;
  let interrupted: Interruption | undefined;

  const judge = async (items: readonly Item[]) => {
    const named = items.flatMap((item) => (isNamed(item) ? [asStored(work.job(), item.event, item.index)] : []));
    const digests = new Map(named.map((stored) => [stored, digested(stored)]));
    const differs = new Set([...digests].flatMap(([stored, digest]) => (contents.differs(digest) ? [stored] : [])));
    for (const digest of digests.values()) contents.add(digest);
    // What was judged in an earlier run only had to be known again.
    const open = named.filter(({ position = 0 }) => position >= before);
    const outcomes = open.length === 0 ? [] : await ledger.compare(work.tenant, open);
    const clashes = open.filter((stored, i) => outcomes[i] === 'conflict' || differs.has(stored));
    work.add({ errors: inOrder(faultsOf(items, before), clashes) });
  };
  const remainder = await read(0, async (items) => {
    slices++;
    await judge(items);
    const checked = (items.at(-1)?.index ?? 0) + 1;
    if (checked > before) interrupted = await work.note({ checked });
    return interrupted !== undefined || work.failed() >= ENOUGH_ERRORS ? 'stop' : 'go on';
  });
  if (remainder === 'stopped') return interrupted ?? ('too many errors' as const);
  const isSound = !isRefusal(remainder.head) && remainder.rest.every((item) => 'event' in item);
  if (slices === 0 && isSound) return { ...remainder, isOneSlice: true };
  await judge(remainder.rest);
  return { ...remainder, isOneSlice: false };
}

/** Only an event under an id of the sender's can meet another one; declarations stand beside each other. */
const isNamed = (item: Item): item is Extract<Item, { event: unknown }> =>
  'event' in item && item.event.eventID !== undefined && item.event.errorDeclaration === undefined;

const faultsOf = (items: readonly Item[], from: number) =>
  items.flatMap((item) => ('refusal' in item && item.index >= from ? [item] : []));

function inOrder(faults: ReturnType<typeof faultsOf>, clashes: readonly StoredEvent[]): CaptureError[] {
  const found = [
    ...faults.map(({ refusal, index }) => ({ index, error: eventError(refusal, index) })),
    ...clashes.map((stored) => ({ index: stored.position ?? 0, error: conflictError(stored) })),
  ];
  return found.sort((a, b) => a.index - b.index).map(({ error }) => error);
}
