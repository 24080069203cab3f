import type { Tells } from '../tells.ts';
import type { XtraceCountry } from './country.ts';
import { names } from './names.ts';

const works = { standing: 'works' } as const;

/** What a country's system is told. */
export function xtraceTells({ mostCodes, withdrawal }: XtraceCountry): Tells[] {
  const most = `${mostCodes.is.toLocaleString('en')} codes a report [${mostCodes.confidence}]`;
  return [
    {
      ...works,
      act: 'release',
      message: names.utilisation,
      note: `whole codes with 91 and 92, lot, expiry; wants the day of making, and the country of packing where that is not known; IMPORT where the lot was packed abroad; ${most}`,
    },
    {
      ...works,
      act: 'packing',
      message: names.aggregation,
      note: 'each package with what is directly in it, by levels [M]',
    },
    ...(withdrawal.is ? leaving : []),
  ];
}

const leaving: readonly Tells[] = [
  { ...works, act: 'destroyed', message: names.withdrawal, note: 'WRITE_OFF, DESTRUCTION [L]' },
  { ...works, act: 'stolen', message: names.withdrawal, note: 'WRITE_OFF, LOST [L]' },
  { ...works, act: 'sampled', message: names.withdrawal, note: 'WITHDRAWAL, OTHER with a comment [L]' },
  { ...works, act: 'exported', message: names.withdrawal, note: 'WITHDRAWAL, OTHER with a comment [L]' },
  { ...works, act: 'ended', message: names.withdrawal, note: 'held until a person says what became of the packs' },
  {
    act: 'undo',
    message: names.withdrawal,
    standing: 'by-hand',
    note: 'held: no document is known that takes it back',
  },
];
