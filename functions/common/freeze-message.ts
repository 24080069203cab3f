import type { Claim, Deliveries } from './store/deliveries.ts';
import type { Frozen } from './store/delivery-row.ts';
import { type EvidenceStore, evidenceKey } from './store/evidence.ts';

/** A message as it goes out. */
export interface Outbound extends Omit<Frozen, 'evidenceKey'> {
  readonly body: Uint8Array;
}

interface Needs {
  readonly deliveries: Deliveries;
  readonly evidence: EvidenceStore;
  readonly now: () => Date;
}

/**
 * The message of a delivery: as it was written the first time, or written now. Its bytes are kept and noted before they are sent, so
 * that evidence is never behind the facts and a repetition is the same to the byte.
 *
 * @param ready waited for between writing and noting; what it throws leaves the message as if it had not been written
 */
export async function freezeMessage(
  needs: Needs,
  claim: Claim,
  write: () => Promise<Outbound>,
  ready?: () => Promise<unknown>,
): Promise<Outbound> {
  const { tenant, deliveryId, evidence, frozen: before } = claim.delivery;
  const kept = before && (await needs.evidence.get(before.evidenceKey));
  if (before && kept === undefined) throw new Error(`evidence ${before.evidenceKey} is gone`);
  const { body, ...head } = before && kept ? { ...before, body: kept } : await write();
  const key = before?.evidenceKey ?? evidenceKey(tenant, deliveryId, evidence.length, 'sent');
  if (before === undefined) await needs.evidence.put(key, body);
  await ready?.();
  const noted = { at: needs.now().toISOString(), direction: 'sent' as const, key };
  await needs.deliveries.noteSent(claim, noted, { ...head, evidenceKey: key });
  return { ...head, body };
}
