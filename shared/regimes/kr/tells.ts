import type { Tells } from '../tells.ts';
import { names } from './names.ts';

const byHand = { standing: 'by-hand' } as const;

/** What KPIS is told: a file is written here, and a person puts it into the portal. */
export const tells: readonly Tells[] = [
  {
    ...byHand,
    act: 'shipment',
    message: names.sale,
    note: 'from a place in Korea, with supply class, contract type and unit prices; by the day after [M]; abroad too',
  },
  { ...byHand, act: 'receipt', message: names.return, note: 'from somebody in Korea; cancelled where it was bought' },
  { ...byHand, act: 'destroyed', message: names.destruction },
  { ...byHand, act: 'ended', message: names.destruction, note: 'held until a person says what became of the packs' },
  {
    ...byHand,
    act: 'undo',
    message: names.back,
    note: 'names the number of the original report [M]; of a part of it a correction',
  },
];
