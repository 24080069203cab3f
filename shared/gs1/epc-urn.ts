import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { Epc } from './epc.ts';
import { componentProblem, splitComponents } from './epc-components.ts';
import { readHead } from './epc-head.ts';
import { type EpcParts, writeParts } from './epc-parts.ts';
import { schemeNamed } from './epc-schemes.ts';
import { quote } from './quote.ts';

/**
 * Takes the EPC URN of one key or class of any GS1 scheme apart (EPC Tag Data Standard §6.3): lengths, character sets, escapes. Escapes of
 * characters that need none are understood. The pattern of a class ends in `*`; patterns of many keys are for `readPattern`.
 */
export function readUrnParts(urn: string): EpcParts | Refusal {
  const head = readHead(urn);
  if (isRefusal(head)) return head;
  const { scheme } = head;
  const isClass = head.space === 'idpat';
  if (isClass && !scheme.pattern) return notOneClass(urn);
  const components = splitComponents(urn, head.from, scheme);
  if (isRefusal(components)) return components;
  const serial = scheme.serial ? components.at(-1)?.value : undefined;
  if (isClass && components.findIndex(({ value }) => value === '*') !== components.length - 1) return notOneClass(urn);
  const problem = componentProblem(scheme, isClass ? components.slice(0, -1) : components);
  if (problem) return problem;
  const [companyPrefix, reference, piece, total] = components;
  return {
    scheme,
    companyPrefix: companyPrefix?.value ?? '',
    reference: reference?.value ?? '',
    pieces: scheme.pieces ? `${piece?.value}${total?.value}` : '',
    serial: isClass ? undefined : serial,
  };
}

/** Reads the URN of an EPC this product acts on. Schemes of other GS1 keys are refused as unsupported, anything else as malformed. */
export function readEpcUrn(text: string): Epc | Refusal {
  const parts = readUrnParts(text);
  return isRefusal(parts) ? parts : epcOfParts(parts);
}

/** Writes the URN of an EPC. */
export function writeEpcUrn(epc: Epc): string {
  return writeParts(partsOfEpc(epc));
}

/**
 * Why an EPC URN is not spelled as the standard spells it, undefined when it is: characters that need no escape are bare, all others
 * escaped with capital hexadecimal digits (EPC Tag Data Standard, appendix A). The remedy is the exact spelling.
 */
export function spellingProblem(urn: string): Refusal | undefined {
  const parts = readUrnParts(urn);
  if (isRefusal(parts)) return parts;
  const exact = writeParts(parts);
  if (exact === urn) return undefined;
  const at = [...exact].findIndex((character, index) => character !== urn[index]);
  return refuse('malformed', `${quote(urn)} escapes a character that needs none, or in small letters`, {
    at: String(at),
    rule: 'EPC TDS appendix A',
    remedy: `write ${exact}`,
  });
}

/** The components of an EPC, as every scheme has them. */
export function partsOfEpc(epc: Epc): EpcParts {
  switch (epc.scheme) {
    case 'sgtin':
      return parts('sgtin', epc.companyPrefix, epc.itemReference, epc.serial);
    case 'sgtin-class':
      return parts('sgtin', epc.companyPrefix, epc.itemReference);
    case 'lgtin':
      return parts('lgtin', epc.companyPrefix, epc.itemReference, epc.lot);
    case 'sscc':
      return parts('sscc', epc.companyPrefix, epc.serialReference);
    case 'sgln':
      return parts('sgln', epc.companyPrefix, epc.locationReference, epc.extension);
    case 'pgln':
      return parts('pgln', epc.companyPrefix, epc.partyReference);
  }
}

function epcOfParts({ scheme: { scheme }, companyPrefix, reference, serial }: EpcParts): Epc | Refusal {
  switch (scheme) {
    case 'sgtin':
      return serial === undefined
        ? { scheme: 'sgtin-class', companyPrefix, itemReference: reference }
        : { scheme, companyPrefix, itemReference: reference, serial };
    case 'lgtin':
      return { scheme, companyPrefix, itemReference: reference, lot: serial ?? '' };
    case 'sscc':
      return { scheme, companyPrefix, serialReference: reference };
    case 'sgln':
      return { scheme, companyPrefix, locationReference: reference, extension: serial ?? '0' };
    case 'pgln':
      return { scheme, companyPrefix, partyReference: reference };
    default:
      return refuse('unsupported', `EPCs of scheme ${scheme} are kept, but nothing acts on them`);
  }
}

function parts(name: Epc['scheme'], companyPrefix: string, reference: string, serial?: string): EpcParts {
  const scheme = schemeNamed(name);
  if (scheme === undefined) throw new Error(`no EPC scheme ${name}`);
  return { scheme, companyPrefix, reference, pieces: '', serial };
}

function notOneClass(urn: string): Refusal {
  return refuse('malformed', `${quote(urn)} is not the pattern of one class`, {
    rule: 'EPC TDS §8',
    remedy: 'give company prefix and reference in full and * for the serial alone',
  });
}
