import {
  correctedIncident,
  determination,
  newException,
  newSuspect,
  newTiRequest,
  noticeTold,
  receivedReport,
  responseByHand,
  signedNotice,
  tiAnswer,
  toldByHand,
  wantedDscsaSettings,
  wantedMove,
  wantedResponse,
  withdrawnNotice,
} from '#shared/messages/dscsa-api.ts';
import { anything, type RouteDescriptions } from './route-description.ts';

/** Duties of the DSCSA, each a case with a clock. */
export const dscsaRoutes: RouteDescriptions = {
  'GET /api/dscsa/cases': {
    summary: 'Duties of the DSCSA, the latest first',
    permission: 'dscsa:read',
    answer: { status: 200, shape: anything },
  },
  'GET /api/dscsa/cases/{id}': {
    summary: 'One case with its history; with ?evidence=n the bytes of that line',
    permission: 'dscsa:read',
    answer: { status: 200, shape: anything },
  },
  'POST /api/dscsa/cases/{id}/move': {
    summary: 'Bring a case on: quarantine, investigate, end, gather, resolve, withdraw, retry',
    permission: 'dscsa:write',
    body: wantedMove,
    answer: { status: 200, shape: anything },
  },
  'POST /api/dscsa/ti-requests': {
    summary: 'Take down a request for transaction information, which is gathered by itself',
    permission: 'dscsa:write',
    body: newTiRequest,
    answer: { status: 201, shape: anything },
  },
  'POST /api/dscsa/cases/{id}/answer': {
    summary: 'Say that a request for transaction information was answered',
    permission: 'dscsa:write',
    body: tiAnswer,
    answer: { status: 200, shape: anything },
  },
  'POST /api/dscsa/suspects': {
    summary: 'Open a case of suspect product',
    permission: 'dscsa:write',
    body: newSuspect,
    answer: { status: 201, shape: anything },
  },
  'POST /api/dscsa/cases/{id}/determine': {
    summary: 'Determine, signed, whether suspect product is cleared or illegitimate; the 24 hours begin',
    permission: 'dscsa:write',
    body: determination,
    answer: { status: 200, shape: anything },
  },
  'POST /api/dscsa/cases/{id}/notices': {
    summary: 'Say that a partner was told of illegitimate product',
    permission: 'dscsa:write',
    body: noticeTold,
    answer: { status: 200, shape: anything },
  },
  'POST /api/dscsa/cases/{id}/form': {
    summary: 'Sign a notice of Form FDA 3911: the first, a follow-up or a request for termination',
    permission: 'dscsa:write',
    body: signedNotice,
    answer: { status: 202, shape: anything },
  },
  'POST /api/dscsa/cases/{id}/told': {
    summary:
      'Say that a signed notice, or what is to be sent to a partner, was mailed, or what FDA answered to a notice',
    permission: 'dscsa:write',
    body: toldByHand,
    answer: { status: 200, shape: anything },
  },
  'POST /api/dscsa/cases/{id}/incident': {
    summary: 'Correct, signed, the incident number of a notice that was written down wrongly',
    permission: 'dscsa:write',
    body: correctedIncident,
    answer: { status: 200, shape: anything },
  },
  'POST /api/dscsa/cases/{id}/withdrawal': {
    summary: 'Take back, signed, what was last done with a notice of Form FDA 3911 in error',
    permission: 'dscsa:write',
    body: withdrawnNotice,
    answer: { status: 200, shape: anything },
  },
  'POST /api/dscsa/exceptions': {
    summary: 'Tell a partner what differs in a delivery (PDG exceptions schema)',
    permission: 'dscsa:write',
    body: newException,
    answer: { status: 202, shape: anything },
  },
  'POST /api/dscsa/cases/{id}/response': {
    summary: 'Take a response of the PDG’s schema that came otherwise than by the partner’s desk',
    permission: 'dscsa:write',
    body: responseByHand,
    answer: { status: 200, shape: anything },
  },
  'POST /api/dscsa/reports': {
    summary: 'Take a report of a partner’s in (PDG exceptions schema): a new case, more of one, or its end',
    permission: 'dscsa:write',
    body: receivedReport,
    answer: { status: 201, shape: anything },
  },
  'POST /api/dscsa/cases/{id}/respond': {
    summary: 'Accept or reject each item of a partner’s report',
    permission: 'dscsa:write',
    body: wantedResponse,
    answer: { status: 202, shape: anything },
  },
  'GET /api/dscsa/settings': {
    summary: 'Whom the tenant tells of its duties, and under which name',
    permission: 'dscsa:read',
    answer: { status: 200, shape: anything },
  },
  'PUT /api/dscsa/settings': {
    summary: 'Set contact, intake for notices and partners’ exception desks',
    permission: 'dscsa:write',
    body: wantedDscsaSettings,
    answer: { status: 200, shape: anything },
  },
};
