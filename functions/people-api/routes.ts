import type { Routes } from '#common/http.ts';
import { changeClient } from './change-client.ts';
import { type ListAuditNeeds, listAudit } from './list-audit.ts';
import { listClients, listPeople, showClient, showPerson } from './list-members.ts';
import { makeClient } from './make-client.ts';
import type { MemberNeeds } from './member-needs.ts';
import { putPerson } from './put-person.ts';
import { removeClient, removePerson } from './remove-member.ts';
import { rotateSecret } from './rotate-secret.ts';

export type Needs = MemberNeeds & ListAuditNeeds;

/** Who belongs to a tenant, and what its people changed. */
export const routes = (needs: Needs): Routes => ({
  'GET /api/users': { permission: 'people:read', endpoint: listPeople(needs) },
  'GET /api/users/{username}': { permission: 'people:read', endpoint: showPerson(needs) },
  'PUT /api/users/{username}': { permission: 'people:write', endpoint: putPerson(needs) },
  'DELETE /api/users/{username}': { permission: 'people:write', endpoint: removePerson(needs) },
  'GET /api/clients': { permission: 'people:read', endpoint: listClients(needs) },
  'POST /api/clients': { permission: 'people:write', endpoint: makeClient(needs) },
  'GET /api/clients/{client}': { permission: 'people:read', endpoint: showClient(needs) },
  'PUT /api/clients/{client}': { permission: 'people:write', endpoint: changeClient(needs) },
  'DELETE /api/clients/{client}': { permission: 'people:write', endpoint: removeClient(needs) },
  'POST /api/clients/{client}/secret': { permission: 'people:write', endpoint: rotateSecret(needs) },
  'GET /api/audit': { permission: 'audit:read', endpoint: listAudit(needs) },
});
