import type { Endpoint, Routes } from '#common/http.ts';
import { correctIncident } from './correct-incident.ts';
import { determine } from './determine.ts';
import { doneAlready } from './done-already.ts';
import { moveByPerson } from './move.ts';
import type { ApiNeeds } from './needs.ts';
import { noteNotice } from './note-notice.ts';
import { openSuspect } from './open-suspect.ts';
import { receiveReport } from './receive-report.ts';
import { reportExceptions } from './report-exceptions.ts';
import { respond } from './respond.ts';
import { takeResponse } from './response-by-hand.ts';
import { putSettings, showSettings } from './settings.ts';
import { listCases, showCase } from './show-cases.ts';
import { signNotice } from './sign-notice.ts';
import { answerTiRequest, receiveTiRequest } from './ti-requests.ts';
import { tellByHand } from './told-by-hand.ts';
import { withdrawNotice } from './withdraw-notice.ts';

/** Duties of the DSCSA towards authorities and partners, each a case with a clock. */
export const routes = (needs: ApiNeeds): Routes => routesOf(needs, (does) => doneAlready(needs, does(needs)));

/** @param act what is done to a case, and may come again */
const routesOf = (needs: ApiNeeds, act: (does: (needs: ApiNeeds) => Endpoint) => Endpoint): Routes => ({
  'GET /api/dscsa/cases': { permission: 'dscsa:read', endpoint: listCases(needs) },
  'GET /api/dscsa/cases/{id}': { permission: 'dscsa:read', endpoint: showCase(needs) },
  'POST /api/dscsa/cases/{id}/move': { permission: 'dscsa:write', endpoint: act(moveByPerson) },
  'POST /api/dscsa/ti-requests': { permission: 'dscsa:write', endpoint: receiveTiRequest(needs) },
  'POST /api/dscsa/cases/{id}/answer': { permission: 'dscsa:write', endpoint: act(answerTiRequest) },
  'POST /api/dscsa/suspects': { permission: 'dscsa:write', endpoint: openSuspect(needs) },
  'POST /api/dscsa/cases/{id}/determine': { permission: 'dscsa:write', endpoint: act(determine) },
  'POST /api/dscsa/cases/{id}/notices': { permission: 'dscsa:write', endpoint: act(noteNotice) },
  'POST /api/dscsa/cases/{id}/form': { permission: 'dscsa:write', endpoint: act(signNotice) },
  'POST /api/dscsa/cases/{id}/told': { permission: 'dscsa:write', endpoint: act(tellByHand) },
  'POST /api/dscsa/cases/{id}/incident': { permission: 'dscsa:write', endpoint: act(correctIncident) },
  'POST /api/dscsa/cases/{id}/withdrawal': { permission: 'dscsa:write', endpoint: act(withdrawNotice) },
  'POST /api/dscsa/exceptions': { permission: 'dscsa:write', endpoint: reportExceptions(needs) },
  'POST /api/dscsa/reports': { permission: 'dscsa:write', endpoint: receiveReport(needs) },
  'POST /api/dscsa/cases/{id}/respond': { permission: 'dscsa:write', endpoint: act(respond) },
  'POST /api/dscsa/cases/{id}/response': { permission: 'dscsa:write', endpoint: act(takeResponse) },
  'GET /api/dscsa/settings': { permission: 'dscsa:read', endpoint: showSettings(needs) },
  'PUT /api/dscsa/settings': { permission: 'dscsa:write', endpoint: putSettings(needs) },
});
