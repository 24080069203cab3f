import type { Stakeholder } from '../owned-world.ts';

/** Whom the sandbox knows: users whose names are of their GLNs, none of them anybody's. */
export const rsdStakeholders: readonly Stakeholder[] = [
  { gln: '9521321000018', name: 'Acme Pharma', username: '95213210000180000', password: 'rehearsal-only' },
  { gln: '9521323000016', name: 'Medico Wholesale', username: '95213230000160000', password: 'rehearsal-only' },
];
