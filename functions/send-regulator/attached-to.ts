import type { Delivery } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';

/** What was attached to a message, as it was kept with it. */
export interface AttachedHere {
  readonly read: () => Promise<string>;
  /** Where a body is kept already, because it is what was attached. */
  keyOf(body: string): string | undefined;
}

/** Bytes that were kept when they were written. @throws when they are gone */
export async function bytesOf(evidence: Pick<EvidenceStore, 'get'>, key: string | undefined): Promise<Uint8Array> {
  const kept = key === undefined ? undefined : await evidence.get(key);
  if (kept === undefined) throw new Error(`evidence ${key} of what was sent is gone`);
  return kept;
}

/** What was kept to be sent under a receipt; read once, and only where it is wanted. */
export function attachedTo(evidence: Pick<EvidenceStore, 'get'>, { frozen, deliveryId }: Delivery): AttachedHere {
  let text: string | undefined;
  const key = frozen?.attached;
  const read = async () => {
    if (key === undefined) throw new Error(`delivery ${deliveryId} has nothing attached`);
    text ??= Buffer.from(await bytesOf(evidence, key)).toString('utf8');
    return text;
  };
  return { read, keyOf: (body) => (body === text ? key : undefined) };
}
