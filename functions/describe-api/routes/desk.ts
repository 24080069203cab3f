import {
  assignedCase,
  closedCase,
  newDeskCase,
  newDeskMessage,
  newNotices,
  newPartnerCase,
  partnerMessage,
} from '#shared/messages/desk-api.ts';
import { withheldPage } from '#shared/messages/withheld-api.ts';
import { anything, type RouteDescriptions } from './route-description.ts';

const answered = { status: 200, shape: anything };

/** Cases between companies, targeted recall. */
export const deskRoutes: RouteDescriptions = {
  'GET /api/desk/cases': {
    summary: 'Cases with partners, the latest first',
    permission: 'exceptions:read',
    answer: answered,
  },
  'POST /api/desk/cases': {
    summary:
      'Open a case against a partner: missing data or product, overage, underage, misalignment, master data. `id` is the request’s: sent again it answers the same case, whose own `id` is in the answer',
    permission: 'exceptions:write',
    body: newDeskCase,
    answer: { status: 201, shape: anything },
  },
  'GET /api/desk/cases/{id}': {
    summary:
      'One case, by its id or by that of the request that opened it, with what was said and its history; with ?file= the bytes that a message brought',
    permission: 'exceptions:read',
    answer: answered,
  },
  'POST /api/desk/cases/{id}/messages': {
    summary: 'Propose, accept, reject, counter or note something, or answer a notice; the partner is told',
    permission: 'exceptions:write',
    body: newDeskMessage,
    answer: answered,
  },
  'POST /api/desk/cases/{id}/files': {
    summary: 'Attach a file, the body as it is; the partner gets the same bytes',
    permission: 'exceptions:write',
    body: anything,
    answer: answered,
  },
  'POST /api/desk/cases/{id}/assign': {
    summary: 'Give a case to somebody, or to nobody',
    permission: 'exceptions:write',
    body: assignedCase,
    answer: answered,
  },
  'POST /api/desk/cases/{id}/close': {
    summary: 'End a case that we opened, with a reason; signed where quality decides',
    permission: 'exceptions:write',
    body: closedCase,
    answer: answered,
  },
  'POST /api/desk/suspects/{id}/notices': {
    summary: 'Tell, signed, every partner that holds packs of a case of suspect product to keep them apart',
    permission: 'dscsa:write',
    body: newNotices,
    answer: answered,
  },
  'GET /api/desk/suspects/{id}/notices': {
    summary: 'What became of these notices',
    permission: 'dscsa:read',
    answer: answered,
  },
  'GET /api/desk/withheld-packs': {
    summary:
      'Packs that are kept apart as suspect product and do not leave, with whom a return was agreed that one may go to',
    permission: 'orders:read',
    answer: { status: 200, shape: withheldPage },
  },
  'POST /api/recalls/{recall}/holders': {
    summary: 'Have it counted who holds the packs of a recall now',
    permission: 'recalls:write',
    answer: { status: 202, shape: anything },
  },
  'GET /api/recalls/{recall}/holders': {
    summary: 'Who holds the packs of a recall, as it was last counted; with ?holder= the packs of one',
    permission: 'orders:read',
    answer: answered,
  },
  'POST /api/recalls/{recall}/notices': {
    summary: 'Tell, signed, every holder of the packs of a recall, once each',
    permission: 'recalls:write',
    body: newNotices,
    answer: answered,
  },
  'GET /api/recalls/{recall}/notices': {
    summary: 'What holders answered, and how effective the recall is',
    permission: 'orders:read',
    answer: answered,
  },
  'GET /partner/desk-cases': {
    summary: 'A partner’s own cases, by its own machine client',
    permission: 'partnership:own',
    answer: answered,
  },
  'POST /partner/desk-cases': {
    summary:
      'Open a case as a partner. `id` is the request’s: sent again it answers the same case, whose own `id` is in the answer',
    permission: 'partnership:own',
    body: newPartnerCase,
    answer: { status: 201, shape: anything },
  },
  'GET /partner/desk-cases/{id}': {
    summary:
      'One of a partner’s cases, by its id or by that of its request that opened it; with ?file= the bytes that a message brought',
    permission: 'partnership:own',
    answer: answered,
  },
  'POST /partner/desk-cases/{id}/messages': {
    summary: 'Propose, answer or note something as a partner',
    permission: 'partnership:own',
    body: partnerMessage,
    answer: answered,
  },
  'POST /partner/desk-cases/{id}/files': {
    summary: 'Attach a file as a partner, the body as it is',
    permission: 'partnership:own',
    body: anything,
    answer: answered,
  },
};
