import {
  assignment,
  exceptionPage,
  exceptionView,
  reopening,
  resolution,
  tenantHealth,
} from '#shared/messages/exceptions-api.ts';
import { linePage } from '#shared/messages/line-status.ts';
import { overview } from '#shared/messages/overview-api.ts';
import { sitePage } from '#shared/messages/sites-api.ts';
import type { RouteDescriptions } from './route-description.ts';

/** Contradictions among captured events, and what people do about them. */
export const exceptionRoutes: RouteDescriptions = {
  'GET /api/exceptions': {
    summary: 'Exceptions, the newest first',
    permission: 'exceptions:read',
    answer: { status: 200, shape: exceptionPage },
  },
  'GET /api/exceptions/{exceptionId}': {
    summary: 'One exception with its history; its version is the ETag',
    permission: 'exceptions:read',
    answer: { status: 200, shape: exceptionView },
  },
  'POST /api/exceptions/{exceptionId}/assign': {
    summary: 'Give an open exception to somebody',
    permission: 'exceptions:write',
    body: assignment,
    answer: { status: 200, shape: exceptionView },
  },
  'POST /api/exceptions/{exceptionId}/resolve': {
    summary: 'End an exception with a reason; no rule opens it again',
    permission: 'exceptions:write',
    body: resolution,
    answer: { status: 200, shape: exceptionView },
  },
  'POST /api/exceptions/{exceptionId}/reopen': {
    summary: 'Open a resolved or cleared exception again',
    permission: 'exceptions:write',
    body: reopening,
    answer: { status: 200, shape: exceptionView },
  },
  'GET /api/sites': {
    summary: 'The tenant’s sites: the machine that each was announced for last, and what was heard of its lines',
    permission: 'orders:read',
    answer: { status: 200, shape: sitePage },
  },
  'GET /api/lines': {
    summary: 'How the lines of the tenant’s sites stand, as they were last heard',
    permission: 'orders:read',
    answer: { status: 200, shape: linePage },
  },
  'GET /api/overview': {
    summary:
      'What is under way and what waits: lots to release and at packers, captures, what regulators and partners are to be told with its deadlines, cases; what the caller may not read is left out',
    permission: 'orders:read',
    answer: { status: 200, shape: overview },
  },
  'GET /api/tenant/health': {
    summary: 'Open exceptions, capture jobs of the last 24 hours that run or failed, parked deliveries',
    permission: 'exceptions:read',
    answer: { status: 200, shape: tenantHealth },
  },
};
