import {
  partnerCredential,
  setCredential,
  toldCredentials,
  toldProbe,
} from '#shared/messages/partner-credentials-api.ts';
import { toldHealth, toldResend } from '#shared/messages/partner-health-api.ts';
import type { RouteDescriptions } from './route-description.ts';

/** What proves at partners who we are, and whether they can be reached. */
export const partnerRoutes: RouteDescriptions = {
  'GET /api/partners/{partner}/credentials': {
    summary: 'Which credentials are set for a partner, since when; never what they are',
    permission: 'registry:read',
    answer: { status: 200, shape: toldCredentials },
  },
  'PUT /api/partners/{partner}/credentials': {
    summary: 'Set what proves at a partner who we are',
    permission: 'registry:write',
    body: partnerCredential,
    answer: { status: 200, shape: setCredential },
  },
  'DELETE /api/partners/{partner}/credentials/{kind}': {
    summary: 'Take the credential of a kind away',
    permission: 'registry:write',
    answer: { status: 204 },
  },
  'POST /api/partners/{partner}/probe': {
    summary: 'Try a partner’s channel, step by step, without sending a document',
    permission: 'registry:write',
    answer: { status: 200, shape: toldProbe },
  },
  'GET /api/partners/{partner}/health': {
    summary: 'How a partner answers of late, since when and why, and what waits for it',
    permission: 'deliveries:read',
    answer: { status: 200, shape: toldHealth },
  },
  'POST /api/partners/{partner}/health/try': {
    summary: 'Have a partner tried now, with what waits longest or was tried in vain',
    permission: 'deliveries:write',
    answer: { status: 202, shape: toldHealth },
  },
  'POST /api/partners/{partner}/resend': {
    summary: 'Send again everything that is parked for a partner',
    permission: 'deliveries:write',
    answer: { status: 202, shape: toldResend },
  },
};
