import type { XtraceCountry } from './country.ts';

/** Kazakhstan: IS MPT. Its limits are told to participants only; no movement of goods is told here. */
export const kazakhstan: XtraceCountry = {
  market: 'kz',
  country: 'KZ',
  system: 'is-mpt',
  access: { is: 'xtrace-token', confidence: 'M' },
  place: 'mpt-place',
  productGroup: { is: 'pharma', confidence: 'M' },
  mostCodes: { is: 10_000, confidence: 'own' },
  withdrawal: { is: true, confidence: 'M' },
};

/** Uzbekistan: ASL BELGISI, run by CRPT Turon. Of the two names that clients have for medicines, `pharma` and `medicine`, the one that Kazakhstan has, too. */
export const uzbekistan: XtraceCountry = {
  market: 'uz',
  country: 'UZ',
  system: 'asl-belgisi',
  access: { is: 'static', confidence: 'M' },
  place: 'asl-place',
  productGroup: { is: 'pharma', confidence: 'L' },
  mostCodes: { is: 30_000, confidence: 'M' },
  withdrawal: { is: false, confidence: 'L' },
};
