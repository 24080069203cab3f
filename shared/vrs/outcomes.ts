export const outcomes = [
  'verified',
  'recalled',
  'flagged',
  'not-verified',
  'not-found-in-directory',
  'request-refused',
  'requestor-unknown',
  'not-permitted',
  'responder-not-authorised',
  'responder-unavailable',
  'answer-unusable',
] as const;

/** What became of a question. */
export type Outcome = (typeof outcomes)[number];

interface Meaning {
  readonly meaning: string;
  readonly remedy: string;
  /** `answered`: the responder spoke about the pack · `wait`: asking later may help · `person`: somebody has to mend something first. */
  readonly kind: 'answered' | 'wait' | 'person';
}

/** Each outcome in words, and what to do about it. */
export const outcomeMeanings: Readonly<Record<Outcome, Meaning>> = {
  verified: { meaning: 'The responder knows the pack as it is', remedy: 'none', kind: 'answered' },
  recalled: {
    meaning: 'The pack is genuine and under recall',
    remedy: 'do not sell it: quarantine it and follow the recall',
    kind: 'answered',
  },
  flagged: {
    meaning: 'The pack is genuine, and the responder says something else of it',
    remedy: 'do not sell it before additionalInfo is understood; ask the manufacturer',
    kind: 'answered',
  },
  'not-verified': {
    meaning: 'The responder does not know the pack as it is',
    remedy: 'scan it again; when the reason stays, quarantine it and investigate it as suspect product',
    kind: 'answered',
  },
  'not-found-in-directory': {
    meaning: 'Nobody is known to answer for the GTIN',
    remedy: 'PUT /api/vrs/directory/{of} with the responder, or ask the manufacturer who answers for it',
    kind: 'person',
  },
  'request-refused': {
    meaning: 'The responder does not accept the question',
    remedy: 'check the GTIN, and the URL of the responder in the directory',
    kind: 'person',
  },
  'requestor-unknown': {
    meaning: 'The responder does not know our GLN',
    remedy: 'have the responder register the GLN of the tenant',
    kind: 'person',
  },
  'not-permitted': {
    meaning: 'The responder does not permit us to ask, or does not accept our ATP credential',
    remedy: 'renew the credential in the secret that the settings name; ask the responder whether it knows us',
    kind: 'person',
  },
  'responder-not-authorised': {
    meaning: 'The responder did not prove that it is an authorised trading partner',
    remedy: 'ask the responder for its credential, or add its issuer to the settings',
    kind: 'person',
  },
  'responder-unavailable': {
    meaning: 'No answer of the responder’s came, in time and of a size that is read',
    remedy:
      'a return is asked again by itself; otherwise retry it later, or call the responder, verify by telephone and close it',
    kind: 'wait',
  },
  'answer-unusable': {
    meaning: 'What came back is no answer to the question',
    remedy: 'a return is asked again by itself; otherwise retry it, or show the responder the evidence',
    kind: 'wait',
  },
};
