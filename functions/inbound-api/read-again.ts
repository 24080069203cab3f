import { entryOf } from '#common/entry-of.ts';
import type { Endpoint } from '#common/http.ts';
import { type KeepNeeds, wakeReader } from '#common/inbound/keep-inbound.ts';
import { log } from '#common/log.ts';
import { Refused } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import { type InboundDocument, isSettled } from '#common/store/inbound-row.ts';
import { refuse } from '#shared/refusal.ts';
import { findDocument, tellDocument } from './find-document.ts';

export interface AgainNeeds extends Pick<KeepNeeds, 'wake'> {
  readonly inbound: Pick<InboundDocuments, 'get' | 'readAgain'>;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly now: () => Date;
}

const again: readonly InboundDocument['state'][] = ['refused', 'partly-accepted', 'waiting'];

/** Has a document read again that was refused, or waits: what it lacked is there now. One that is being read is left to it, so asking twice does no more. */
export const readAgain =
  (needs: AgainNeeds): Endpoint =>
  async (request) => {
    const document = await findDocument(needs.inbound, request);
    const { tenant, documentId, partner, state } = document;
    if (again.includes(state)) {
      const at = needs.now();
      const detail = { was: state, partner };
      const entry = entryOf(request, at.toISOString(), 'inbound-read-again', `inbound-document ${documentId}`, {
        detail,
      });
      const outcome = await needs.inbound.readAgain(document, at, auditPut(needs.registryTable, tenant, entry));
      if (outcome === 'done') {
        await wakeReader(needs, document);
        log('inbound-settled', { tenant, partner, documentId, state: 'received', by: request.caller });
      }
    } else if (isSettled(document)) throw takenIn(document);
    return { status: 202, body: tellDocument(await findDocument(needs.inbound, request)) };
  };

const takenIn = ({ documentId, state }: InboundDocument) =>
  new Refused(
    refuse('conflict', `document ${documentId} is ${state}`, {
      remedy: `what is ${again.join(', ')} can be read again`,
    }),
  );
