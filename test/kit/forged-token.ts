import { pageKey } from '#common/page-key.ts';
import { seal, unseal } from '#common/seal.ts';

/** A page token that says another place, made by somebody who has the key: what a defect of ours would make. */
export function forgedToken(tenant: string, token: string, after: unknown): string {
  const said = JSON.parse(unseal(pageKey(tenant), token) ?? '{}');
  return seal(pageKey(tenant), JSON.stringify({ ...said, after: JSON.stringify(after) }));
}
