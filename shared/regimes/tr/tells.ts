import type { Tells } from '../tells.ts';

const works = { standing: 'works' } as const;
const adapter = { standing: 'behind-adapter' } as const;

/** What ITS, and PTS beside it, are told. */
export const tells: readonly Tells[] = [
  {
    ...adapter,
    act: 'release',
    message: 'production',
    note: 'import where the lot was packed abroad; the services of makers are not public [R]; wants the day of making',
  },
  {
    ...works,
    act: 'shipment',
    message: 'dispatch',
    note: 'every pack by its serial; return where it names an rma; taken back by dispatchcancel until it is accepted',
  },
  {
    ...works,
    act: 'shipment',
    message: 'SendPackage',
    to: 'the receiver, through PTS',
    note: 'what is in what: transfer 1.4',
  },
  { ...adapter, act: 'shipment', message: 'export', note: 'to another country; the service is not public [R]' },
  {
    ...works,
    act: 'receipt',
    message: 'accept',
    note: 'of what was dispatched in the country; taken back by acceptcancel',
  },
  { ...works, act: 'transfer', message: 'transfer', note: 'between own places; taken back by transfercancel' },
  { ...works, act: 'sampled', message: 'deactivation', note: 'the reason is a placeholder [R]' },
  { ...works, act: 'destroyed', message: 'deactivation', note: 'the reason is a placeholder [R]' },
  { ...works, act: 'stolen', message: 'deactivation', note: 'the reason is a placeholder [R]' },
  { ...works, act: 'ended', message: 'deactivation', note: 'held until a person says what became of the packs' },
  { act: 'undo', message: 'deactivation', standing: 'by-hand', note: 'held: no call takes a deactivation back' },
];
