import type { Turned } from '#common/inbound/inbound-turn.ts';
import { MOST_PROBLEMS, problemsOfCapture } from '#common/inbound/problems.ts';
import type { CaptureJobs } from '#common/store/capture-jobs.ts';
import type { InboundDocument } from '#common/store/inbound-row.ts';
import { askAboutReturns, type ReturnNeeds } from './ask-about-returns.ts';
import { FIRST_LOOK_MS } from './turned.ts';

/** The longest pause between two looks at a capture that goes on. */
const LONGEST_MS = 60_000;

/** Looks whether the capture of a document has ended, and takes over what came of it. A capture that goes on is looked at again, the later the longer it takes. */
export async function followCapture(
  needs: ReturnNeeds & { readonly jobs: Pick<CaptureJobs, 'get' | 'errorsOf'> },
  document: InboundDocument,
  captureId: string,
): Promise<Turned> {
  const { jobs, now } = needs;
  const { tenant } = document;
  const job = await jobs.get(tenant, captureId);
  if (job === undefined) throw new Error(`capture ${captureId} is gone`);
  if (job.running) {
    const since = now().getTime() - Date.parse(job.createdAt);
    return { change: {}, againMs: Math.min(LONGEST_MS, Math.max(FIRST_LOOK_MS, since)) };
  }
  if (job.failed === 0) {
    await askAboutReturns(needs, document);
    return { change: { state: 'accepted' } };
  }
  const errors = await jobs.errorsOf(tenant, captureId, 0, MOST_PROBLEMS);
  const problems = problemsOfCapture(errors, job.failed - errors.length);
  return { change: { state: job.stored > 0 ? 'partly-accepted' : 'refused', problems } };
}
