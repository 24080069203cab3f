import * as v from 'valibot';
import {
  codeAnswer,
  giveBack,
  refillAnswer,
  serialBlockDetails,
  serialFileAnswer,
  serialRequestPage,
  wantedFile,
} from '#shared/messages/serials-api.ts';
import { serialBlock, serialPage, serialRequest } from '#shared/messages/site-api.ts';
import type { RouteDescriptions } from './route-description.ts';

/** Serial requests and their blocks, files of serials, look-up of codes, refills. */
export const serialRoutes: RouteDescriptions = {
  'POST /api/serial-requests': {
    summary: 'Allocate a block of serials; the same requestId answers the same block',
    permission: 'serials:request',
    body: serialRequest,
    answer: { status: 201, shape: serialBlock },
  },
  'GET /api/serial-requests': {
    summary: 'Serial requests and what became of their blocks, the newest first',
    permission: 'pools:read',
    answer: { status: 200, shape: serialRequestPage },
  },
  'GET /api/serial-requests/{requestId}': {
    summary: 'One serial request and what became of its block',
    permission: 'pools:read',
    answer: { status: 200, shape: serialBlockDetails },
  },
  'GET /api/serial-requests/{requestId}/serials': {
    summary: 'One page of an allocated block, in counter order',
    permission: 'serials:request',
    answer: { status: 200, shape: serialPage },
  },
  'POST /api/serial-requests/{requestId}/file': {
    summary: 'Have all serials of a request written as a file; asking again answers the same job',
    permission: 'serials:request',
    body: wantedFile,
    answer: { status: 202, shape: serialFileAnswer },
  },
  'GET /api/serial-requests/{requestId}/file': {
    summary: 'How the file stands, and where it is fetched once it is ready',
    permission: 'serials:request',
    answer: { status: 200, shape: serialFileAnswer },
  },
  'POST /api/serial-requests/{requestId}/delivered': {
    summary: 'Acknowledge a block: its numbers are with who asked; saying it again changes nothing',
    permission: 'serials:request',
    answer: { status: 200, shape: serialBlockDetails },
  },
  'POST /api/serial-requests/{requestId}/closed': {
    summary: 'Close a block: nothing more of it will be used or given back; saying it again changes nothing',
    permission: 'blocks:write',
    answer: { status: 200, shape: serialBlockDetails },
  },
  'POST /api/serial-requests/{requestId}/returns': {
    summary: 'Give unused numbers back to their pool, which issues them again; idempotent by id',
    permission: 'blocks:write',
    body: giveBack,
    answer: { status: 201, shape: serialBlockDetails },
  },
  'POST /api/serial-requests/{requestId}/destructions': {
    summary: 'Destroy unused numbers, so that nobody is ever issued them; idempotent by id',
    permission: 'blocks:write',
    body: giveBack,
    answer: { status: 201, shape: serialBlockDetails },
  },
  'GET /api/serials/{code+}': {
    summary: 'Whether a code was issued, when and to whom, and its state; in any spelling',
    permission: 'pools:read',
    answer: { status: 200, shape: codeAnswer },
  },
  'GET /api/refills': {
    summary: 'Refills of pools that ran low, 100 a page',
    permission: 'pools:read',
    answer: { status: 200, shape: v.object({ refills: v.array(refillAnswer), next: v.optional(v.string()) }) },
  },
  'GET /api/refills/{refillId}': {
    summary: 'One refill and how it stands',
    permission: 'pools:read',
    answer: { status: 200, shape: refillAnswer },
  },
  'POST /api/refills/{refillId}/retry': {
    summary: 'Try a refill now that failed, or that waits for its next try; one that is under way is left alone',
    permission: 'pools:write',
    answer: { status: 200, shape: refillAnswer },
  },
};
