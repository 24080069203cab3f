import type { Regime } from '../regime.ts';
import { judgeFacts, xtraceAccept } from './accept.ts';
import type { XtraceCountry } from './country.ts';
import { readAnswer } from './read-answer.ts';
import { xtraceThrottles } from './throttles.ts';
import { askReceipt, askRequest, xtraceMessage } from './write-message.ts';

/** Reports are worked off behind their answer. No time is public: this is our own care. */
const WORKED_OFF_S = 900;

/**
 * A marking system on the xTrace platform, as Kazakhstan and Uzbekistan run it: codes are ordered there, and what became of them is reported. Neither guide is public; form
 * and methods are those of several public clients [M].
 *
 * @param dueReports as `xtraceReports` makes it of the country
 */
export const xtraceRegime = (country: XtraceCountry, dueReports: Regime['dueReports']): Regime => ({
  market: country.market,
  countries: [country.country],
  profiles: [country.market],
  packing: true,
  tails: true,
  access: country.access.is,
  accept: xtraceAccept(country),
  judgeFacts: (_, given) => judgeFacts(country, given),
  dueReports,
  writeMessage: xtraceMessage(country),
  askReceipt,
  askRequest,
  showsAfter: () => WORKED_OFF_S,
  readAnswer,
  systems: [{ system: country.system, throttles: xtraceThrottles(country) }],
});
