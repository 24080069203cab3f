import { anything, type RouteDescriptions } from './route-description.ts';

/** Deliveries and verification. */
export const networkRoutes: RouteDescriptions = {
  'GET /api/deliveries': {
    summary: 'Submissions to regulators and deliveries to partners',
    permission: 'deliveries:read',
    query: {
      lot: 'only of this lot',
      gtin: 'only of this product',
      kind: 'submission or delivery',
      market: 'only to this market',
      partner: 'only to this partner',
      state: 'only in this state',
      limit: 'rows a page',
      after: 'from the page before',
    },
    answer: { status: 200, shape: anything },
  },
  'GET /api/deliveries/{deliveryId}': {
    summary: 'One delivery; with ?evidence=n the bytes of that evidence',
    permission: 'deliveries:read',
    query: { evidence: 'number of the evidence, from 0' },
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
    query: {
      exp: 'expiry, YYMMDD',
      reqGLN: 'GLN of the requestor',
      linkType: 'verificationService',
      context: 'dscsaSaleableReturn',
    },
    answer: { status: 200, shape: anything },
  },
  'GET /vrs/checkConnectivity': {
    summary: 'Ask whether verification is answered for a GTIN',
    permission: 'packs:verify',
    query: { gtin: '14 digits', reqGLN: 'GLN of the requestor' },
    answer: { status: 200, shape: anything },
  },
};
