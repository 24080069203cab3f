import type { Tells } from '../tells.ts';
import { names } from './due-reports.ts';

const works = { standing: 'works' } as const;

/** What an order station is told. */
export const omsTells: readonly Tells[] = [
  {
    ...works,
    act: 'release',
    message: names.utilisation,
    note: 'the codes on the packs of a released lot, whole, 30,000 a report [M]; attributes of medicines [M]',
  },
  {
    ...works,
    act: 'dropout',
    message: names.dropout,
    note: 'packs that were made and were no more at the release; known of other product groups [M], of medicines [L]; words of the reasons [R]',
  },
  {
    ...works,
    act: 'packing',
    message: names.aggregation,
    note: 'packages by SSCC, from the lowest level up; known of other product groups [M], of medicines [L]',
  },
];
