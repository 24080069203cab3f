import type { JsonObject } from '../wire/json.ts';
import type { CaptureJob } from './capture-job.ts';
import { treeOf } from './event-as-json.ts';

/** The capture job as JSON (EPCIS 2.0 REST binding), ready for `JSON.stringify`. Without errors the list of them is empty, as in the published examples. */
export function captureJobJson(job: CaptureJob): JsonObject {
  const { '@context': context, captureID, createdAt, finishedAt, ...rest } = job;
  const { running, success, captureErrorBehaviour, errors, errorFile, ...extensions } = rest;
  return {
    ...(context === undefined ? {} : { '@context': treeOf(context) }),
    captureID,
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(finishedAt === undefined ? {} : { finishedAt }),
    running,
    success,
    captureErrorBehaviour,
    ...(errorFile === undefined ? { errors: (errors ?? []).map(treeOf) } : { errorFile }),
    ...treeOf(extensions),
  };
}
