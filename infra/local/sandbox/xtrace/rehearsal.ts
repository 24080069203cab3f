import type { Participants } from './countries.ts';

const PLACE = 36;

/** Who takes part where the demonstration runs: acme-pharma. None of it is anybody's. */
export const participants: Participants = {
  kz: [{ tin: '000000000011', login: 'acme-mpt', password: 'acme-mpt-rehearsal', places: [PLACE], balance: 4_000_000 }],
  uz: [{ tin: '000000011', apiKey: 'acme-asl-rehearsal', places: [PLACE], balance: 95_000_000 }],
};
