import type { Refusal, RefusalCode } from '#shared/refusal.ts';

/** A new refusal code does not compile until it has a status and the EPCIS exception it is told as (EPCIS 2.0 REST binding). */
export const statusOf: Record<RefusalCode, { status: number; epcis: string; title: string }> = {
  malformed: { status: 400, epcis: 'ValidationException', title: 'The request is not valid' },
  'bad-parameter': { status: 400, epcis: 'QueryParameterException', title: 'A query parameter is not valid' },
  'bad-query': { status: 400, epcis: 'QueryValidationException', title: 'The query definition is not valid' },
  'bad-subscription': {
    status: 400,
    epcis: 'SubscriptionControlsException',
    title: 'The controls of the subscription are not valid',
  },
  unauthenticated: { status: 401, epcis: 'SecurityException', title: 'Not authenticated' },
  'not-permitted': { status: 403, epcis: 'SecurityException', title: 'Not permitted' },
  'signature-needed': { status: 403, epcis: 'SecurityException', title: 'An electronic signature is needed' },
  'not-found': { status: 404, epcis: 'NoSuchNameException', title: 'Not found' },
  'method-not-allowed': { status: 405, epcis: 'ImplementationException', title: 'Method not allowed' },
  conflict: { status: 409, epcis: 'ResourceAlreadyExistsException', title: 'Conflicts with what is stored' },
  'too-large': { status: 413, epcis: 'CaptureLimitExceededException', title: 'Too large' },
  'too-complex': { status: 413, epcis: 'QueryTooComplexException', title: 'The query is too complex' },
  'too-many-results': { status: 413, epcis: 'QueryTooLargeException', title: 'The query has too many results' },
  'uri-too-long': { status: 414, epcis: 'URITooLongException', title: 'The query string is too long' },
  'unsupported-media': { status: 415, epcis: 'UnsupportedMediaTypeException', title: 'Media type not supported' },
  'not-acceptable': { status: 406, epcis: 'NotAcceptableException', title: 'The accepted formats cannot be met' },
  'pool-exhausted': { status: 409, epcis: 'ImplementationException', title: 'The serial pool is exhausted' },
  'too-many-requests': { status: 429, epcis: 'ImplementationException', title: 'Too many requests' },
  busy: { status: 503, epcis: 'ImplementationException', title: 'Busy, ask again' },
  unsupported: { status: 501, epcis: 'ImplementationException', title: 'Not supported' },
};

/** RFC 9457 problem document. EPCIS routes name the standard's exception as type, all others a tag URI of our own. */
export function problem(refusal: Refusal, epcisRoute: boolean, instance: string) {
  const { status, epcis, title } = statusOf[refusal.refused];
  const type = epcisRoute ? `epcisException:${epcis}` : `urn:seriate:problem:${refusal.refused}`;
  const { detail, at, rule, remedy } = refusal;
  return { type, title, status, detail, instance, ...(at && { at }), ...(rule && { rule }), ...(remedy && { remedy }) };
}
