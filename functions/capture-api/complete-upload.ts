import { wakeJob } from '#common/capture/make-job.ts';
import type { Endpoint } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { CaptureJobs } from '#common/store/capture-jobs.ts';
import { captureDocumentKey, type Documents } from '#common/store/documents.ts';
import { refuse } from '#shared/refusal.ts';
import { beyondUploadLimit, uploadLimit } from './begin-upload.ts';
import { behaviourOf, captureIdPattern } from './create-job.ts';

interface Needs {
  readonly documents: Pick<Documents, 'facts'>;
  readonly jobs: Pick<CaptureJobs, 'get' | 'create'>;
  readonly wakeCapture: SendToQueue;
  readonly now: () => Date;
}

/** Makes the job of an uploaded document, as it is now: the job ends with an error if it is replaced later. Completing it again answers the same job. */
export const completeUpload =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { tenant, path, caller } = request;
    const captureId = path['captureID'] ?? '';
    if (!captureIdPattern.test(captureId)) throw noUpload(captureId);
    const behaviour = behaviourOf(request);
    if ((await needs.jobs.get(tenant, captureId)) === undefined) {
      const facts = await needs.documents.facts(captureDocumentKey(tenant, captureId));
      if (facts === undefined) throw notThere(captureId);
      if (facts.bytes > uploadLimit) throw beyondUploadLimit(facts.bytes);
      const about = { etag: facts.etag, reporter: { caller } };
      await needs.jobs.create(tenant, captureId, behaviour, needs.now(), about);
      await wakeJob(needs.wakeCapture, tenant, captureId);
    }
    return { status: 202, headers: { Location: `/epcis/capture/${captureId}` } };
  };

const noUpload = (captureId: string) =>
  new Refused(
    refuse('not-found', `no upload ${captureId.slice(0, 100)}`, { remedy: 'POST /api/capture-uploads makes one' }),
  );

const notThere = (captureId: string) =>
  new Refused(
    refuse('conflict', `nothing was put at the URL of upload ${captureId}`, {
      remedy: 'put the document there first; a URL holds for an hour, then POST /api/capture-uploads makes another',
    }),
  );
