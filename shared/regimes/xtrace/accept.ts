import { checkDigitHolds } from '../../gs1/check-digit.ts';
import { isDay } from '../../is-day.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import { completed, type FactForm, judgeForms } from '../facts.ts';
import type { Report, ReportData } from '../regime.ts';
import type { ReportedCode, ReportedContainer, ReportedLot, ReportedProduct } from '../reported.ts';
import { baseCode, tailOf } from './codes.ts';
import type { XtraceCountry } from './country.ts';
import { MADE, MOST_INSIDE, names, PACKED } from './names.ts';

type Data = Omit<ReportData, 'requestId'>;

/** Whose rules they are, for refusals. */
export const ruleOf = ({ system }: XtraceCountry) => `${system}: reports of codes (clients of xTrace)`;

const forms: Readonly<Record<string, FactForm>> = {
  [MADE]: { says: 'the day on which the lot was made, YYYY-MM-DD', holds: isDay },
  [PACKED]: {
    says: 'the country where the lot was packed, ISO 3166-1 alpha-2 (the own one where it was packed at home)',
    holds: (text) => /^[A-Z]{2}$/.test(text),
  },
};

/** Refuses facts that have not the form that they must have. */
export const judgeFacts = (country: XtraceCountry, given: Readonly<Record<string, string>>): Refusal | undefined =>
  judgeForms(given, forms, ruleOf(country));

/** Refuses what the system would refuse, with the place and the rule. */
export const xtraceAccept =
  (country: XtraceCountry) =>
  (data: Data, report?: Report): Refusal | undefined => {
    const refusal =
      placeProblem(country, data) ??
      productProblem(country, data.product) ??
      (data.lot && lotProblem(data.lot)) ??
      serialsProblem(country, data.serials) ??
      (data.containers && containersProblem(data.containers)) ??
      (report?.name === names.utilisation ? (tailsProblem(data) ?? factsProblem(country, data, report)) : undefined);
    return refusal && { ...refusal, rule: refusal.rule ?? ruleOf(country) };
  };

function placeProblem({ place }: XtraceCountry, { holder }: Data): Refusal | undefined {
  if (/^\d{1,9}$/.test(holder.registrations?.[place] ?? '')) return undefined;
  return refuse('malformed', 'it is not known at which place of business the codes are used', {
    at: `/holder/registrations/${place}`,
    remedy: `PUT /api/tenant with registrations of ${place}: the number of the place in the operator’s portal; then resend`,
  });
}

function productProblem({ country }: XtraceCountry, { gtin, name, markets }: ReportedProduct): Refusal | undefined {
  if (!isGtin(gtin)) return refuse('malformed', `${gtin} is not a GTIN`, { at: '/product/gtin' });
  if (name.trim() === '') return refuse('malformed', 'name is missing', { at: '/product/name' });
  if (markets.includes(country)) return undefined;
  return refuse('malformed', `the product is not sold in ${country}`, { at: '/product/markets' });
}

function lotProblem({ lot, expiry }: ReportedLot): Refusal | undefined {
  if (lot.length < 1 || lot.length > 20)
    return refuse('malformed', `lot ${lot} does not have 1 to 20 characters`, { at: '/lot/lot' });
  return isDay(expiry) ? undefined : refuse('malformed', `${expiry} is not a date YYYY-MM-DD`, { at: '/lot/expiry' });
}

function serialsProblem({ mostCodes }: XtraceCountry, serials: readonly string[]): Refusal | undefined {
  if (serials.length > mostCodes.is)
    return refuse('too-large', `${serials.length} codes are more than one report takes: ${mostCodes.is}`, {
      at: '/serials',
    });
  const seen = new Set<string>();
  for (const [index, serial] of serials.entries()) {
    const at = `/serials/${index}`;
    if (!isSerial(serial)) return refuse('malformed', `serial ${serial} is not 13 letters and digits`, { at });
    if (seen.has(serial)) return refuse('conflict', `serial ${serial} stands twice`, { at });
    seen.add(serial);
  }
  return undefined;
}

function containersProblem(containers: readonly ReportedContainer[]): Refusal | undefined {
  for (const [index, { code, children }] of containers.entries()) {
    const at = `/containers/${index}/children`;
    if (children.length === 0)
      return refuse('conflict', 'the package is empty', {
        at,
        remedy: 'capture what is in it, or cancel this report',
      });
    if (children.length > MOST_INSIDE)
      return refuse('too-large', `${children.length} things are in one package, ${MOST_INSIDE} are taken`, {
        at,
        remedy: 'report this package at the operator’s portal, then cancel this report',
      });
    const child = children.findIndex((one) => !isCode(one));
    if (child >= 0) return notACode(children[child], `${at}/${child}`);
    if (!isCode(code)) return notACode(code, `/containers/${index}/code`);
  }
  return undefined;
}

/** An SSCC, or (01) and (21) of a pack or a group. */
const isCode = (code: ReportedCode) =>
  code.sscc === undefined
    ? isGtin(code.gtin) && isSerial(code.serial)
    : /^\d{18}$/.test(code.sscc) && checkDigitHolds(code.sscc);

const notACode = (code: ReportedCode | undefined, at: string) =>
  refuse('malformed', `${code && baseCode(code)} is no code of a pack, a group or a package`, {
    at,
    remedy: 'report this package at the operator’s portal, then cancel this report',
  });

const isGtin = (gtin: string) => /^\d{14}$/.test(gtin) && checkDigitHolds(gtin);
const isSerial = (serial: string) => /^[A-Za-z0-9]{13}$/.test(serial);

function tailsProblem({ product: { gtin }, serials, tails }: Data): Refusal | undefined {
  const index = serials.findIndex((serial) => tailOf(tails, gtin, serial) === undefined);
  if (index < 0) return undefined;
  return refuse('conflict', `the key (91) and crypto code (92) of serial ${serials[index]} are not known here`, {
    at: `/serials/${index}`,
    remedy: 'import the codes with 91 and 92 into the product’s pool, or report the pack at the operator’s portal',
  });
}

function factsProblem(country: XtraceCountry, { facts = {}, lot }: Data, { notes = {} }: Report): Refusal | undefined {
  // Where a lot was packed is told as it is: at home it is made, from abroad it is an import.
  const form = judgeFacts(country, { ...completed(facts, forms), ...notes });
  if (form !== undefined) return form;
  if ((facts[MADE] ?? '') < (lot?.expiry ?? '')) return undefined;
  return refuse('malformed', `${facts[MADE]} is not before the expiry`, {
    at: `/facts/${MADE}`,
    remedy: 'give the fact anew: PUT /api/deliveries/{deliveryId}/facts',
  });
}
