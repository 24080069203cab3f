/** What trading partners owe each other and the authorities under the DSCSA, each as a case with a clock. */
export const caseKinds = ['ti-request', 'exception', 'suspect', 'form-3911'] as const;
export type CaseKind = (typeof caseKinds)[number];

export const caseStates = [
  // A request for transaction information.
  'received',
  'gathered',
  'answered',
  // A report of exceptions to a partner; it is `answered` too.
  'sending',
  'sent',
  'resolving',
  'resolved',
  // One of a partner's to us; it is `received` and `resolved` too.
  'responding',
  'responded',
  // Suspect product.
  'opened',
  'quarantined',
  'investigating',
  'cleared',
  'illegitimate',
  'ended',
  // Form FDA 3911; its first notice is `sending` too.
  'drafted',
  'submitted',
  'acknowledged',
  'following-up',
  'terminating',
  'terminated',
  // Any that turned out to be none.
  'withdrawn',
] as const;
export type CaseState = (typeof caseStates)[number];

/** States of a case in which nothing is left to be done. */
export const endStates: readonly CaseState[] = ['resolved', 'cleared', 'ended', 'terminated', 'withdrawn'];

/** True when nobody has to do anything about a case any more. A request that is answered ends there, an exception does not. */
export const isEnded = (kind: CaseKind, state: CaseState): boolean =>
  endStates.includes(state) || (kind === 'ti-request' && state === 'answered');
