import type { Tells } from '../tells.ts';

const works = { standing: 'works' } as const;

/** What RSD is told. */
export const tells: readonly Tells[] = [
  {
    ...works,
    act: 'release',
    message: 'SupplyService',
    note: 'ImportService where the lot was packed abroad; 5,000 packs a call; wants the day of making',
  },
  {
    ...works,
    act: 'shipment',
    message: 'DispatchService',
    note: 'every pack by its serial; ReturnService where it names an rma; taken back by …Cancel until it is accepted',
  },
  {
    ...works,
    act: 'shipment',
    message: 'ExportService',
    note: 'to another country; taken back by ExportCancelService [L]',
  },
  { ...works, act: 'receipt', message: 'AcceptService', note: 'of what was dispatched in the country' },
  {
    ...works,
    act: 'transfer',
    message: 'TransferService',
    note: 'between own places; to a place abroad ExportService',
  },
  { ...works, act: 'sampled', message: 'DeactivationService', note: 'DR is a placeholder [R]' },
  { ...works, act: 'destroyed', message: 'DeactivationService', note: 'DR is a placeholder [R]' },
  { ...works, act: 'stolen', message: 'DeactivationService', note: 'DR is a placeholder [R]' },
  { ...works, act: 'ended', message: 'DeactivationService', note: 'held until a person says what became of the packs' },
  { ...works, act: 'undo', message: 'DeactivationCancelService', note: 'of what became of packs [L]' },
];
