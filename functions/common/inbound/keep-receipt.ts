import type { EvidenceStore } from '#common/store/evidence.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';

export interface ReceiptNeeds {
  readonly inbound: Pick<InboundDocuments, 'get' | 'noteReceipt'>;
  readonly evidence: Pick<EvidenceStore, 'put'>;
}

export type KeepReceipt = (tenant: string, documentId: string, receipt: Uint8Array) => Promise<void>;

/**
 * Keeps the receipt that the sender of a document is given, behind what proves the document's origin, before it is given. Only once the document is kept it is known what the
 * receipt says. Who dies before it leaves its sender without a receipt: it sends the message again.
 */
export const keepReceipt =
  ({ inbound, evidence }: ReceiptNeeds): KeepReceipt =>
  async (tenant, documentId, receipt) => {
    if ((await inbound.get(tenant, documentId))?.hasReceipt) return;
    const key = `${tenant}/inbound/${documentId}/receipt.eml`;
    await evidence.put(key, receipt);
    await inbound.noteReceipt(tenant, documentId, key);
  };
