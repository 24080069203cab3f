import { join } from 'node:path';
import { openJournal } from '../journal.ts';
import { idFrom } from '../mdlp/book/id-from.ts';
import { openVault } from '../mdlp/book/vault.ts';
import type { MdlpFeed } from '../mdlp/feed.ts';
import { type Entry, readEntry } from './entries.ts';
import { type Lot, newState, sgtinAt } from './state.ts';
import { dropoutDocument, emissionDocument } from './write-documents.ts';

/** Codes that are not reported as used by then are written off (Decree 1118 of 2019), milliseconds. */
const CODES_LIVE_MS = 180 * 86_400_000;
/** Codes in one document 10305. */
const MOST_DROPPED = 25_000;

export interface DeskOptions {
  readonly dataDir: string | undefined;
  readonly register: MdlpFeed;
  /** `system_subject_id` of who owns a station. */
  readonly ownerOf: (omsId: string) => string;
}

export type Desk = ReturnType<typeof openDesk>;

/**
 * The station's memory, and what it hands to the register. What it hands over goes under a request id that comes out the same again, so a document
 * that a crash left unrecorded is not taken twice.
 */
export function openDesk({ dataDir, register, ownerOf }: DeskOptions) {
  const state = newState();
  const journal = openJournal(dataDir && join(dataDir, 'oms.jsonl'), readEntry);
  for (const entry of journal.before) state.apply(entry);
  const vault = openVault(dataDir && join(dataDir, 'oms-reports'));
  const take = (entry: Entry): void => {
    journal.append(entry);
    state.apply(entry);
  };
  const hand = (owner: string, seed: string, document: string) => register.take(owner, idFrom(seed), document);
  const ofLot = ({ omsId, orderId }: Lot, at: number) => ({ omsId, orderId, at, systemId: ownerOf(omsId) });

  const emit = (lot: Lot, at: number): void => {
    const { orderId, gtin, quantity, omsId } = lot;
    const list = Array.from({ length: quantity }, (_, index) => sgtinAt(lot, index));
    const outcome = hand(ownerOf(omsId), `${orderId} ${gtin} emission`, emissionDocument(ofLot(lot, at), gtin, list));
    const rejection = outcome?.result === 'Accepted' ? undefined : (outcome?.errors[0]?.detail ?? 'not emitted');
    take({ kind: 'emitted', orderId, gtin, at, ...(rejection !== undefined && { rejection }) });
  };
  /** Writes off the codes from a number on that are on no pack. */
  const drop = (lot: Lot, from: number, reason: 1 | 2, at: number): void => {
    const unused: string[] = [];
    for (let index = from; index < lot.quantity; index++) {
      const sgtin = sgtinAt(lot, index);
      if (register.stateOf(sgtin) === 'emitted') unused.push(sgtin);
    }
    for (let part = 0; part < unused.length; part += MOST_DROPPED) {
      const list = unused.slice(part, part + MOST_DROPPED);
      const document = dropoutDocument(ofLot(lot, at), reason, list);
      hand(ownerOf(lot.omsId), `${lot.orderId} ${list[0]} dropout ${reason}`, document);
    }
  };
  const send = (reportId: string, omsId: string): void => {
    const document = vault.get(reportId)?.toString('utf8');
    const outcome = document === undefined ? undefined : hand(ownerOf(omsId), `${reportId} report`, document);
    const status = outcome === undefined || outcome.result === 'Rejected' ? 'REJECTED' : 'SENT';
    const [first] = outcome?.errors ?? [];
    const reason = first && `${outcome?.errors.length} refused, first ${first.object ?? ''}: ${first.detail}`;
    take({ kind: 'sent', reportId, status, ...(reason !== undefined && { reason }) });
  };

  return {
    state,
    take,
    /** Keeps the document that a report comes to, until it is due. */
    keep: (reportId: string, document: string) => vault.put(reportId, Buffer.from(document)),
    close: (lot: Lot, at: number): void => {
      if (lot.emittedAt !== undefined && lot.rejection === undefined) drop(lot, lot.passed, 1, at);
      take({ kind: 'closed', orderId: lot.orderId, gtin: lot.gtin });
    },
    /** Does what is due. */
    settle: (at: number): void => {
      for (const lot of state.lots.values()) {
        if (lot.emittedAt === undefined && !lot.isClosed && lot.due <= at) emit(lot, at);
        const isOver = lot.emittedAt !== undefined && lot.emittedAt + CODES_LIVE_MS <= at;
        if (!isOver || lot.isExpired || lot.rejection !== undefined) continue;
        drop(lot, 0, 2, at);
        take({ kind: 'expired', orderId: lot.orderId, gtin: lot.gtin });
      }
      for (const { reportId, omsId, due, status } of state.reports.values())
        if (status === 'PENDING' && due <= at) send(reportId, omsId);
    },
  };
}
