import * as v from 'valibot';
import type { Permission } from '#shared/access/permissions.ts';
import { lotReport } from '#shared/messages/agent-to-cloud.ts';
import { grant, newPool, partner, product, tenantProfile } from '#shared/messages/registry-api.ts';
import { order, orderList, serialBlock, serialPage, serialRequest } from '#shared/messages/site-api.ts';

export interface RouteDescription {
  readonly summary: string;
  /** Absent: no token is needed. */
  readonly permission?: Permission;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: v.GenericSchema;
  /** Status and shape of the good answer. */
  readonly answer: { readonly status: number; readonly shape?: v.GenericSchema };
}

const lot = v.object({ ...order.entries, state: v.string(), createdAt: v.string(), report: v.optional(lotReport) });
const anything = v.looseObject({});

/** Every route of the HTTP API, keyed as in the template. A test holds this list against the synthesized one. */
export const routes: Readonly<Record<string, RouteDescription>> = {
  'POST /api/serial-requests': {
    summary: 'Allocate a block of serials; the same requestId answers the same block',
    permission: 'serials:request',
    body: serialRequest,
    answer: { status: 201, shape: serialBlock },
  },
  'GET /api/serial-requests/{requestId}/serials': {
    summary: 'One page of an allocated block, in counter order',
    permission: 'serials:request',
    query: { from: 'counter of the first serial wanted', limit: '1 to 20,000; 5,000 when absent' },
    answer: { status: 200, shape: serialPage },
  },
  'GET /api/tenant': {
    summary: "The caller's tenant as the network knows it",
    permission: 'registry:read',
    answer: { status: 200, shape: tenantProfile },
  },
  'PUT /api/tenant': {
    summary: "Store the caller's tenant profile",
    permission: 'registry:write',
    body: tenantProfile,
    answer: { status: 200, shape: tenantProfile },
  },
  'GET /api/products': { summary: 'Products', permission: 'registry:read', answer: { status: 200, shape: anything } },
  'PUT /api/products/{gtin}': {
    summary: 'Store a product under its GTIN',
    permission: 'registry:write',
    body: product,
    answer: { status: 200, shape: product },
  },
  'GET /api/partners': {
    summary: 'Trading partners',
    permission: 'registry:read',
    answer: { status: 200, shape: anything },
  },
  'PUT /api/partners/{partner}': {
    summary: 'Store a trading partner; answers the secret its webhooks are signed with',
    permission: 'registry:write',
    body: partner,
    answer: { status: 200, shape: partner },
  },
  'GET /api/grants': {
    summary: 'Grants given to other tenants',
    permission: 'registry:read',
    answer: { status: 200, shape: anything },
  },
  'PUT /api/grants/{grantee}': {
    summary: "Let another tenant act on this one's data",
    permission: 'grants:write',
    body: grant,
    answer: { status: 200, shape: grant },
  },
  'GET /api/pools/{pool}': {
    summary: 'A serial pool and what is left in it',
    permission: 'registry:read',
    answer: { status: 200, shape: anything },
  },
  'PUT /api/pools/{pool}': {
    summary: 'Create a serial pool',
    permission: 'registry:write',
    body: newPool,
    answer: { status: 201, shape: anything },
  },
  'GET /api/orders': {
    summary: 'Orders, with their state',
    permission: 'orders:read',
    query: { site: 'only of this site', state: 'assigned, reported or released' },
    answer: { status: 200, shape: orderList },
  },
  'POST /api/orders': {
    summary: 'Order a lot',
    permission: 'orders:write',
    body: order,
    answer: { status: 201, shape: order },
  },
  'GET /api/lots': {
    summary: 'Lots, 100 a page',
    permission: 'orders:read',
    query: { after: '`next` of the page before' },
    answer: { status: 200, shape: v.object({ lots: v.array(lot), next: v.optional(v.string()) }) },
  },
  'GET /api/lots/{lot}': {
    summary: 'One lot with its reconciliation',
    permission: 'orders:read',
    query: { gtin: 'needed when two products share the lot number' },
    answer: { status: 200, shape: lot },
  },
  'POST /api/lots/{lot}/release': {
    summary: 'Release a lot that reconciles; the reports to regulators become due',
    permission: 'lots:release',
    query: { gtin: 'needed when two products share the lot number' },
    answer: { status: 200, shape: lot },
  },
  'POST /epcis/capture': {
    summary: 'Capture an EPCIS 2.0 JSON document (EPCIS 2.0, 12.6)',
    permission: 'events:capture',
    body: anything,
    answer: { status: 202 },
  },
  'GET /epcis/capture': {
    summary: 'Capture jobs',
    permission: 'events:capture',
    answer: { status: 200, shape: anything },
  },
  'GET /epcis/capture/{captureID}': {
    summary: 'One capture job',
    permission: 'events:capture',
    answer: { status: 200, shape: anything },
  },
  'GET /epcis/events': {
    summary: 'Query events (EPCIS 2.0 SimpleEventQuery)',
    permission: 'events:query',
    query: {
      MATCH_anyEPC: 'EPCs in any role, joined by |',
      EQ_bizStep: 'business steps, joined by |',
      GE_eventTime: 'at or after this time',
      LT_eventTime: 'before this time',
      perPage: 'events a page, 30 when absent',
      nextPageToken: 'from the Link header of the page before',
    },
    answer: { status: 200, shape: anything },
  },
  'GET /api/units/{epc+}': {
    summary: 'A pack, case or pallet: state, parents, history',
    permission: 'events:query',
    answer: { status: 200, shape: anything },
  },
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
  'GET /api/openapi.json': { summary: 'This description', answer: { status: 200, shape: anything } },
  'GET /health': { summary: 'Whether every part is up', answer: { status: 200, shape: anything } },
};
