import type { Refusal, RefusalCode } from '../../refusal.ts';
import type { SoapOperation } from './operation.ts';

/** The exceptions of the query control interface that are told here (EPCIS 1.2 §8.2.6, EPCglobal-epcis-query-1_2.xsd). */
export type SoapException =
  | 'InvalidURIException'
  | 'NoSuchNameException'
  | 'NoSuchSubscriptionException'
  | 'DuplicateSubscriptionException'
  | 'QueryParameterException'
  | 'QueryTooLargeException'
  | 'QueryTooComplexException'
  | 'SubscriptionControlsException'
  | 'SubscribeNotPermittedException'
  | 'SecurityException'
  | 'ValidationException'
  | 'ImplementationException';

const usual: Readonly<Record<RefusalCode, SoapException>> = {
  malformed: 'ValidationException',
  'bad-parameter': 'QueryParameterException',
  'bad-query': 'QueryParameterException',
  'bad-subscription': 'SubscriptionControlsException',
  unauthenticated: 'SecurityException',
  'signature-needed': 'SecurityException',
  'not-permitted': 'SecurityException',
  'not-found': 'NoSuchNameException',
  'method-not-allowed': 'ImplementationException',
  conflict: 'ImplementationException',
  'too-large': 'ValidationException',
  'too-complex': 'QueryTooComplexException',
  'too-many-results': 'QueryTooLargeException',
  'uri-too-long': 'ValidationException',
  'unsupported-media': 'ValidationException',
  'not-acceptable': 'ValidationException',
  'pool-exhausted': 'ImplementationException',
  busy: 'ImplementationException',
  'too-many-requests': 'ImplementationException',
  unsupported: 'ImplementationException',
};

/** Pointer to the destination of a subscription, in refusals of it. */
export const DEST = '/dest';

/**
 * What a refusal is called in SOAP. The standard names some by the operation that is refused: an unknown subscription, one that exists, a
 * destination that is no usable URL, a query that takes no subscriptions.
 */
export function exceptionOf({ refused, at }: Refusal, operation?: SoapOperation['is']): SoapException {
  if (operation === 'unsubscribe' && refused === 'not-found') return 'NoSuchSubscriptionException';
  if (operation !== 'subscribe') return usual[refused];
  if (at === DEST) return 'InvalidURIException';
  if (refused === 'conflict') return 'DuplicateSubscriptionException';
  return refused === 'unsupported' ? 'SubscribeNotPermittedException' : usual[refused];
}
