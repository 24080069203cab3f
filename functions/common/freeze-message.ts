import type { ChannelKind } from '#shared/network/channel-kinds.ts';
import type { Claim, Deliveries } from './store/deliveries.ts';
import type { Frozen } from './store/delivery-row.ts';
import { type EvidenceStore, evidenceKey } from './store/evidence.ts';

/** A message as it goes out. */
export interface Outbound extends Omit<Frozen, 'evidenceKey' | 'attached'> {
  readonly body: Uint8Array;
  /** What is sent later, under the receipt that it gets: kept beside it. */
  readonly attachment?: Uint8Array;
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
 * @param channel by which it goes to a partner
 */
export async function freezeMessage(
  needs: Needs,
  claim: Claim,
  write: () => Promise<Outbound>,
  ready?: (message: Outbound) => Promise<unknown>,
  channel?: ChannelKind,
): Promise<Outbound & Pick<Frozen, 'evidenceKey'>> {
  const { frozen } = claim.delivery;
  const { message, keys } = frozen ? await keptBefore(needs, frozen) : await keptNow(needs, claim, await write());
  await ready?.(message);
  const at = needs.now().toISOString();
  const { body: _, attachment, ...head } = message;
  const { attached: key } = keys;
  const attached = attachment && key !== undefined ? [{ at, direction: 'attached' as const, key }] : [];
  const noted = { at, direction: 'sent' as const, key: keys.evidenceKey };
  await needs.deliveries.noteSent(claim, noted, { ...head, ...keys, ...(channel && { channel }) }, ...attached);
  return { ...message, evidenceKey: keys.evidenceKey };
}

/** Keeps the bytes of a message that another sender carries, and notes that it is written: it has not been sent. */
export async function writeOnly(needs: Needs, claim: Claim, write: () => Promise<Outbound>): Promise<void> {
  const { message, keys } = await keptNow(needs, claim, await write());
  const { body: _, attachment: __, ...head } = message;
  await needs.deliveries.noteWritten(claim, { ...head, ...keys });
}

interface Kept {
  readonly message: Outbound;
  readonly keys: Pick<Frozen, 'evidenceKey' | 'attached'>;
}

async function keptBefore({ evidence }: Needs, { evidenceKey: key, attached, ...head }: Frozen): Promise<Kept> {
  const body = await evidence.get(key);
  if (body === undefined) throw new Error(`evidence ${key} is gone`);
  return { message: { ...head, body }, keys: { evidenceKey: key, ...(attached && { attached }) } };
}

async function keptNow({ evidence }: Needs, { delivery }: Claim, message: Outbound): Promise<Kept> {
  const { tenant, deliveryId, evidence: before } = delivery;
  const { body, attachment } = message;
  const key = evidenceKey(tenant, deliveryId, before.length, 'sent');
  await evidence.put(key, body);
  if (attachment === undefined) return { message, keys: { evidenceKey: key } };
  const attached = evidenceKey(tenant, deliveryId, before.length + 1, 'attached');
  await evidence.put(attached, attachment);
  return { message, keys: { evidenceKey: key, attached } };
}
