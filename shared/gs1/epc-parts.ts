import { type Refusal, refuse } from '../refusal.ts';
import { isCompanyPrefix } from './company-prefix.ts';
import { type EpcScheme, epcSchemes } from './epc-schemes.ts';
import { decodePercent, encodeForUrn } from './percent-encoding.ts';

/** An EPC URN taken apart; text is decoded. */
export interface EpcParts {
  readonly scheme: EpcScheme;
  readonly companyPrefix: string;
  readonly reference: string;
  /** Piece and total of an ITIP, four digits; empty for all others. */
  readonly pieces: string;
  /** Serial, lot or extension; undefined when the scheme has none and for a class pattern. */
  readonly serial: string | undefined;
}

const rule = 'EPC TDS §6.3';

/** Takes an EPC URN of any GS1 scheme apart and checks its structure, not yet the values of its GS1 key. */
export function readParts(urn: string): EpcParts | Refusal {
  const [, space = '', name = '', body = ''] = /^urn:epc:(id|class|idpat):([a-z]+):(.*)$/.exec(urn) ?? [];
  const scheme = epcSchemes.find(
    (row) => row.scheme === name && (space === 'idpat' ? row.pattern : row.space === space),
  );
  if (scheme === undefined) return refuse('malformed', `"${urn}" is not the EPC URN of a GS1 key`, { rule });
  const components = split(body, 2 + (scheme.pieces ? 2 : 0) + (scheme.serial ? 1 : 0));
  if (components === undefined)
    return refuse('malformed', `"${urn}" has too few components, or characters that must be percent-encoded`, { rule });
  const [companyPrefix = '', reference = '', ...others] = components;
  const serial = scheme.serial ? others.pop() : undefined;
  const pieces = others.join('');
  if (!isCompanyPrefix(companyPrefix) || !referenceFits(scheme, companyPrefix, reference))
    return refuse('malformed', `company prefix and reference of "${urn}" do not fit ${name}`, { rule });
  if (scheme.pieces && others.some((piece) => piece.length !== 2))
    return refuse('malformed', `piece and total of "${urn}" must have two digits each`, { rule });
  if (serial === '' || (space === 'idpat' && serial !== '*'))
    return refuse('malformed', `the last component of "${urn}" must ${space === 'idpat' ? 'be *' : 'not be empty'}`, {
      rule,
    });
  return { scheme, companyPrefix, reference, pieces, serial: space === 'idpat' ? undefined : serial };
}

/** Writes the URN; a missing serial of a scheme that has one gives the class pattern. */
export function writeParts({ scheme, companyPrefix, reference, pieces, serial }: EpcParts): string {
  const isPattern = scheme.serial !== undefined && serial === undefined;
  const components = [companyPrefix, encodeForUrn(reference)];
  if (scheme.pieces) components.push(pieces.slice(0, 2), pieces.slice(2));
  if (scheme.serial) components.push(isPattern ? '*' : encodeForUrn(serial ?? ''));
  return `urn:epc:${isPattern ? 'idpat' : scheme.space}:${scheme.scheme}:${components.join('.')}`;
}

/** Splits at dots into exactly `count` components; the last keeps its dots, they may be part of a serial. Decoded. */
function split(body: string, count: number): string[] | undefined {
  const pieces = body.split('.');
  if (pieces.length < count) return undefined;
  const components = [...pieces.slice(0, count - 1), pieces.slice(count - 1).join('.')];
  const decoded = components.map((component) => (/["#&/<>?]/.test(component) ? undefined : decodePercent(component)));
  return decoded.every((component) => component !== undefined) ? decoded : undefined;
}

function referenceFits({ digits, front }: EpcScheme, companyPrefix: string, reference: string): boolean {
  if (digits === 0) return reference !== '';
  if (front === 'reference' && reference === '') return false;
  return /^\d*$/.test(reference) && companyPrefix.length + reference.length === digits;
}
