import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { completed, judgeForms } from '../facts.ts';
import { acceptList } from '../pack-lists/accept-list.ts';
import type { Report } from '../regime.ts';
import { tailName } from '../regime.ts';
import { tailUnknown } from './codes.ts';
import { CODES_PER_REPORT, names } from './due-reports.ts';
import type { OmsCountry, OmsData } from './oms-country.ts';

/** Refuses what the station would refuse, with the place and the rule. Serials have 13 characters, and every pack has its tail. */
export function accept(country: OmsCountry, data: OmsData, report?: Report): Refusal | undefined {
  const { rule, countries, facts = {} } = country;
  const refusal =
    acceptList({ home: homeOf(countries, data), rule })(data) ??
    acceptSerials(country, data) ??
    acceptContainers(country, data) ??
    acceptTails(country, data);
  if (refusal !== undefined || report === undefined) return refusal;
  const participant = country.participant?.(data.holder) ?? '';
  if (isRefusal(participant)) return participant;
  if (report.name !== names.utilisation) return undefined;
  const attributes = country.attributes(data, report.notes ?? {});
  if (isRefusal(attributes)) return attributes;
  return judgeForms(completed(data.facts ?? {}, facts), facts, rule);
}

const homeOf = (countries: readonly string[], { product }: OmsData) =>
  countries.find((country) => product.markets.includes(country)) ?? countries[0] ?? '';

function acceptSerials({ rule }: OmsCountry, { serials }: OmsData): Refusal | undefined {
  const wrong = serials.findIndex((serial) => serial.length !== 13);
  if (wrong < 0) return undefined;
  return refuse('malformed', `serial ${serials[wrong]} has not 13 characters`, { at: `/serials/${wrong}`, rule });
}

function acceptContainers({ rule }: OmsCountry, { containers = [] }: OmsData): Refusal | undefined {
  for (const [index, { code, children }] of containers.entries()) {
    const at = `/containers/${index}`;
    if (code.sscc === undefined)
      return refuse('unsupported', `package ${code.gtin} ${code.serial} has no SSCC`, {
        at,
        rule: `${rule}: a package is named by its SSCC`,
        remedy: 'cancel this report: what is in a package without one is not told',
      });
    if (children.length === 0)
      return refuse('conflict', 'the package is empty', {
        at: `${at}/children`,
        rule,
        remedy: 'capture what is in it, or cancel this report',
      });
  }
  const codes = containers.reduce((sum, { children }) => sum + children.length, 0);
  if (codes <= CODES_PER_REPORT) return undefined;
  return refuse('too-large', `${codes} codes are more than one report takes`, {
    at: '/containers',
    rule: `${rule}: ${CODES_PER_REPORT} codes in a report`,
    remedy: 'report these packages at the station in parts, then cancel this report',
  });
}

function acceptTails({ rule }: OmsCountry, { product, serials, containers = [], tails }: OmsData): Refusal | undefined {
  const isKnown = (gtin: string, serial: string) => tails?.has(tailName(gtin, serial)) === true;
  const without = serials.findIndex((serial) => !isKnown(product.gtin, serial));
  if (without >= 0) return tailUnknown(product.gtin, serials[without] ?? '', `/serials/${without}`, rule);
  for (const [index, { children }] of containers.entries())
    for (const [place, { gtin, serial }] of children.entries())
      if (gtin !== undefined && !isKnown(gtin, serial))
        return tailUnknown(gtin, serial, `/containers/${index}/children/${place}`, rule);
  return undefined;
}
