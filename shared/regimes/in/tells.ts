import type { Tells } from '../tells.ts';
import { names } from './names.ts';

const byHand = { standing: 'by-hand' } as const;

/** What iVEDA is told: an upload is written here, and a person hands it in. */
export const tells: readonly Tells[] = [
  {
    ...byHand,
    act: 'release',
    message: names.primary,
    note: 'of lots made in India of products that are sold elsewhere as well; 50,000 packs a file, our own bound',
  },
  { ...byHand, act: 'packing', message: names.secondary, note: 'packages between packs and the outermost' },
  { ...byHand, act: 'packing', message: names.tertiary, note: 'the outermost; a parent after its children [M]' },
];
