import type { Tells } from '../tells.ts';

const works = { standing: 'works' } as const;

/** What the operator is told, by the numbers of its documents. */
export const tells: readonly Tells[] = [
  {
    ...works,
    act: 'release',
    message: '313',
    note: 'of lots packed in Russia, once the decision is given; 25,000 packs a document',
  },
  {
    ...works,
    act: 'packing',
    message: '915',
    note: 'level by level; what is declared an error after it was told is mended by hand',
  },
  { ...works, act: 'packing', message: '911', note: 'one package each: few ones of the higher levels' },
  { ...works, act: 'repacking', message: '912', note: 'a package was taken apart' },
  { ...works, act: 'repacking', message: '913', note: 'things were taken out of a package' },
  {
    ...works,
    act: 'repacking',
    message: '914',
    note: 'things were put into a package that was told; 916 says the same of several',
  },
  { ...works, act: 'repacking', message: '911', note: 'a package was packed after the release' },
  {
    ...works,
    act: 'shipment',
    message: '415',
    note: 'in Russia, with prices; taken back by 251 until the receiver accepts',
  },
  { ...works, act: 'shipment', message: '331', note: 'from abroad to Russia' },
  { ...works, act: 'receipt', message: '701', note: 'in Russia; 416 from partners with whom the receiver tells first' },
  { ...works, act: 'receipt', message: '416', note: 'with prices' },
  { ...works, act: 'receipt', message: '332', note: 'from abroad' },
  { ...works, act: 'receipt', message: '335', note: 'what customs decided, after 332' },
  { ...works, act: 'receipt', message: '342', note: 'into circulation, after 335' },
  { ...works, act: 'transfer', message: '431', note: 'in Russia; taken back by 250' },
  { ...works, act: 'sampled', message: '552', note: 'type 19' },
  { ...works, act: 'stolen', message: '552', note: 'type 21' },
  { ...works, act: 'exported', message: '552', note: 'type 24, when the receiver’s country is another' },
  { ...works, act: 'ended', message: '552', note: 'held until a person says of what type' },
  { ...works, act: 'destroyed', message: '542', note: 'with the record of the destruction' },
  {
    ...works,
    act: 'undo',
    message: '250',
    note: 'of packs: held, since 552 and 542 are taken back by the operator’s support alone',
  },
  { ...works, act: 'statement', message: '250', note: 'takes back a 313, 335, 342 or 541 of ours' },
  { ...works, act: 'statement', message: '252', note: 'goods are not accepted' },
  { ...works, act: 'statement', message: '381', note: 'goods went to their owner' },
  { ...works, act: 'statement', message: '541', note: 'goods went to be destroyed' },
  { ...works, act: 'statement', message: '701', note: 'what the receiver told first (416) is so' },
  { ...works, act: 'statement', message: '702', note: 'goods that nobody sent in the register, with prices' },
];
