import { countries as euCountries } from './eu/countries.ts';
import type { Market } from './market.ts';

/** Of a market which codes its packs bear: who judges codes needs nothing else of it, and begins sooner without. */
export type Coded = Pick<Market, 'market' | 'countries' | 'profiles'>;

const gs1: Coded['profiles'] = ['ae'];

/** The markets of the registry, one line each; a test holds the two against each other. */
export const coded: readonly Coded[] = [
  { market: 'eu', countries: euCountries, profiles: ['eu', 'eu-capitals'] },
  { market: 'ru', countries: ['RU'], profiles: ['ru'] },
  { market: 'cn', countries: ['CN'], profiles: ['cn-platform', 'cn-gs1'] },
  { market: 'sa', countries: ['SA'], profiles: ['sa'] },
  { market: 'tr', countries: ['TR'], profiles: ['tr'] },
  { market: 'ae', countries: ['AE'], profiles: gs1 },
  { market: 'bh', countries: ['BH'], profiles: gs1 },
  { market: 'jo', countries: ['JO'], profiles: gs1 },
  { market: 'eg', countries: ['EG'], profiles: gs1 },
  { market: 'kz', countries: ['KZ'], profiles: ['kz'] },
  { market: 'uz', countries: ['UZ'], profiles: ['uz'] },
  { market: 'kr', countries: ['KR'], profiles: ['kr'] },
  { market: 'in', countries: ['IN'], profiles: ['in-export'] },
  { market: 'us', countries: ['US', 'PR', 'GU', 'VI', 'AS', 'MP'], profiles: ['us'] },
  { market: 'br', countries: ['BR'], profiles: ['br'] },
];

/** The markets that a product sold in these countries is for. */
export const codedIn = (sold: readonly string[]): Coded[] =>
  coded.filter(({ countries }) => countries.some((country) => sold.includes(country)));
