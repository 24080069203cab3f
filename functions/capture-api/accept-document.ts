import { mustSpeakVersion2, versionHeaders } from '#common/epcis-headers.ts';
import type { Answer, Endpoint, Request } from '#common/http.ts';
import { log } from '#common/log.ts';
import { problem } from '#common/problem.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { type ErrorBehaviour, errorBehaviour } from '#common/store/capture-job-row.ts';
import type { CaptureJobs } from '#common/store/capture-jobs.ts';
import { captureDocumentKey, type Documents } from '#common/store/documents.ts';
import { tooLarge } from '#common/store/event-body.ts';
import { overlong } from '#common/store/event-identifiers.ts';
import type { EpcisDocument } from '#shared/epcis/document.ts';
import { readJsonDocument } from '#shared/epcis/read-json.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { captureLimit, fileSizeLimit, limitHeaders } from './limits.ts';

interface Needs {
  readonly documents: Documents;
  readonly jobs: CaptureJobs;
  readonly wakeCapture: SendToQueue;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Takes a document that is well formed and valid, and answers with the job that will store its events (EPCIS 2.0, REST binding). */
export const acceptDocument =
  (needs: Needs): Endpoint =>
  async (request) => {
    mustSpeakVersion2(request);
    mustBeJson(request);
    const behaviour = behaviourOf(request);
    const oversize = tooManyBytes(request.text);
    if (oversize !== undefined) return tooLargeAnswer(oversize, request);
    const document = orRefuse(readJsonDocument(request.text));
    const unreadable = overlong(document.events, request.text);
    if (unreadable !== undefined) throw new Refused(unreadable);
    const beyond = tooManyEvents(document) ?? tooLarge(document.events);
    if (beyond !== undefined) return tooLargeAnswer(beyond, request);

    const captureId = await createJob(needs, request, behaviour);
    return {
      status: 202,
      headers: { Location: `/epcis/capture/${captureId}`, ...versionHeaders, ...limitHeaders },
    };
  };

/** Document, row, message: each names what is already there, and the row alone is enough for `sweep` to see the job through. */
async function createJob(needs: Needs, { tenant, text }: Request, behaviour: ErrorBehaviour): Promise<string> {
  const at = needs.now();
  const captureId = `${at.toISOString().replace(/[-:.]/g, '')}-${needs.newId()}`;
  await needs.documents.put(captureDocumentKey(tenant, captureId), text);
  await needs.jobs.create(tenant, captureId, behaviour, at);
  try {
    await needs.wakeCapture({ tenant, captureId });
  } catch (error) {
    log('message-failed', { tenant, captureId, error: String(error) }); // the job exists: a lost message costs time only
  }
  return captureId;
}

function mustBeJson({ headers }: Request): void {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json' || type === 'application/ld+json') return;
  throw new Refused(
    refuse('unsupported-media', type === '' ? 'no content type' : `content type ${type} is not supported`, {
      remedy: 'send EPCIS 2.0 JSON as application/json or application/ld+json',
    }),
  );
}

function behaviourOf({ headers }: Request): ErrorBehaviour {
  const asked = headers['gs1-capture-error-behaviour'] ?? 'rollback';
  const behaviour = errorBehaviour.options.find((option) => option === asked);
  if (behaviour !== undefined) return behaviour;
  throw new Refused(
    refuse('malformed', `GS1-Capture-Error-Behaviour is ${asked}`, {
      remedy: 'send rollback (the default) or proceed',
    }),
  );
}

function tooManyBytes(text: string): Refusal | undefined {
  const bytes = Buffer.byteLength(text);
  if (bytes <= fileSizeLimit) return undefined;
  return refuse('too-large', `the document has ${bytes} bytes, the limit is ${fileSizeLimit}`, {
    remedy: 'capture it in several documents',
  });
}

function tooManyEvents({ events }: EpcisDocument): Refusal | undefined {
  if (events.length <= captureLimit) return undefined;
  return refuse('too-large', `the document has ${events.length} events, the limit is ${captureLimit}`, {
    remedy: 'capture it in several documents',
  });
}

/** The standard wants both limits beside this refusal, so it is answered, not thrown. */
function tooLargeAnswer(refusal: Refusal, { url }: Request): Answer {
  const body = problem(refusal, true, url);
  return { status: body.status, body, headers: { 'content-type': 'application/problem+json', ...limitHeaders } };
}
