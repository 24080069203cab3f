import { dueReports as ae } from './ae/due-reports.ts';
import { dueReports as bh } from './bh/due-reports.ts';
import { dueReports as sncm } from './br/sncm/due-reports.ts';
import { dueReports as cn } from './cn/due-reports.ts';
import { dueReports as eg } from './eg/due-reports.ts';
import { countries as euCountries } from './eu/countries.ts';
import { dueReports as eu } from './eu/due-reports.ts';
import { dueReports as india } from './in/due-reports.ts';
import { dueReports as jo } from './jo/due-reports.ts';
import { dueReports as kr } from './kr/due-reports.ts';
import { dueReports as kz } from './kz/due-reports.ts';
import type { Regime } from './regime.ts';
import { HOME as ruHome } from './ru/due/home.ts';
import { dueReports as ru } from './ru/due-reports.ts';
import { dueReports as ruOms } from './ru-oms/due-reports.ts';
import { dueReports as sa } from './sa/due-reports.ts';
import { HOME as saHome } from './sa/services.ts';
import { dueReports as tr } from './tr/due-reports.ts';
import { HOME as trHome } from './tr/services.ts';
import { dueReports as uz } from './uz/due-reports.ts';

/** Of a regime what its reports are planned by: who plans them neither writes them nor reads answers, and begins sooner without the code for that. */
export type Planned = Pick<
  Regime,
  'market' | 'countries' | 'movements' | 'packing' | 'dropouts' | 'voidsInside' | 'onAccess' | 'dueReports'
>;

/** The regimes of the registry, one line each; a test holds the two against each other. */
export const planned: readonly Planned[] = [
  { market: 'eu', countries: euCountries, dueReports: eu },
  // Before the one that stands behind it: its rows are there when that one looks what it waits for.
  { market: 'ru-oms', countries: [ruHome], packing: true, dropouts: true, onAccess: true, dueReports: ruOms },
  { market: 'ru', countries: [ruHome], movements: true, packing: true, dueReports: ru },
  { market: 'cn', countries: ['CN'], movements: true, packing: true, dueReports: cn },
  { market: 'ae', countries: ['AE'], movements: true, packing: true, voidsInside: true, dueReports: ae },
  { market: 'bh', countries: ['BH'], movements: true, packing: true, voidsInside: true, dueReports: bh },
  { market: 'jo', countries: ['JO'], dueReports: jo },
  { market: 'eg', countries: ['EG'], movements: true, packing: true, dueReports: eg },
  { market: 'kz', countries: ['KZ'], packing: true, dueReports: kz },
  { market: 'uz', countries: ['UZ'], packing: true, dueReports: uz },
  { market: 'kr', countries: ['KR'], movements: true, dueReports: kr },
  { market: 'in', countries: ['IN'], packing: true, dueReports: india },
  { market: 'sa', countries: [saHome], movements: true, dueReports: sa },
  { market: 'tr', countries: [trHome], movements: true, dueReports: tr },
  { market: 'br-sncm', countries: ['BR'], movements: true, onAccess: true, dueReports: sncm },
];

/** Those that apply to a product sold in these countries. */
export const plannedOf = (sold: readonly string[], among: readonly Planned[] = planned): Planned[] =>
  among.filter(({ countries }) => countries.some((country) => sold.includes(country)));

/** The one that a delivery row names. */
export const plannedFor = (market: string, among: readonly Planned[] = planned): Planned | undefined =>
  among.find((regime) => regime.market === market);
