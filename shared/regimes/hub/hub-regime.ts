import type { Regime } from '../regime.ts';
import { hubAccept } from './accept.ts';
import type { HubCountry } from './country.ts';
import { readAnswer } from './read-answer.ts';
import { hubThrottles } from './throttles.ts';
import { askReceipt, askRequest, hubMessage } from './write-message.ts';

/**
 * A regulator with an EPCIS hub. No schema of the hubs is public, nor how messages are handed in: the document is EPCIS 1.2 as the standard has it, the
 * envelope around it our own, which an adapter in front of the hub speaks, and so does the sandbox.
 *
 * @param dueReports as `hubReports` makes it of the country
 */
export const hubRegime = (country: HubCountry, dueReports: Regime['dueReports']): Regime => ({
  market: country.market,
  countries: [country.country],
  profiles: ['ae'], // GS1 keys (01) (21) (17) (10): the same in every country with a hub
  ...(country.movements.is && { movements: true, voidsInside: true }),
  ...(country.packing.is && { packing: true }),
  places: true,
  access: 'client-credentials',
  accept: hubAccept(country),
  dueReports,
  writeMessage: hubMessage(country),
  askReceipt,
  askRequest,
  readAnswer,
  systems: [{ system: country.system, throttles: hubThrottles(country.system) }],
});
