import * as v from 'valibot';
import { lotReport } from '#shared/messages/agent-to-cloud.ts';
import { grant, newPool, partner, product, tenantProfile } from '#shared/messages/registry-api.ts';
import { order, orderList, serialBlock, serialPage, serialRequest } from '#shared/messages/site-api.ts';
import { anything, type RouteDescriptions } from './route-description.ts';

const lot = v.object({ ...order.entries, state: v.string(), createdAt: v.string(), report: v.optional(lotReport) });

/** Serials, master data, orders and lots. */
export const enterpriseRoutes: RouteDescriptions = {
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
};
