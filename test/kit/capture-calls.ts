import { httpHandler } from '#common/http.ts';
import { acceptDocument } from '../../functions/capture-api/accept-document.ts';
import { acceptEvent } from '../../functions/capture-api/accept-event.ts';
import { beginUpload } from '../../functions/capture-api/begin-upload.ts';
import { completeUpload } from '../../functions/capture-api/complete-upload.ts';
import { listErrors, listJobs, showJob } from '../../functions/capture-api/show-jobs.ts';
import { type Answered, call } from './call.ts';
import type { CaptureWorld } from './capture-world.ts';

type Change = Partial<ReturnType<CaptureWorld['needs']>>;

/** Calls the capture interface of a world as a tenant's client does. */
export function captureCalls(world: CaptureWorld, change: Change = {}) {
  const needs = { ...world.needs(), ...change };
  const permission = 'events:capture';
  const handler = httpHandler(
    {
      'POST /epcis/capture': { permission, endpoint: acceptDocument(needs) },
      'GET /epcis/capture': { permission, endpoint: listJobs(needs) },
      'GET /epcis/capture/{captureID}': { permission, endpoint: showJob(needs) },
      'GET /epcis/capture/{captureID}/errors': { permission, endpoint: listErrors(needs) },
      'POST /epcis/events': { permission, endpoint: acceptEvent(needs) },
      'POST /api/capture-uploads': { permission, endpoint: beginUpload(needs) },
      'PUT /api/capture-uploads/{captureID}': { permission, endpoint: completeUpload(needs) },
    },
    async () => false,
  );
  return (route: string, more: Parameters<typeof call>[2] = {}) => call(handler, route, more);
}

/** The id of the job that an answer's Location names. */
export const jobIn = ({ headers }: Answered) => String(headers['Location']).replace('/epcis/capture/', '');
