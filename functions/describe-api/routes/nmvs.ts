import { nmvsAlertPage, nmvsAlertView } from '#shared/messages/nmvs-alerts.ts';
import {
  alertMove,
  bulkOperation,
  mixedOperation,
  packOperation,
  retryReason,
  wantedAccess,
} from '#shared/messages/nmvs-api.ts';
import { anything, type RouteDescriptions } from './route-description.ts';

/** National verification systems of the European Union. */
export const nmvsRoutes: RouteDescriptions = {
  'GET /api/nmvs/accesses': {
    summary: 'How the NMVS of each country is reached',
    permission: 'deliveries:read',
    answer: { status: 200, shape: anything },
  },
  'PUT /api/nmvs/accesses/{country}': {
    summary: 'Set how the NMVS of a country is reached; the secret it names holds password and certificate',
    permission: 'nmvs:manage',
    body: wantedAccess,
    answer: { status: 200, shape: anything },
  },
  'POST /api/nmvs/packs': {
    summary:
      'One operation on one pack, by its scanned `code` (element string, the same in brackets, Digital Link, IFA code) or its elements, `expiry` as YYMMDD: 200 when it has ended, 202 while it goes on; the same id is the same operation',
    permission: 'nmvs:use',
    body: packOperation,
    answer: { status: 200, shape: anything },
  },
  'POST /api/nmvs/bulk': {
    summary:
      'One operation on up to 100,000 packs of a batch, `expiry` as YYMMDD; the same id is the same operation. Where most packs are, by the own ledger, none of the lot it is refused unless `anyway` is true',
    permission: 'nmvs:use',
    body: bulkOperation,
    answer: { status: 202, shape: anything },
  },
  'GET /api/nmvs/bulk/{id}': {
    summary: 'How a bulk stands, with the packs that were refused',
    permission: 'nmvs:use',
    answer: { status: 200, shape: anything },
  },
  'POST /api/nmvs/mixed': {
    summary:
      'Operations of their own on up to 50,000 packs, `expiry` as YYMMDD; the same id is the same request. `anyway` as for a bulk',
    permission: 'nmvs:use',
    body: mixedOperation,
    answer: { status: 202, shape: anything },
  },
  'GET /api/nmvs/mixed/{id}': {
    summary: 'How a mixed request stands, its parts joined',
    permission: 'nmvs:use',
    answer: { status: 200, shape: anything },
  },
  'GET /api/nmvs/mixed/{id}/packs': {
    summary: 'What became of each pack of a mixed request, in the order in which they were asked for',
    permission: 'nmvs:use',
    answer: { status: 200, shape: anything },
  },
  'GET /api/nmvs/transactions': {
    summary: 'Transactions with NMVS, single and bulk',
    permission: 'deliveries:read',
    answer: { status: 200, shape: anything },
  },
  'GET /api/nmvs/transactions/{id}': {
    summary: 'One transaction; with ?evidence=n the bytes of that evidence',
    permission: 'deliveries:read',
    answer: { status: 200, shape: anything },
  },
  'POST /api/nmvs/transactions/{id}/retry': {
    summary: 'Have a failed transaction sent again, or an unclear one looked after again',
    permission: 'nmvs:manage',
    body: retryReason,
    answer: { status: 202, shape: anything },
  },
  'GET /api/nmvs/alerts': {
    summary: 'Alerts about own packs by their ids, each with its probable cause',
    permission: 'deliveries:read',
    answer: { status: 200, shape: nmvsAlertPage },
  },
  'GET /api/nmvs/alerts/{alertId}': {
    summary: 'One alert, with its probable cause and what people did about it',
    permission: 'deliveries:read',
    answer: { status: 200, shape: nmvsAlertView },
  },
  'POST /api/nmvs/alerts/{alertId}/state': {
    summary: 'Move an alert on: active, under-investigation, escalated, closed',
    permission: 'nmvs:manage',
    body: alertMove,
    answer: { status: 200, shape: nmvsAlertView },
  },
};
