import * as v from 'valibot';
import { anything, type RouteDescriptions } from './route-description.ts';

/** Capture of the EPCIS repository. */
export const captureRoutes: RouteDescriptions = {
  'POST /epcis/capture': {
    summary: 'Capture an EPCIS document, JSON-LD 2.0 or XML 1.0 to 2.0 (EPCIS 2.0, REST binding)',
    permission: 'events:capture',
    body: anything,
    answer: { status: 202 },
  },
  'GET /epcis/capture': {
    summary: 'Capture jobs, newest first',
    permission: 'events:capture',
    answer: { status: 200, shape: v.array(anything) },
  },
  'GET /epcis/capture/{captureID}': {
    summary: 'One capture job, in JSON or XML',
    permission: 'events:capture',
    answer: { status: 200, shape: anything },
  },
  'GET /epcis/capture/{captureID}/errors': {
    summary: 'The errors of a capture job that has too many to tell them itself, each a problem document',
    permission: 'events:capture',
    answer: { status: 200, shape: v.array(anything) },
  },
  'POST /epcis/events': {
    summary: 'Capture one event at once (EPCIS 2.0, REST binding)',
    permission: 'events:capture',
    body: anything,
    answer: { status: 201 },
  },
  'POST /api/capture-uploads': {
    summary: 'Make room for a document of up to 300 MB: put it at the URL that is answered, then complete the upload',
    permission: 'events:capture',
    body: v.strictObject({ contentType: v.string(), bytes: v.number() }),
    answer: {
      status: 201,
      shape: v.object({
        captureID: v.string(),
        url: v.string(),
        headers: v.record(v.string(), v.string()),
        expiresAt: v.string(),
      }),
    },
  },
  'PUT /api/capture-uploads/{captureID}': {
    summary: 'Complete an upload: its document becomes a capture job',
    permission: 'events:capture',
    answer: { status: 202 },
  },
};
