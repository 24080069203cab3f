import { type Refusal, refuse } from '../refusal.ts';
import { inForce, type MasterHead, type MasterKind } from './version.ts';

/**
 * Why nothing more is written of what was withdrawn; undefined where more may be. A product that was withdrawn stays so: under its GTIN nothing else is ever sold, nor
 * the same again. Locations and partners may come back. A withdrawal that waits for its approval has ended nothing yet.
 *
 * @param at now, ISO 8601, UTC
 */
export function endedForGood(
  kind: MasterKind,
  id: string,
  head: MasterHead | undefined,
  at: string,
): Refusal | undefined {
  const now = kind === 'product' && head !== undefined ? inForce(head.current, at) : undefined;
  if (now === undefined || now.content !== undefined) return undefined;
  return refuse('conflict', `product ${id} was withdrawn with version ${now.version}, and stays withdrawn`, {
    at: '/gtin',
    rule: 'GS1 GS §4.2.6: a GTIN is not used again',
    remedy: 'give the product a GTIN that was never used',
  });
}
