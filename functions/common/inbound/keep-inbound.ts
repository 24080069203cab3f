import { createHash } from 'node:crypto';
import { log } from '#common/log.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { sha256 } from '#common/sha256.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import type { InboundDocument, InboundState } from '#common/store/inbound-row.ts';
import type { InboundWay } from '#shared/network/channel-kinds.ts';
import { fileLabel } from '#shared/network/file-label.ts';

export interface KeepNeeds {
  readonly inbound: Pick<InboundDocuments, 'find' | 'put'>;
  readonly evidence: Pick<EvidenceStore, 'put'>;
  /** Queue `inbound`. */
  readonly wake: SendToQueue;
}

/** A document as a channel received it. */
export interface ReceivedDocument {
  readonly tenant: string;
  /** In the master data. */
  readonly partner: string;
  readonly way: InboundWay;
  /** What its sender knows it by: a Message-ID, a path with size and time, a request id. It names one document for ever. */
  readonly senderId: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly body: Uint8Array;
  /** What proves where it came from, such as the signed message as it came. */
  readonly evidence?: readonly { readonly name: string; readonly body: Uint8Array }[];
  /** What became of it is told by a file in the partner's folder of results. */
  readonly toldByFile?: boolean;
  readonly at: Date;
}

export interface KeptDocument {
  readonly documentId: string;
  /** False where the sender's id was known already. */
  readonly isNew: boolean;
  readonly state: InboundState;
  /** False where the sender's id stands for other bytes than these, which are not kept. */
  readonly isSame: boolean;
}

export type KeepInbound = (received: ReceivedDocument) => Promise<KeptDocument>;

/**
 * Keeps a document that a partner sent: its bytes, then its row, then whoever reads it is woken. Receiving it again finds the row, so a channel that dies behind it
 * receives it again and loses nothing; what a lost wake-up costs is time.
 */
export const keepInbound =
  (needs: KeepNeeds): KeepInbound =>
  async (received) => {
    const { tenant, partner, way, senderId, fileName, contentType, body, at, toldByFile } = received;
    const digest = digestOf(body);
    const known = await needs.inbound.find(received);
    if (known !== undefined) return told(known, false, digest);
    // Of the sender's id and the bytes: receiving it again puts the same bytes in the same place, other bytes into another.
    const place = `${tenant}/inbound/${sha256(JSON.stringify([partner, way, senderId])).slice(0, 32)}`;
    const key = `${place}/${digest}`;
    await needs.evidence.put(key, body);
    const evidence: string[] = [];
    for (const one of received.evidence ?? []) {
      const at = `${place}/${one.name.replaceAll(/[^\w.-]/g, '_').slice(0, 100)}-${digestOf(one.body).slice(0, 16)}`;
      await needs.evidence.put(at, one.body);
      evidence.push(at);
    }
    const facts = { bytes: body.length, sha256: digest, key, evidence, receivedAt: at.toISOString() };
    const kept = {
      tenant,
      partner,
      way,
      senderId,
      fileName: fileLabel(fileName),
      contentType: plain(contentType),
      ...facts,
      ...(toldByFile && { toldByFile }),
    };
    const { document, isNew } = await needs.inbound.put(kept);
    if (isNew && document.state === 'received') await wakeReader(needs, document);
    return told(document, isNew, digest);
  };

/** Wakes who reads a document: a lost message costs time only. */
export async function wakeReader(
  { wake }: Pick<KeepNeeds, 'wake'>,
  { tenant, documentId }: Pick<InboundDocument, 'tenant' | 'documentId'>,
  delaySeconds = 0,
): Promise<void> {
  try {
    await wake({ tenant, inbound: documentId }, delaySeconds);
  } catch (error) {
    log('message-failed', { tenant, documentId, error: String(error) });
  }
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Control characters have no place in a type. */
const plain = (text: string): string => text.replaceAll(/\p{Cc}/gu, '').slice(0, 300);

const told = ({ documentId, state, sha256: of }: InboundDocument, isNew: boolean, digest: string): KeptDocument => ({
  documentId,
  isNew,
  state,
  isSame: of === digest,
});
