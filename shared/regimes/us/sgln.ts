import { readUrnParts } from '../../gs1/epc-urn.ts';
import { isRefusal } from '../../refusal.ts';

/**
 * A party or place as an SGLN: the guideline names parties by their SGLN, too [M]. A PGLN and the SGLN with extension 0 stand for one GLN.
 * What is no URN of either stays as it is, for the validator to tell.
 */
export function sglnOf(id: string): string {
  const parts = readUrnParts(id);
  return isRefusal(parts) || parts.scheme.scheme !== 'pgln'
    ? id
    : `urn:epc:id:sgln:${parts.companyPrefix}.${parts.reference}.0`;
}
