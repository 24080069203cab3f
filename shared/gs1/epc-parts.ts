import type { EpcScheme } from './epc-schemes.ts';
import { encodeForUrn } from './percent-encoding.ts';

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

/** Writes the URN; a missing serial of a scheme that has one gives the class pattern. */
export function writeParts({ scheme, companyPrefix, reference, pieces, serial }: EpcParts): string {
  const isPattern = scheme.serial !== undefined && serial === undefined;
  const components = [companyPrefix, encodeForUrn(reference)];
  if (scheme.pieces) components.push(pieces.slice(0, 2), pieces.slice(2));
  if (scheme.serial) components.push(isPattern ? '*' : encodeForUrn(serial ?? ''));
  return `urn:epc:${isPattern ? 'idpat' : scheme.space}:${scheme.scheme}:${components.join('.')}`;
}
