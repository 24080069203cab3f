import { checkDigitHolds } from '../../gs1/check-digit.ts';
import { isDay } from '../../is-day.ts';
import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { completed, judgeForms } from '../facts.ts';
import type { Report } from '../regime.ts';
import type { ReportedCode, ReportedLot, ReportedProduct } from '../reported.ts';
import { codeOf } from './codes.ts';
import { series } from './forms.ts';
import { textOf } from './goods.ts';
import { ruleOf, taxAboveCost } from './judge-facts.ts';
import { kindOf } from './reports/kinds.ts';
import type { Fact, Told } from './reports/report-kind.ts';

const identifier = 'MDLP XSD 1.38, sign_sgtin_type';

/** Refuses what the operator would refuse, before it is sent: forms, facts that are missing, and whatever the schema of the document forbids. */
export function accept(told: Told, report?: Report): Refusal | undefined {
  return (
    acceptProduct(told.product) ??
    (told.lot && acceptLot(told.lot)) ??
    acceptSerials(told.serials) ??
    acceptCodes(told) ??
    (report && acceptReport(told, report))
  );
}

function acceptReport(told: Told, report: Report): Refusal | undefined {
  const kind = kindOf(report.name);
  if (kind === undefined) return refuse('unsupported', `MDLP is told nothing by ${report.name}`, { at: '/name' });
  const missing = kind.missing(told, report) ?? acceptFacts(told, kind.facts(told, report), report);
  if (missing !== undefined) return missing;
  const written = kind.write(told, report);
  return isRefusal(written) ? written : undefined;
}

function acceptFacts(told: Told, wanted: readonly Fact[], { name }: Report): Refusal | undefined {
  const forms = Object.fromEntries(wanted.map((fact) => [fact.name, fact.form]));
  const { facts = {} } = told;
  const wrong = judgeForms(completed(facts, forms), forms, ruleOf(name)) ?? taxAboveCost(facts, name);
  return wrong && { ...wrong, remedy: 'PUT /api/deliveries/{deliveryId}/facts, then resend' };
}

function acceptProduct({ gtin, name }: ReportedProduct): Refusal | undefined {
  if (!/^\d{14}$/.test(gtin) || !checkDigitHolds(gtin))
    return refuse('malformed', `${gtin} is not a GTIN`, { at: '/product/gtin', rule: identifier });
  if (name.trim() === '')
    return refuse('malformed', 'name is missing', { at: '/product/name', rule: 'MDLP register of medicinal products' });
  return undefined;
}

function acceptLot({ lot, expiry }: ReportedLot): Refusal | undefined {
  const remedy = 'have the lot made anew under another name';
  if (!series.holds(lot))
    return refuse('malformed', `lot ${lot} is not ${series.says}`, {
      at: '/lot/lot',
      rule: 'MDLP XSD 1.38, series_number_type',
      remedy,
    });
  if (!isDay(expiry))
    return refuse('malformed', `${expiry} is not a date`, { at: '/lot/expiry', rule: 'MDLP XSD 1.38, date_type' });
  return undefined;
}

function acceptSerials(serials: readonly string[]): Refusal | undefined {
  const seen = new Set<string>();
  for (const [index, serial] of serials.entries()) {
    const at = `/serials/${index}`;
    if (!isSerial(serial)) return notSerial(serial, at);
    if (seen.has(serial)) return refuse('conflict', `serial ${serial} stands twice`, { at, rule: identifier });
    seen.add(serial);
  }
  return undefined;
}

const isSerial = (text: string) => /^[A-Za-z0-9]{13}$/.test(text);
const notSerial = (serial: string, at: string) =>
  refuse('malformed', `serial ${serial} is not 13 letters and digits`, {
    at,
    rule: identifier,
    remedy: 'packs for Russia bear serials of a pool with the profile ru',
  });

/** Codes of packages and of what is in them. The schema does not look at check digits, the operator does. */
function acceptCodes({ containers = [], movement }: Told): Refusal | undefined {
  for (const [i, { code, children }] of containers.entries()) {
    const refused =
      acceptCode(code, `/containers/${i}/code`) ??
      children.map((child, j) => acceptCode(child, `/containers/${i}/children/${j}`)).find(isRefusal);
    if (refused !== undefined) return refused;
  }
  return (movement?.things ?? []).map(({ code }, i) => acceptCode(code, `/movement/things/${i}/code`)).find(isRefusal);
}

function acceptCode(code: ReportedCode, at: string): Refusal | undefined {
  if (code.sscc === undefined) return isSerial(code.serial) ? undefined : notSerial(code.serial, at);
  if (/^\d{18}$/.test(code.sscc) && checkDigitHolds(code.sscc)) return undefined;
  return refuse('malformed', `${textOf(codeOf(code))} is not an SSCC`, { at, rule: 'MDLP XSD 1.38, sscc_type' });
}
