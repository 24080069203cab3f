import type { Outcome } from './outcomes.ts';

/** Statuses other than 200 (GS1 Lightweight Messaging 1.0.2; the words are those of responders in use). */
const statuses: Readonly<Record<number, readonly [Outcome, string]>> = {
  400: ['request-refused', 'bad request'],
  401: ['requestor-unknown', 'not authenticated, or the GLN is not known'],
  403: ['not-permitted', 'not permitted, or the ATP credential is expired, revoked or not valid'],
  404: ['not-found-in-directory', 'the responder has no entry for the GTIN, or an old one'],
  405: ['request-refused', 'method not allowed'],
  408: ['responder-unavailable', 'timed out'],
  429: ['responder-unavailable', 'asked too often'],
  500: ['responder-unavailable', 'internal error'],
  502: ['responder-unavailable', 'bad answer from behind the responder'],
  503: ['responder-unavailable', 'maintenance'],
  504: ['responder-unavailable', 'no answer from behind the responder'],
};

/** What a status other than 200 says. */
export function hearStatus(status: number): { readonly outcome: Outcome; readonly detail: string } {
  const [outcome, why] = statuses[status] ?? [
    status >= 500 ? 'responder-unavailable' : 'answer-unusable',
    'not a status of the standard',
  ];
  return { outcome, detail: `status ${status}: ${why}` };
}
