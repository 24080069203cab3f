import type { EpcisHead } from '../document.ts';
import { checkMasterData } from './check-master-data.ts';
import { collectFindings } from './collect-findings.ts';
import { checkDscsaHead } from './dscsa/check-dscsa-head.ts';
import type { Finding, ValidationOptions } from './finding.ts';

/**
 * What is wrong with what stands around the events, by the tiers asked for. At most 100 errors and 100 warnings a tier; paths are
 * JSON pointers from the head as the model has it (`/masterData/0/…`).
 */
export function validateHead(head: EpcisHead, { tiers, profile = 'dscsa-1.3' }: ValidationOptions): Finding[] {
  return [
    ...(tiers.has('vocabulary') ? collectFindings(checkMasterData(head), 'vocabulary') : []),
    ...(tiers.has('dscsa') ? collectFindings(checkDscsaHead(head, profile), 'dscsa') : []),
  ];
}
