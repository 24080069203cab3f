import { judgeForms } from '../facts.ts';
import type { Regime } from '../regime.ts';
import { accept } from './accept.ts';
import { askReceipt, askRequest } from './calls.ts';
import type { OmsCountry } from './oms-country.ts';
import { readAnswer } from './read-answer.ts';
import { seal } from './seal.ts';
import { omsThrottles } from './throttles.ts';
import { writeMessage } from './write-message.ts';

/** Receipts are listed behind their answer, and codes that are reported twice are refused. No time is public: this is our own care. */
const LISTED_S = 300;

/**
 * Reports to the order station (OMS) of a country whose codes come from one: which codes are on packs, which are lost, and what packs are in. Form and methods follow public
 * clients of API v3 [M]; what those do not say is said beside it.
 */
export function omsRegime(country: OmsCountry): Regime {
  const { market, countries, profiles, onAccess, places, facts = {}, rule, system } = country;
  return {
    market,
    countries,
    profiles,
    ...(onAccess && { onAccess }),
    ...(places && { places }),
    packing: true,
    dropouts: true,
    tails: true,
    access: 'oms-token',
    accept: (data, report) => accept(country, data, report),
    judgeFacts: (_, given) => judgeForms(given, facts, rule),
    dueReports: country.dueReports,
    writeMessage: (report, data) => writeMessage(country, report, data),
    seal,
    askReceipt,
    askRequest,
    showsAfter: () => LISTED_S,
    readAnswer,
    systems: [{ system, throttles: omsThrottles(system) }],
  };
}
