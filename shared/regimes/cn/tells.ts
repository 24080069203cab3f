import type { Tells } from '../tells.ts';

const relation = { message: 'uploadrelation', standing: 'works' } as const;
const bill = { message: 'uploadinoutbill', standing: 'works' } as const;

/** What the platform is told. */
export const tells: readonly Tells[] = [
  {
    act: 'release',
    ...relation,
    note: 'RelationCreate 3.0: the packs’ codes become active',
  },
  { act: 'release', message: 'uploadcircubill', standing: 'works', note: '101 production, when the codes are active' },
  {
    act: 'packing',
    ...relation,
    note: 'RelationCreate 3.0 with containers: that codes may be told first and packed later is our reading [L]; of one lot and product, others are told by hand',
  },
  {
    act: 'repacking',
    message: 'uploadrelation',
    standing: 'by-hand',
    note: 'held: no call that changes a relation is public; what moves of it waits until a person did it and cancels the report [L]',
  },
  { act: 'shipment', ...bill, note: '201 sale, or 202 where it names an rma; fewer than 3,500 codes a bill' },
  { act: 'receipt', ...bill, note: '102 purchase, or 103 where it names an rma' },
  { act: 'transfer', ...bill, note: '203 out, then 104 in' },
  { act: 'sampled', ...bill, note: '206' },
  { act: 'destroyed', ...bill, note: '205' },
  { act: 'stolen', ...bill, note: '214 loss' },
  { act: 'ended', ...bill, note: 'held until a person says what became of the packs' },
  {
    act: 'undo',
    message: 'uploadinoutbill',
    standing: 'by-hand',
    note: 'held: a bill is revoked on the platform by hand',
  },
  { act: 'statement', ...bill, note: '104 to 113, 204, 207 to 217, 237: what no event tells' },
  {
    act: 'statement',
    message: 'codereplace',
    standing: 'works',
    note: 'a code in the place of one that cannot be read; how both stand is read back [L]',
  },
];
