import type { HubCountry } from '../hub/country.ts';

/**
 * Egypt: EPTTS, phase 1 (Decrees 475/2025 and 804/2025) [M]. There is no interface yet, so a person uploads files of about 50,000 rows at the portal; messages of
 * EPCIS 1.2 or 2.0 are announced for later. What acts make due is the same as at a hub.
 */
export const egypt: HubCountry = {
  market: 'eg',
  country: 'EG',
  system: 'eptts',
  mostSerials: { is: 50_000, confidence: 'M' },
  packing: { is: true, confidence: 'M' },
  movements: { is: true, confidence: 'M' },
  product: { is: ['name', 'strength'], confidence: 'L' },
};
