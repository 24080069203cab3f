import type { FailureReason } from '../../vrs/judge-pack.ts';
import { type Outcome, outcomeMeanings } from '../../vrs/outcomes.ts';
import type { ErrorMeaning } from '../error-meaning.ts';
import type { RegulatorSystem } from '../regulator-system.ts';

const causes: Readonly<Record<Exclude<Outcome, 'verified'>, string>> = {
  recalled: 'its manufacturer recalls the lot',
  flagged: 'a word of a later edition, or of the responder’s own',
  'not-verified': 'the code was misread or typed, the manufacturer’s data are incomplete, or the pack is not genuine',
  'not-found-in-directory': 'the manufacturer is not in the directory, or its entry has expired',
  'request-refused': 'the directory’s URL is not that of a responder',
  'requestor-unknown': 'the GLN was never registered with the responder, or has changed',
  'not-permitted': 'no agreement with the responder, or a credential that has expired',
  'responder-not-authorised': 'the responder has no credential, or one of an issuer that is not trusted here',
  'responder-unavailable': 'maintenance, or the net between',
  'answer-unusable': 'something stands between, or the responder has a fault',
};

const retries = { answered: 'rejected', wait: 'transport', person: 'rejected' } as const;

const isOutcome = (word: string): word is Exclude<Outcome, 'verified'> => word in causes;

const ofOutcomes: readonly ErrorMeaning[] = Object.keys(outcomeMeanings)
  .filter(isOutcome)
  .map((code) => {
    const { meaning, remedy, kind } = outcomeMeanings[code];
    return { code, meaning, cause: causes[code], remedy, retry: retries[kind] };
  });

const compare =
  'scan the code again and compare it with the print; when the reason stays, quarantine the pack as suspect product';
const misread = 'a code was misread or typed, the print is wrong, or the pack is not genuine';

const reasons: Readonly<Record<FailureReason, readonly [meaning: string, cause: string, remedy: string]>> = {
  No_match_GTIN_Serial: ['the serial is not known for the GTIN', misread, compare],
  No_match_GTIN_Serial_Lot: ['GTIN and serial are known, with another lot', misread, compare],
  No_match_GTIN_Serial_Expiry: ['GTIN, serial and lot are known, with another expiry', misread, compare],
  No_match_GTIN_Serial_Lot_Expiry: ['GTIN and serial are known, with another lot and expiry', misread, compare],
  No_reason_provided: [
    'the responder does not say why',
    'the pack is no longer in trade (destroyed, stolen, dispensed), or the responder tells no reasons',
    'quarantine the pack, and ask the manufacturer',
  ],
};

const ofReasons: readonly ErrorMeaning[] = Object.entries(reasons).map(([code, [meaning, cause, remedy]]) => ({
  code,
  meaning,
  cause,
  remedy,
  retry: 'rejected',
}));

/** Verification of packs among trading partners: outcomes are our words, reasons those of the GS1 standard 1.0.2. */
export const vrs: RegulatorSystem = {
  system: 'vrs',
  tells: [
    {
      act: 'pack verified',
      message: 'GET …/verify',
      to: 'who answers for the GTIN',
      standing: 'works',
      note: 'as a person or system asks',
    },
    {
      act: 'pack asked about',
      message: 'answer',
      to: 'who asks',
      standing: 'works',
      note: 'with a recall that stands',
    },
  ],
  errors: [...ofOutcomes, ...ofReasons],
  throttles: [],
};
