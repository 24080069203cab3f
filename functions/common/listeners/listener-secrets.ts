import { deriveKey } from '../root-secret.ts';
import type { Listener } from '../store/listeners.ts';

/** How long messages are signed by the secret before as well, after there is a new one. */
const BOTH_MS = 86_400_000;

type Signed = Pick<Listener, 'tenant' | 'listener' | 'createdAt' | 'secretGeneration' | 'rotatedAt'>;

/** Until when both secrets are in use; undefined where there was never but one. */
export const bothUntil = ({ rotatedAt }: Pick<Listener, 'rotatedAt'>): string | undefined =>
  rotatedAt === undefined ? undefined : new Date(Date.parse(rotatedAt) + BOTH_MS).toISOString();

/**
 * The secret of a listener (Standard Webhooks, `whsec_…`). Derived, so nothing is stored; one that is made again under its name has another.
 */
export function listenerSecret(root: Uint8Array, { tenant, listener, createdAt, secretGeneration }: Signed): string {
  const key = deriveKey(root, `listener#${tenant}#${listener}#${createdAt}#${secretGeneration}`);
  return `whsec_${Buffer.from(key).toString('base64')}`;
}

/** The secrets that a message is signed by at a time: the new one first. */
export function secretsAt(root: Uint8Array, listener: Signed, at: Date): string[] {
  const until = bothUntil(listener);
  const both = until !== undefined && at.toISOString() < until;
  const generations = [listener.secretGeneration, ...(both ? [listener.secretGeneration - 1] : [])];
  return generations.map((secretGeneration) => listenerSecret(root, { ...listener, secretGeneration }));
}
