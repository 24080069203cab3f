import type { Routes } from '#common/http.ts';
import { attachAsPartner, attachFile } from './attach-file.ts';
import { assignDeskCase, closeDeskCase } from './close-desk-case.ts';
import { listWithheld } from './list-withheld.ts';
import type { DeskApiNeeds } from './needs.ts';
import { sendRecallNotices, sendSuspectNotices, showRecallNotices, showSuspectNotices } from './notices.ts';
import { openDeskCase, openPartnerCase } from './open-desk-case.ts';
import { showHolders, startHolders } from './recall-holders.ts';
import { say, sayAsPartner } from './say.ts';
import { listDeskCases, listPartnerCases, showDeskCase, showPartnerCase } from './show-desk-cases.ts';

/** Cases between companies, for our own people and for partners' machine clients; who holds recalled packs, and notices to them. */
export const routes = (needs: DeskApiNeeds): Routes => ({
  'GET /api/desk/cases': { permission: 'exceptions:read', endpoint: listDeskCases(needs) },
  'POST /api/desk/cases': { permission: 'exceptions:write', endpoint: openDeskCase(needs) },
  'GET /api/desk/cases/{id}': { permission: 'exceptions:read', endpoint: showDeskCase(needs) },
  'POST /api/desk/cases/{id}/messages': { permission: 'exceptions:write', endpoint: say(needs) },
  'POST /api/desk/cases/{id}/files': { permission: 'exceptions:write', endpoint: attachFile(needs) },
  'POST /api/desk/cases/{id}/assign': { permission: 'exceptions:write', endpoint: assignDeskCase(needs) },
  'POST /api/desk/cases/{id}/close': { permission: 'exceptions:write', endpoint: closeDeskCase(needs) },
  'POST /api/desk/suspects/{id}/notices': { permission: 'dscsa:write', endpoint: sendSuspectNotices(needs) },
  'GET /api/desk/suspects/{id}/notices': { permission: 'dscsa:read', endpoint: showSuspectNotices(needs) },
  'GET /api/desk/withheld-packs': { permission: 'orders:read', endpoint: listWithheld(needs) },
  'POST /api/recalls/{recall}/holders': { permission: 'recalls:write', endpoint: startHolders(needs) },
  'GET /api/recalls/{recall}/holders': { permission: 'orders:read', endpoint: showHolders(needs) },
  'POST /api/recalls/{recall}/notices': { permission: 'recalls:write', endpoint: sendRecallNotices(needs) },
  'GET /api/recalls/{recall}/notices': { permission: 'orders:read', endpoint: showRecallNotices(needs) },
  ...ofPartners(needs),
});

const ofPartners = (needs: DeskApiNeeds): Routes => ({
  'GET /partner/desk-cases': { permission: 'partnership:own', partners: true, endpoint: listPartnerCases(needs) },
  'POST /partner/desk-cases': { permission: 'partnership:own', partners: true, endpoint: openPartnerCase(needs) },
  'GET /partner/desk-cases/{id}': { permission: 'partnership:own', partners: true, endpoint: showPartnerCase(needs) },
  'POST /partner/desk-cases/{id}/messages': {
    permission: 'partnership:own',
    partners: true,
    endpoint: sayAsPartner(needs),
  },
  'POST /partner/desk-cases/{id}/files': {
    permission: 'partnership:own',
    partners: true,
    endpoint: attachAsPartner(needs),
  },
});
