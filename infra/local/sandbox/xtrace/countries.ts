import type { Language } from './texts.ts';

/** What differs from one country's system to the other. */
export interface CountryRules {
  readonly currency: 'KZT' | 'UZS';
  /** Of one code, in the currency: made up, for orders to have a price. */
  readonly price: number;
  /** Languages of its texts, the first where none of them is asked for. */
  readonly languages: readonly [Language, ...Language[]];
  /** How a participant proves who it is: by a token for name and password, or by a key. */
  readonly login: 'password' | 'key';
  /** Whether it takes documents about packs that leave circulation. */
  readonly withdrawal: boolean;
}

/** By the first segment of the path. */
export const countries: Readonly<Record<string, CountryRules>> = {
  kz: { currency: 'KZT', price: 4, languages: ['ru', 'kk', 'en'], login: 'password', withdrawal: true },
  uz: { currency: 'UZS', price: 95, languages: ['ru', 'uz', 'en'], login: 'key', withdrawal: false },
};

/** What medicines are ordered under. */
export const GROUP = 'pharma';
/** Codes of an order for one product. */
export const MOST_ORDERED = 150_000;
/** Codes in one report or document. */
export const MOST_REPORTED = 30_000;
/** Things in one package, and packages in one document. */
export const MOST_INSIDE = 1_500;
export const MOST_UNITS = 200;
/** Codes that are on no pack by then are void, milliseconds: as in Russia. */
export const CODES_LIVE_MS = 180 * 86_400_000;

/** Who takes part, in one country. */
export interface Participant {
  readonly tin: string;
  /** Of Kazakhstan. */
  readonly login?: string;
  readonly password?: string;
  /** Of Uzbekistan. */
  readonly apiKey?: string;
  /** Its places of business. */
  readonly places: readonly number[];
  /** What it has to pay codes with, in the country's currency. */
  readonly balance: number;
}

export type Participants = Readonly<Record<string, readonly Participant[]>>;
