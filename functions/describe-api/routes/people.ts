import * as v from 'valibot';
import { auditEntry } from '#shared/access/audit-entry.ts';
import { grant } from '#shared/access/grant.ts';
import { clientChange, machineClient, newClient, person, rotation, wantedPerson } from '#shared/access/member.ts';
import type { RouteDescriptions } from './route-description.ts';

const next = v.optional(v.string());
const given = v.intersect([v.object({ grantee: v.string(), by: v.string(), at: v.string() }), grant]);
const withSecret = v.object({ ...machineClient.entries, clientSecret: v.optional(v.string()) });

/** Who belongs to a tenant, whom it trusts, and what its people changed. */
export const peopleRoutes: RouteDescriptions = {
  'GET /api/users': {
    summary: 'People of the tenant, 100 a page; those who were removed too',
    permission: 'people:read',
    answer: { status: 200, shape: v.object({ users: v.array(person), next }) },
  },
  'GET /api/users/{username}': {
    summary: 'One person',
    permission: 'people:read',
    answer: { status: 200, shape: person },
  },
  'PUT /api/users/{username}': {
    summary:
      'Register a person, who is invited by e-mail, or change role, name, address or whether he may come in; idempotent',
    permission: 'people:write',
    body: wantedPerson,
    answer: { status: 200, shape: person },
  },
  'DELETE /api/users/{username}': {
    summary: 'Remove a person for good; the user name is not given to anybody else',
    permission: 'people:write',
    answer: { status: 204 },
  },
  'GET /api/clients': {
    summary: 'Machine clients of the tenant, 100 a page, without their secrets',
    permission: 'people:read',
    answer: { status: 200, shape: v.object({ clients: v.array(machineClient), next }) },
  },
  'POST /api/clients': {
    summary:
      'Make a machine client under an id of yours; its secret is answered once, and not when the same is sent again',
    permission: 'people:write',
    body: newClient,
    answer: { status: 201, shape: withSecret },
  },
  'GET /api/clients/{client}': {
    summary: 'One machine client, without its secret',
    permission: 'people:read',
    answer: { status: 200, shape: machineClient },
  },
  'PUT /api/clients/{client}': {
    summary: 'Change role, name or state of a machine client; idempotent',
    permission: 'people:write',
    body: clientChange,
    answer: { status: 200, shape: machineClient },
  },
  'DELETE /api/clients/{client}': {
    summary: 'Remove a machine client for good',
    permission: 'people:write',
    answer: { status: 204 },
  },
  'POST /api/clients/{client}/secret': {
    summary: 'Rotate the secret of a machine client; the new one is answered once',
    permission: 'people:write',
    body: rotation,
    answer: { status: 200, shape: withSecret },
  },
  'GET /api/audit': {
    summary: 'What people changed, newest first',
    permission: 'audit:read',
    answer: {
      status: 200,
      shape: v.object({ entries: v.array(v.object({ id: v.string(), ...auditEntry.entries })), next }),
    },
  },
  'GET /api/grants': {
    summary: 'Grants given to other tenants, 100 a page',
    permission: 'grants:read',
    answer: { status: 200, shape: v.object({ grants: v.array(given), next }) },
  },
  'PUT /api/grants/{grantee}': {
    summary:
      "Let another tenant act on this one's data, within a scope and a time; no permissions withdraw it; idempotent",
    permission: 'grants:write',
    body: grant,
    answer: { status: 200, shape: given },
  },
};
