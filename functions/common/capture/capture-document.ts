import type { AboutDocument } from '#common/store/capture-job-row.ts';
import type { CaptureJobs } from '#common/store/capture-jobs.ts';
import type { Documents } from '#common/store/documents.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { Vocabulary } from '#common/store/vocabulary.ts';
import type { EpcisHead } from '#shared/epcis/document.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { checkEvents } from './check-events.ts';
import { brokenOffError, documentError } from './event-error.ts';
import type { Interruption, JobWork } from './job-work.ts';
import { putMasterData } from './put-master-data.ts';
import type { Item, Remainder, readSlices } from './read-slices.ts';
import { storeSlice } from './store-slice.ts';

export interface CaptureNeeds {
  readonly documents: Pick<Documents, 'facts' | 'pieces'>;
  readonly jobs: Pick<CaptureJobs, 'begin' | 'note' | 'noteFailure' | 'finish'>;
  readonly ledger: Pick<Ledger, 'append' | 'compare' | 'findById'>;
  readonly vocabulary: Pick<Vocabulary, 'put'>;
  readonly now: () => Date;
}

type Read = (from: number, take: Parameters<typeof readSlices>[3]) => ReturnType<typeof readSlices>;

/**
 * Takes a job from where it is to its end, or as far as its worker's time goes. Under `rollback` a document of more than one slice is
 * read twice: once to see that nothing stands in the way, once to store it. A conflicting event that arrives between the two, from
 * somebody else, ends the job with what was stored until then told as stored (docs/decisions/0013). Under `proceed` it is read once, so that of one that
 * breaks off what came before stays stored; one that comes with a request was read to its end before there was a job.
 */
export async function captureDocument(
  needs: CaptureNeeds,
  work: JobWork,
  read: Read,
): Promise<'finished' | Interruption> {
  const isRollback = work.job().behaviour === 'rollback';
  const checked = isRollback && !work.progress().allChecked ? await checkEvents(needs.ledger, work, read) : undefined;
  if (checked === 'paused' || checked === 'left') return checked;
  if (checked === 'too many errors') return ended(work);
  if (checked !== undefined && isRefusal(checked.head)) return ended(work, checked);
  if (checked?.isOneSlice === true) return storeAtOnce(needs, work, checked);
  if (work.failed() > 0 && isRollback) return ended(work, checked);
  if (checked !== undefined) {
    const interrupted = await work.note({ checked: countOf(checked.rest, work.progress().checked), allChecked: true });
    if (interrupted !== undefined) return interrupted;
  }
  return storeInSlices(needs, work, read);
}

async function storeAtOnce(
  needs: CaptureNeeds,
  work: JobWork,
  remainder: Remainder,
): Promise<'finished' | Interruption> {
  await storeRest(needs, work, remainder.rest);
  return conclude(needs, work, remainder);
}

async function storeInSlices(needs: CaptureNeeds, work: JobWork, read: Read): Promise<'finished' | Interruption> {
  let interrupted: Interruption | undefined;
  const isOver = () => work.job().behaviour === 'rollback' && work.failed() > 0;
  const remainder = await read(work.progress().read, async (items) => {
    await storeRest(needs, work, items);
    if (isOver()) return 'stop';
    interrupted = await work.note({ read: countOf(items, work.progress().read) });
    return interrupted === undefined ? 'go on' : 'stop';
  });
  if (remainder === 'stopped') return interrupted ?? ended(work);
  await storeRest(needs, work, remainder.rest);
  return conclude(needs, work, remainder);
}

async function storeRest({ ledger }: CaptureNeeds, work: JobWork, items: readonly Item[]): Promise<void> {
  if (items.length > 0) work.add(await storeSlice(ledger, work.tenant, work.job(), items));
}

/** All events have been dealt with: what remains is the master data that came with them. */
async function conclude(needs: CaptureNeeds, work: JobWork, remainder: Remainder): Promise<'finished' | Interruption> {
  const { head } = remainder;
  const isUndone = work.job().behaviour === 'rollback' && work.failed() > 0;
  if (isRefusal(head) || isUndone) return ended(work, remainder);
  const interrupted = await putMasterData(needs.vocabulary, work, head, countOf(remainder.rest, work.progress().read));
  return interrupted ?? ended(work, remainder);
}

/** Ends the job. A fault of the document as a whole is one more error. */
async function ended(work: JobWork, remainder?: Remainder): Promise<'finished'> {
  const { head, rest } = remainder ?? { head: undefined, rest: [] };
  if (isRefusal(head)) work.add({ errors: [faultOf(head, work)] });
  const { checked, read } = work.progress();
  const about = head === undefined || isRefusal(head) ? undefined : aboutOf(head);
  await work.finish(countOf(rest, Math.max(checked, read)), about);
  return 'finished';
}

/** Under `rollback` an error of its own tells of what is stored. */
function faultOf(head: Refusal, work: JobWork) {
  const { captureId, behaviour } = work.job();
  const stored = work.stored();
  return behaviour === 'proceed' && stored > 0
    ? brokenOffError(head, captureId, stored)
    : documentError(head, captureId);
}

const countOf = (items: readonly Item[], before: number): number => (items.at(-1)?.index ?? before - 1) + 1;

/** Characters kept of each: the document has them in full. */
const LONGEST = 512;

function aboutOf({ sender, receiver, instanceIdentifier }: EpcisHead): AboutDocument {
  return {
    ...(sender !== undefined && { sender: sender.slice(0, LONGEST) }),
    ...(receiver !== undefined && { receiver: receiver.slice(0, LONGEST) }),
    ...(instanceIdentifier !== undefined && { instanceIdentifier: instanceIdentifier.slice(0, LONGEST) }),
  };
}
