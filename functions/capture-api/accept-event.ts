import { asStored } from '#common/capture/as-stored.ts';
import { type CaptureJobNeeds, captureJob } from '#common/capture/capture-job.ts';
import { mustSpeakVersion2 } from '#common/epcis-headers.ts';
import type { Endpoint, Request } from '#common/http.ts';
import { statusOf } from '#common/problem.ts';
import { Refused } from '#common/refused.ts';
import type { CaptureError } from '#common/store/capture-job-row.ts';
import type { CaptureJobs } from '#common/store/capture-jobs.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { type RefusalCode, refuse } from '#shared/refusal.ts';
import { type CheckedDocument, checkDocument } from './check-document.ts';
import { type CreateNeeds, createJob } from './create-job.ts';
import { contentTypeOf } from './media-of.ts';

interface Needs extends CreateNeeds, Omit<CaptureJobNeeds, 'documents' | 'jobs' | 'now'> {
  readonly documents: CreateNeeds['documents'] & CaptureJobNeeds['documents'];
  readonly jobs: CaptureJobs;
}

/**
 * Stores one event at once (EPCIS 2.0, REST binding). It is a capture job like any other, with its document, worked off before the answer:
 * if that breaks off, `sweep` sees the job through. The same event again is answered alike, another under its eventID is a conflict.
 */
export const acceptEvent = (needs: Needs): Endpoint => {
  const capture = captureJob(needs);
  return async (request) => {
    mustSpeakVersion2(request);
    const contentType = contentTypeOf(request);
    const event = onlyEventOf(await checkDocument(request, 'rollback'));
    const { tenant } = request;
    const captureId = await createJob(needs, request, contentType, 'rollback');
    await capture({ tenant, captureId });
    await mustBeStored(needs.jobs, request, captureId);
    const { eventId } = asStored({ captureId, createdAt: '' }, event, 0);
    return { status: 201, headers: { Location: `/epcis/events/${encodeURIComponent(eventId)}` } };
  };
};

function onlyEventOf({ head, count, first }: CheckedDocument): EpcisEvent {
  if (head.form === 'bare' && count === 1 && first !== undefined) return first;
  throw new Refused(
    refuse('malformed', `one event by itself is taken here, this is ${described(head.form)}`, {
      at: '',
      rule: 'EPCIS 2.0, REST binding, POST /events',
      remedy: 'send documents to /epcis/capture',
    }),
  );
}

const described = (form: CheckedDocument['head']['form']) => (form === 'bare' ? 'none' : `an ${form}`);

async function mustBeStored(jobs: CaptureJobs, { tenant }: Request, captureId: string): Promise<void> {
  const job = await jobs.get(tenant, captureId);
  if (job?.running === true) throw new Error(`capture ${captureId} of one event did not end`);
  const [error] = await jobs.errorsOf(tenant, captureId, 0, 1);
  if (error === undefined) return;
  const code = codeOf(error);
  if (code === undefined) throw new Error(`capture ${captureId} of one event failed: ${error.detail}`);
  const { detail, at, rule, remedy } = error;
  const more = Object.entries({ at, rule, remedy }).filter(([, value]) => typeof value === 'string');
  throw new Refused(refuse(code, detail, Object.fromEntries(more)));
}

/** What may be wrong with one event. */
const codes: readonly RefusalCode[] = ['malformed', 'conflict', 'too-large', 'too-complex', 'unsupported'];

/** The refusal that a job's error tells; undefined for a fault of ours. */
const codeOf = ({ type, status }: CaptureError): RefusalCode | undefined =>
  codes.find((code) => type === `epcisException:${statusOf[code].epcis}` && status === statusOf[code].status);
