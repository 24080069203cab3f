import type { Routes } from '#common/http.ts';
import { closeVerification, retryVerification } from './decide.ts';
import { fetchNow, listEntries, putEntry, removeEntry } from './directory.ts';
import type { ApiNeeds } from './needs.ts';
import { putSettings, showSettings } from './settings.ts';
import { listVerifications, showVerification } from './show-verifications.ts';
import { verify } from './verify.ts';

/** Packs of others are verified, and it is kept who answers for them. */
export const routes = (needs: ApiNeeds): Routes => ({
  'POST /api/verifications': { permission: 'vrs:use', endpoint: verify(needs) },
  'GET /api/verifications': { permission: 'deliveries:read', endpoint: listVerifications(needs) },
  'GET /api/verifications/{id}': { permission: 'deliveries:read', endpoint: showVerification(needs) },
  'POST /api/verifications/{id}/retry': { permission: 'vrs:manage', endpoint: retryVerification(needs) },
  'POST /api/verifications/{id}/close': { permission: 'vrs:manage', endpoint: closeVerification(needs) },
  'GET /api/vrs/directory': { permission: 'deliveries:read', endpoint: listEntries(needs) },
  'PUT /api/vrs/directory/{of}': { permission: 'vrs:manage', endpoint: putEntry(needs) },
  'DELETE /api/vrs/directory/{of}': { permission: 'vrs:manage', endpoint: removeEntry(needs) },
  'POST /api/vrs/directory/fetch': { permission: 'vrs:manage', endpoint: fetchNow(needs) },
  'GET /api/vrs/settings': { permission: 'deliveries:read', endpoint: showSettings(needs) },
  'PUT /api/vrs/settings': { permission: 'vrs:manage', endpoint: putSettings(needs) },
});
