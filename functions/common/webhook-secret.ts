import { deriveKey } from './root-secret.ts';

/** Secret that signs webhooks to a partner (Standard Webhooks). Derived, so nothing is stored; a higher generation is a new secret. */
export function webhookSecret(
  root: Uint8Array,
  { tenant, partner, generation }: { tenant: string; partner: string; generation: number },
): string {
  const key = deriveKey(root, `webhook#${tenant}#${partner}#${generation}`);
  return `whsec_${Buffer.from(key).toString('base64')}`;
}
