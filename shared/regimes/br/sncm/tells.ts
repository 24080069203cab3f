import type { Tells } from '../../tells.ts';

const works = { standing: 'works' } as const;

/** What SNCM was told while the duty stood. */
export const tells: readonly Tells[] = [
  { act: 'release', message: 'activ', ...works, note: '10,000 packs an event' },
  { act: 'shipment', message: 'shpt', ...works, note: 'with all packs inside, by package' },
  { act: 'transfer', message: 'shpt', ...works, note: 'between establishments of other CNPJs' },
  { act: 'receipt', message: 'rec', ...works },
  { act: 'sampled', message: 'final', ...works, note: 'quality' },
  { act: 'destroyed', message: 'final', ...works, note: 'destroy' },
  { act: 'stolen', message: 'final', ...works, note: 'robry' },
  { act: 'exported', message: 'final', ...works, note: 'xport' },
  { act: 'ended', message: 'final', ...works, note: 'held until a person gives the reason' },
  { act: 'undo', message: 'evtRvctn', ...works, note: 'by the id that SNCM gave the event' },
];
