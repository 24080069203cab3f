import type { Tells } from '../tells.ts';

/** What the Hub is told. Its own wire is given to onboarded parties only, so all of it goes through an adapter. */
export const tells: readonly Tells[] = [
  { act: 'release', message: 'product-master-data', standing: 'behind-adapter' },
  { act: 'release', message: 'product-pack-data', standing: 'behind-adapter', note: '250,000 packs a message' },
  { act: 'sampled', message: 'product-pack-state', standing: 'behind-adapter', note: 'SAMPLE' },
  { act: 'destroyed', message: 'product-pack-state', standing: 'behind-adapter', note: 'DESTROYED, for good' },
  { act: 'stolen', message: 'product-pack-state', standing: 'behind-adapter', note: 'STOLEN, for good' },
  {
    act: 'exported',
    message: 'product-pack-state',
    standing: 'behind-adapter',
    note: 'EXPORTED, when the receiver’s country is outside',
  },
  {
    act: 'ended',
    message: 'product-pack-state',
    standing: 'behind-adapter',
    note: 'held until a person says what became of the packs',
  },
  {
    act: 'undo',
    message: 'product-pack-state',
    standing: 'behind-adapter',
    note: 'ACTIVE, within 10 days; held for a person when later, or DESTROYED or STOLEN',
  },
  { act: 'recall', message: 'batch-recall', standing: 'behind-adapter', note: 'whole lots, for good' },
  {
    act: 'withdrawal',
    message: 'product-withdrawal',
    standing: 'behind-adapter',
    note: 'the product in all its markets of the EU, for good',
  },
];
