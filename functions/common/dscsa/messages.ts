import { hash } from 'node:crypto';
import type { Outgoing } from '#common/store/dscsa-case-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';

/** Key of exact bytes of a case. @param name tells them apart within the case */
export const caseEvidenceKey = (tenant: string, id: string, name: string) => `${tenant}/evidence/dscsa-${id}/${name}`;

export const digestOfBytes = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex');

/**
 * Puts a message down before its case says that it is to be sent: bytes of a case that came to nothing harm nobody, a case without bytes could not be
 * told. The same bytes go out however often they are sent.
 */
export async function freeze(
  { evidence }: { readonly evidence: Pick<EvidenceStore, 'put'> },
  { tenant, id }: { readonly tenant: string; readonly id: string },
  message: { readonly id: string; readonly what: Outgoing['what']; readonly value: object },
  at: Date,
): Promise<Outgoing> {
  const bytes = Buffer.from(JSON.stringify(message.value));
  const key = caseEvidenceKey(tenant, id, `${message.id}-sent`);
  await evidence.put(key, bytes);
  const { what } = message;
  return { id: message.id, what, state: 'due', key, sha256: digestOfBytes(bytes), madeAt: at.toISOString() };
}
