import { randomBytes } from 'node:crypto';
import { deriveKey, rootSecret } from './root-secret.ts';

const arn = process.env['PAGE_SECRET_ARN'];
const fetchSecret = arn === undefined ? undefined : rootSecret(arn);
/** Without a secret, in one process, what was sealed is opened by whoever sealed it. */
let root: Uint8Array | undefined = arn === undefined ? randomBytes(64) : undefined;

/**
 * Resolves when the secret is there by which page tokens are sealed, once per warm function. It does not reject: only a call that pages needs it
 * ({@link pageKey}).
 */
export async function pageKeyReady(): Promise<void> {
  root ??= await fetchSecret?.().catch(() => undefined);
}

/** 32 bytes by which a tenant's page tokens are sealed. Throws when the secret could not be fetched. */
export function pageKey(tenant: string): Uint8Array {
  if (root === undefined) throw new Error('the secret of page tokens is out of reach');
  return deriveKey(root, `page-tokens ${tenant}`);
}
