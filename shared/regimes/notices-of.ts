import type { Notices } from './regime.ts';
import { notices as ru } from './ru/notices.ts';

const byMarket: ReadonlyMap<string, Notices> = new Map([['ru', ru]]);

/** How it is heard what the regulator of a market tells of its own accord; `undefined` where it tells nothing. */
export const noticesOf = (market: string): Notices | undefined => byMarket.get(market);
