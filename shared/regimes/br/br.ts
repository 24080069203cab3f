import type { Market } from '../market.ts';

/**
 * Brazil. The duty to report packs is repealed (Law 14.338/2022); what stands is that the holder of a registration keeps a map of distribution for each lot, which
 * whoever supervises may ask for. Packs still bear their unique identifier (IUM).
 */
export const br: Market = {
  market: 'br',
  countries: ['BR'],
  profiles: ['br'],
  systems: [
    {
      system: 'anvisa',
      tells: [
        {
          act: 'tracing asked for',
          message: 'distribution-map',
          to: 'ANVISA or another health authority',
          standing: 'by-hand',
          note: 'Law 14.338/2022: recipient, lot, quantity, manufacture and expiry; GET /api/lots/{lot}/distribution-map, as CSV too',
        },
      ],
      errors: [],
      throttles: [],
    },
  ],
};
