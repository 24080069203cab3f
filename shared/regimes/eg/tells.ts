import type { ReportedAct, Tells } from '../tells.ts';

const rows: readonly (readonly [act: ReportedAct, message: string, note: string])[] = [
  ['release', 'commissioning', '50,000 rows a file; one bad row fails all of it [M]'],
  ['packing', 'aggregation', 'containers, then what is in each'],
  [
    'repacking',
    'aggregation',
    'new containers; what is taken out or added later has no event in the file, and is told to nobody',
  ],
  ['shipment', 'shipping', ''],
  ['receipt', 'receiving', 'within 48 hours [M]'],
  ['transfer', 'shipping', 'and then receiving'],
  ['sampled', 'decommissioning', ''],
  ['destroyed', 'decommissioning', ''],
  ['stolen', 'decommissioning', ''],
  ['ended', 'decommissioning', 'held until a person says what became of the packs'],
  ['undo', 'error-declaration', 'held: the authority corrects it'],
];

/** What EPTTS is told: a file is written here, and a person uploads it at the portal. */
export const tells: readonly Tells[] = rows.map(([act, message, note]) => ({
  act,
  message,
  standing: 'by-hand',
  ...(note !== '' && { note }),
}));
