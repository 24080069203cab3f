import { wakeJob } from '#common/capture/make-job.ts';
import { limitHeaders } from '#common/epcis/capture-limits.ts';
import { mustSpeakVersion2 } from '#common/epcis-headers.ts';
import type { Endpoint } from '#common/http.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { checkDocument } from './check-document.ts';
import { behaviourOf, type CreateNeeds, createJob } from './create-job.ts';
import { contentTypeOf } from './media-of.ts';

/**
 * Takes a document that is well formed and valid, EPCIS JSON-LD 2.0 or XML 1.0 to 2.0, and answers with the job that will store its events
 * (EPCIS 2.0, REST binding). Its bytes are kept as they came.
 */
export const acceptDocument =
  (needs: CreateNeeds & { readonly wakeCapture: SendToQueue }): Endpoint =>
  async (request) => {
    mustSpeakVersion2(request);
    const contentType = contentTypeOf(request);
    const behaviour = behaviourOf(request);
    await checkDocument(request, behaviour);
    const captureId = await createJob(needs, request, contentType, behaviour);
    await wakeJob(needs.wakeCapture, request.tenant, captureId);
    return { status: 202, headers: { Location: `/epcis/capture/${captureId}`, ...limitHeaders } };
  };
