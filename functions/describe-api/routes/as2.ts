import {
  newAs2Identity,
  toldAs2Identity,
  toldNetworkIdentity,
  toldSshKey,
} from '#shared/messages/network-identity-api.ts';
import type { RouteDescriptions } from './route-description.ts';
import { anything } from './route-description.ts';

/** What partners send by AS2, and who we are in it. */
export const as2Routes: RouteDescriptions = {
  'POST /as2': {
    summary: 'A message by AS2 (RFC 4130), or the receipt of one: who sent it is proved by its signature',
    body: anything,
    answer: { status: 200, shape: anything },
  },
  'GET /api/network/identity': {
    summary: 'What partners are given to reach us and know us by: address, AS2 names, certificates, public SSH key',
    permission: 'registry:read',
    answer: { status: 200, shape: toldNetworkIdentity },
  },
  'POST /api/network/identity': {
    summary: 'Make the first key and certificate for AS2, or the next',
    permission: 'registry:write',
    body: newAs2Identity,
    answer: { status: 201, shape: toldAs2Identity },
  },
  'DELETE /api/network/identity/{generation}': {
    summary:
      'End an earlier key for AS2: what is still encrypted for it is read no more; with the last of its name the name is given back',
    permission: 'registry:write',
    answer: { status: 204 },
  },
  'PUT /api/network/identity/ssh/{generation}': {
    summary:
      'Make the next key for SFTP; partners are shown the one before until their version names it, or that one is ended',
    permission: 'registry:write',
    answer: { status: 201, shape: toldSshKey },
  },
  'DELETE /api/network/identity/ssh/{generation}': {
    summary: 'End a key for SFTP that no partner’s version names',
    permission: 'registry:write',
    answer: { status: 204 },
  },
};
