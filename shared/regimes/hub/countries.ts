import type { HubCountry } from './country.ts';

/** United Arab Emirates: Tatmeen, live since 13 December 2022. The limit is one that a vendor names. */
export const emirates: HubCountry = {
  market: 'ae',
  country: 'AE',
  system: 'tatmeen',
  mostSerials: { is: 65_000, confidence: 'M' },
  packing: { is: true, confidence: 'M' },
  movements: { is: true, confidence: 'M' },
  product: { is: ['name', 'commonName', 'form', 'strength', 'packType'], confidence: 'L' },
};

/** Bahrain: the MVC hub of NHRA; reports since 1 January 2022, aggregation since 1 May 2022. Product data come by GS1 BrandSync. */
export const bahrain: HubCountry = {
  market: 'bh',
  country: 'BH',
  system: 'mvc',
  mostSerials: { is: 65_000, confidence: 'own' },
  packing: { is: true, confidence: 'M' },
  movements: { is: true, confidence: 'L' },
  product: { is: ['name', 'strength'], confidence: 'L' },
};

/** Jordan: JFDA has packs uploaded by EPCIS; nothing public says that it hears of containers or movements. */
export const jordan: HubCountry = {
  market: 'jo',
  country: 'JO',
  system: 'jfda',
  mostSerials: { is: 65_000, confidence: 'own' },
  packing: { is: false, confidence: 'L' },
  movements: { is: false, confidence: 'L' },
  product: { is: ['name'], confidence: 'L' },
};
