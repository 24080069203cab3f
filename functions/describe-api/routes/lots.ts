import { lot, lotPage, reconciliation, serialsBehind, toldLot, wantedRelease } from '#shared/messages/lots-api.ts';
import { newRecall, recall, recallPage, recallView, wantedLift } from '#shared/messages/recalls-api.ts';
import type { RouteDescriptions } from './route-description.ts';

/** Lots with their reconciliation and release, recalls. */
export const lotRoutes: RouteDescriptions = {
  'GET /api/lots': {
    summary: 'Lots by product and number, narrowed where asked',
    permission: 'orders:read',
    answer: { status: 200, shape: lotPage },
  },
  'GET /api/lots/{lot}': {
    summary: 'One lot with the revisions of its order, its report, its release and the recalls of it that stand',
    permission: 'orders:read',
    answer: { status: 200, shape: toldLot },
  },
  'GET /api/lots/{lot}/reconciliation': {
    summary:
      'What every number of a lot came to, per lot, line and block, with what does not add up and what to do about it',
    permission: 'orders:read',
    answer: { status: 200, shape: reconciliation },
  },
  'GET /api/lots/{lot}/reconciliation/{figure}': {
    summary: 'The serials behind a figure (asked, commissioned, …) or the kind of a difference',
    permission: 'orders:read',
    answer: { status: 200, shape: serialsBehind },
  },
  'POST /api/lots/{lot}/release': {
    summary:
      'Release a lot that reconciles, or one with a reasoned deviation, under an electronic signature: a person who signed in within the last five minutes; the reports to regulators become due',
    permission: 'lots:release',
    body: wantedRelease,
    answer: { status: 200, shape: lot },
  },
  'GET /api/recalls': {
    summary: 'Recalls by id, 100 a page',
    permission: 'orders:read',
    answer: { status: 200, shape: recallPage },
  },
  'POST /api/recalls': {
    summary:
      'Recall a lot, a range of serials or single units, under an electronic signature, with a reason of 10 to 1,000 characters; the same id is one recall',
    permission: 'recalls:write',
    body: newRecall,
    answer: { status: 201, shape: recall },
  },
  'GET /api/recalls/{recall}': {
    summary: 'One recall, and how far the ledger was told',
    permission: 'orders:read',
    answer: { status: 200, shape: recallView },
  },
  'POST /api/recalls/{recall}/lift': {
    summary: 'End a recall, under an electronic signature, with a reason of 10 to 1,000 characters',
    permission: 'recalls:write',
    body: wantedLift,
    answer: { status: 200, shape: recall },
  },
};
