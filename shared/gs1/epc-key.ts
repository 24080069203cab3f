import { type Refusal, refuse } from '../refusal.ts';
import { checkDigit } from './check-digit.ts';
import type { CompanyPrefixes } from './company-prefix-table.ts';
import { componentProblem } from './epc-components.ts';
import type { EpcParts } from './epc-parts.ts';
import { type EpcScheme, epcSchemes } from './epc-schemes.ts';
import { type DigitalLink, linkProblem } from './key-link.ts';

/** The GS1 key an EPC stands for (EPC Tag Data Standard §7). */
export function keyOfParts({ scheme, companyPrefix, reference, pieces, serial }: EpcParts): DigitalLink {
  const ai = scheme.serial?.ai;
  const behind = scheme.serial && ai === undefined ? (serial ?? '') : '';
  const value = numericKey(scheme, companyPrefix, reference) + pieces + behind;
  const noExtension = scheme.scheme === 'sgln' && serial === '0';
  const qualifiers = ai === undefined || serial === undefined || noExtension ? [] : [{ ai, value: serial }];
  return { primary: { ai: scheme.ai, value }, qualifiers };
}

/**
 * Takes a GS1 key with its most specific qualifier apart into EPC components. Refused when the company prefix is not known (a length is
 * never guessed), when the key has no EPC, or when its check digit is wrong: a URN would silently mend it.
 */
export function partsOfKey(link: DigitalLink, companyPrefixes: CompanyPrefixes): EpcParts | Refusal {
  const { ai, value } = link.primary;
  const [qualifier] = link.qualifiers;
  const scheme = epcSchemes.find((row) => row.ai === ai && (!qualifier || row.serial?.ai === qualifier.ai));
  if (scheme === undefined)
    return refuse('unsupported', `(${ai})${qualifier ? ` with (${qualifier.ai})` : ''} has no EPC URN`, {
      rule: 'EPC TDS §7',
    });
  const problem = linkProblem(link, true);
  if (problem) return refuse('malformed', problem, { rule: 'EPC TDS §7' });
  if (ai === '01' && value.startsWith('00000', 1))
    return refuse('unsupported', `GTIN-8 ${value.slice(6)} has no company prefix`, { rule: 'GS1 GS §2.1' });
  const start = scheme.front === 'nothing' ? 0 : 1;
  const end = scheme.digits === 0 ? value.length : start + scheme.digits - (scheme.front === 'reference' ? 1 : 0);
  const body = value.slice(start, end);
  const companyPrefix = companyPrefixes.prefixOf(body);
  if (companyPrefix === undefined)
    return refuse('not-found', `the length of the company prefix of (${ai}) ${value} is not known`, {
      rule: 'EPC TDS §7',
      remedy: 'add the company prefix to the table of prefixes; a length is never guessed',
    });
  return checked({
    scheme,
    companyPrefix,
    reference: (scheme.front === 'reference' ? value.charAt(0) : '') + body.slice(companyPrefix.length),
    pieces: scheme.pieces ? value.slice(end + 1) : '',
    serial: qualifier?.value ?? inKey(scheme, value.slice(end + 1)),
  });
}

/** A key of the right shape may still have no reference, or a serial that only a URN forbids. */
function checked(parts: EpcParts): EpcParts | Refusal {
  const { scheme, companyPrefix, reference, serial } = parts;
  const component = (name: string, value: string) => ({ name, value, at: 0 });
  const named = [component('company prefix', companyPrefix), component('reference', reference)];
  if (scheme.serial && serial !== undefined) named.push(component(scheme.serial.name, serial));
  return componentProblem(scheme, named) ?? parts;
}

function inKey(scheme: EpcScheme, behind: string): string | undefined {
  if (scheme.scheme === 'sgln') return '0';
  return scheme.serial && scheme.serial.ai === undefined && behind !== '' ? behind : undefined;
}

function numericKey({ digits, front }: EpcScheme, companyPrefix: string, reference: string): string {
  if (digits === 0) return companyPrefix + reference;
  const body =
    front === 'reference'
      ? reference.charAt(0) + companyPrefix + reference.slice(1)
      : (front === 'zero' ? '0' : '') + companyPrefix + reference;
  return body + checkDigit(body);
}
