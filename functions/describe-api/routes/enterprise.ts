import { tenantProfile, wantedProfile } from '#shared/messages/registry-api.ts';
import type { RouteDescriptions } from './route-description.ts';

/** The tenant and its pools. */
export const enterpriseRoutes: RouteDescriptions = {
  'GET /api/tenant': {
    summary: "The caller's tenant as the network knows it",
    permission: 'registry:read',
    answer: { status: 200, shape: tenantProfile },
  },
  'PUT /api/tenant': {
    summary: "Store the caller's tenant profile",
    permission: 'registry:write',
    body: wantedProfile,
    answer: { status: 200, shape: tenantProfile },
  },
};
