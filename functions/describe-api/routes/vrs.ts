import {
  verificationPage,
  verificationReason,
  verificationRequest,
  verificationView,
  wantedEntry,
  wantedVrsSettings,
} from '#shared/messages/verifications-api.ts';
import { anything, type RouteDescriptions } from './route-description.ts';

/** Verification of packs of others, and the directory of who answers for them. */
export const vrsRoutes: RouteDescriptions = {
  'POST /api/verifications': {
    summary: 'Ask whether a pack is genuine: 200 when that is settled, 202 while a return is asked for again',
    permission: 'vrs:use',
    body: verificationRequest,
    answer: { status: 200, shape: anything },
  },
  'GET /api/verifications': {
    summary: 'Packs that were asked about, the latest first',
    permission: 'deliveries:read',
    answer: { status: 200, shape: verificationPage },
  },
  'GET /api/verifications/{id}': {
    summary: 'One verification; with ?evidence=n the bytes of that evidence',
    permission: 'deliveries:read',
    answer: { status: 200, shape: verificationView },
  },
  'POST /api/verifications/{id}/retry': {
    summary: 'Have a verification asked again that was not answered',
    permission: 'vrs:manage',
    body: verificationReason,
    answer: { status: 202, shape: anything },
  },
  'POST /api/verifications/{id}/close': {
    summary: 'Close a verification that was settled otherwise',
    permission: 'vrs:manage',
    body: verificationReason,
    answer: { status: 200, shape: anything },
  },
  'GET /api/vrs/directory': {
    summary: 'Who answers verification requests, by GTIN or company prefix',
    permission: 'deliveries:read',
    answer: { status: 200, shape: anything },
  },
  'PUT /api/vrs/directory/{of}': {
    summary: 'Say who answers for a GTIN or a company prefix; stands over what a directory service says',
    permission: 'vrs:manage',
    body: wantedEntry,
    answer: { status: 200, shape: anything },
  },
  'DELETE /api/vrs/directory/{of}': {
    summary: 'Take an entry of the directory away',
    permission: 'vrs:manage',
    answer: { status: 204 },
  },
  'POST /api/vrs/directory/fetch': {
    summary: 'Fetch the changes of the directory service, when they are due',
    permission: 'vrs:manage',
    answer: { status: 202, shape: anything },
  },
  'GET /api/vrs/settings': {
    summary: 'How the tenant takes part in verification',
    permission: 'deliveries:read',
    answer: { status: 200, shape: anything },
  },
  'PUT /api/vrs/settings': {
    summary: 'Set the directory service, and which credentials are shown, demanded and trusted',
    permission: 'vrs:manage',
    body: wantedVrsSettings,
    answer: { status: 200, shape: anything },
  },
};
