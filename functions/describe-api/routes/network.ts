import { anything, type RouteDescriptions } from './route-description.ts';

/** Deliveries and verification. */
export const networkRoutes: RouteDescriptions = {
  'GET /api/deliveries': {
    summary: 'Submissions to regulators and deliveries to partners',
    permission: 'deliveries:read',
    answer: { status: 200, shape: anything },
  },
  'GET /api/deliveries/{deliveryId}': {
    summary: 'One delivery; with ?evidence=n the bytes of that evidence',
    permission: 'deliveries:read',
    answer: { status: 200, shape: anything },
  },
  'POST /api/deliveries/{deliveryId}/resend': {
    summary: 'Send a parked or rejected delivery again',
    permission: 'deliveries:write',
    answer: { status: 202, shape: anything },
  },
  'GET /vrs/verify/gtin/{gtin}/lot/{lot}/ser/{serial}': {
    summary: 'Verify a pack (GS1 Lightweight Messaging Standard for Verification of Product Identifiers)',
    permission: 'packs:verify',
    answer: { status: 200, shape: anything },
  },
  'GET /vrs/checkConnectivity': {
    summary: 'Ask whether verification is answered for a GTIN',
    permission: 'packs:verify',
    answer: { status: 200, shape: anything },
  },
};
