import { refuse } from '#shared/refusal.ts';
import { Refused } from './refused.ts';

/** Routes of our own that write and take no body: path and query say all. A test holds them against what is described. */
export const bodiless: ReadonlySet<string> = new Set([
  'POST /api/serial-requests/{requestId}/delivered',
  'POST /api/serial-requests/{requestId}/closed',
  'POST /api/refills/{refillId}/retry',
  'POST /api/pools/{pool}/imports/{importId}/complete',
  'POST /api/deliveries/{deliveryId}/resend',
  'POST /api/inbound-documents/{documentId}/retry',
  'PUT /api/capture-uploads/{captureID}',
  'POST /api/vrs/directory/fetch',
  'POST /api/recalls/{recall}/holders',
  'DELETE /api/vrs/directory/{of}',
  'DELETE /api/products/{gtin}',
  'DELETE /api/products/{gtin}/versions/{version}',
  'DELETE /api/locations/{gln}',
  'DELETE /api/locations/{gln}/versions/{version}',
  'DELETE /api/partners/{partner}',
  'DELETE /api/mappings/{name}',
  'DELETE /api/mappings/{name}/versions/{version}',
  'DELETE /api/partners/{partner}/credentials/{kind}',
  'POST /api/partners/{partner}/probe',
  'POST /api/partners/{partner}/health/try',
  'POST /api/partners/{partner}/resend',
  'DELETE /api/partners/{partner}/versions/{version}',
  'DELETE /api/network/identity/{generation}',
  'PUT /api/network/identity/ssh/{generation}',
  'DELETE /api/network/identity/ssh/{generation}',
  'DELETE /api/users/{username}',
  'DELETE /api/clients/{client}',
  'DELETE /api/listeners/{listener}',
  'POST /api/listeners/{listener}/test',
  'POST /api/listeners/{listener}/pause',
  'POST /api/listeners/{listener}/resume',
  'POST /api/listeners/{listener}/deliveries/{n}/resend',
]);

/** Refuses a body that would be passed over; an empty object, which many clients send of themselves, says nothing. */
export function mustBeBodiless(route: string, text: string): void {
  if (!bodiless.has(route) || text === '' || saysNothing(text.trim())) return;
  throw new Refused(
    refuse('malformed', `${route} takes no body, and one came`, {
      at: '/',
      rule: 'Seriate API, /api/openapi.json: the route has no request body',
      remedy: 'send it without a body, or with {}; what it can be told stands in its path and query',
    }),
  );
}

const saysNothing = (text: string): boolean =>
  text === '' || (text.startsWith('{') && text.endsWith('}') && text.slice(1, -1).trim() === '');
