import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { Epc } from './epc.ts';
import { keyOfParts } from './epc-key.ts';
import { type EpcParts, readParts, writeParts } from './epc-parts.ts';
import { epcSchemes } from './epc-schemes.ts';
import { linkProblem } from './key-link.ts';

/** Takes an EPC URN of any GS1 scheme apart, its values checked (lengths, character sets). */
export function readUrnParts(urn: string): EpcParts | Refusal {
  const parts = readParts(urn);
  if (isRefusal(parts)) return parts;
  const problem = linkProblem(keyOfParts(parts), false);
  return problem ? refuse('malformed', `"${urn}": ${problem}`, { rule: 'EPC TDS §6.3' }) : parts;
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
  const scheme = epcSchemes.find((row) => row.scheme === name);
  if (scheme === undefined) throw new Error(`no EPC scheme ${name}`);
  return { scheme, companyPrefix, reference, pieces: '', serial };
}
