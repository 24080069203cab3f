import type { ReportedAct, Tells } from '../tells.ts';
import type { HubCountry } from './country.ts';

type Row = readonly [act: ReportedAct, message: string, note: string];

/** What a hub is told. Its own envelope is shown to onboarded parties only, so all of it goes through an adapter. */
export function hubTells({ packing, movements, mostSerials }: HubCountry): Tells[] {
  const most = mostSerials.is.toLocaleString('en');
  const rows: readonly Row[] = [
    [
      'release',
      'commissioning',
      `ObjectEvent ADD with lot and expiry; ${most} serials a message [${mostSerials.confidence}]`,
    ],
    ...(packing.is ? goods : []),
    ...(movements.is ? moved : []),
    ...ends,
    ...(movements.is ? [] : [exported]),
    ['undo', 'error-declaration', 'the same event with an errorDeclaration [L]'],
    ['recall', 'recall', 'the lot as a class, disposition recalled [L]'],
  ];
  return rows.map(([act, message, note]) => ({ act, message, standing: 'behind-adapter', note }));
}

const goods: readonly Row[] = [
  ['packing', 'aggregation', 'ObjectEvent ADD of the containers, then an AggregationEvent ADD of each'],
  ['repacking', 'aggregation', 'AggregationEvent ADD of what was put in later'],
  ['repacking', 'disaggregation', 'AggregationEvent DELETE of what was taken out, or of all [L]'],
];
const moved: readonly Row[] = [
  ['shipment', 'shipping', 'ObjectEvent OBSERVE; taken back by void_shipping'],
  ['receipt', 'receiving', 'ObjectEvent OBSERVE; taken back by an errorDeclaration'],
  ['transfer', 'shipping', 'and then receiving'],
];
const ends: readonly Row[] = [
  ['sampled', 'decommissioning', 'ObjectEvent DELETE, inactive [L]'],
  ['destroyed', 'decommissioning', 'ObjectEvent DELETE, destroying, destroyed'],
  ['stolen', 'decommissioning', 'ObjectEvent DELETE, stolen'],
  ['ended', 'decommissioning', 'held until a person says what became of the packs'],
];
const exported: Row = [
  'exported',
  'decommissioning',
  'ObjectEvent DELETE, inactive, for there is no shipment to tell [L]',
];
