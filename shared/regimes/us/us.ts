import type { Market } from '../market.ts';
import { documents } from './documents.ts';
import { fda, pdg, tracing } from './duties.ts';
import { partner } from './partner.ts';
import { vrs } from './vrs.ts';

/**
 * The United States under the DSCSA (FD&C Act 581 to 585). No regulator is reported to: whoever buys is told of what it buys (`write-shipment.ts`, held to
 * `validate/` before it is sent), and all else is a case (`shared/dscsa/`) or an answer to a question (`shared/vrs/`). So it is a market and no regime: a release
 * makes nothing due.
 */
export const us: Market = {
  market: 'us',
  // The states, and what the Act takes for one (FD&C Act 201(a)(1)) [R].
  countries: ['US', 'PR', 'GU', 'VI', 'AS', 'MP'],
  profiles: ['us'],
  systems: [documents, partner, vrs, tracing, pdg, fda],
};
