import { inboundTurn, type Turned, type TurnNeeds } from '#common/inbound/inbound-turn.ts';
import type { readByMapping } from '#common/mapping/read-by-mapping.ts';
import type { MayPartner } from '#common/may-partner.ts';
import { Refused } from '#common/refused.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import { type InboundDocument, isSettled } from '#common/store/inbound-row.ts';
import type { Registry } from '#common/store/registry.ts';
import type { OtherMessage } from '#shared/mapping/exchange/families.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { InboundMessage } from '#shared/messages/queue-messages.ts';
import { refuse } from '#shared/refusal.ts';
import { refusedFor } from './refused-for.ts';
import { type BatchNeeds, takeEndOfBatch } from './take-end-of-batch.ts';
import { type ResponseNeeds, takeProcessingResponse } from './take-processing-response.ts';
import { type SerialsNeeds, takeSerialRequest } from './take-serial-request.ts';

export interface ActNeeds extends TurnNeeds, SerialsNeeds, BatchNeeds, ResponseNeeds {
  readonly ledger: BatchNeeds['ledger'] & ResponseNeeds['ledger'];
  readonly cases: BatchNeeds['cases'] & ResponseNeeds['cases'];
  readonly inbound: TurnNeeds['inbound'] & Pick<InboundDocuments, 'get'>;
  readonly registry: SerialsNeeds['registry'] & Pick<Registry, 'partner'>;
  readonly evidence: Pick<EvidenceStore, 'get'>;
  readonly may: MayPartner;
  readonly read: ReturnType<typeof readByMapping>;
  readonly deliveries: SerialsNeeds['deliveries'] & ResponseNeeds['deliveries'];
  readonly blocks: SerialsNeeds['blocks'] & BatchNeeds['blocks'] & ResponseNeeds['blocks'];
  readonly lots: SerialsNeeds['lots'] & BatchNeeds['lots'] & ResponseNeeds['lots'];
  readonly pools: SerialsNeeds['pools'] & BatchNeeds['pools'];
}

/**
 * One turn of a message that is no events: what its sender asks for is done, and the message ends. Done again it does no more. A document that is not read so far goes
 * back to who reads it, and so does one that waits, when it is due.
 */
export const actOnMessage = (needs: ActNeeds) => {
  const turn = inboundTurn(needs, (document) => act(needs, document));
  return async (message: InboundMessage): Promise<void> => {
    const row = await needs.inbound.get(message.tenant, message.inbound);
    if (row === undefined || isSettled(row)) return;
    await (row.state === 'reading' && row.captureId === undefined ? turn(message) : needs.wake(message));
  };
};

/** Whose partner, mapping or partnership is another by now is judged anew by who reads. */
const readAnew: Turned = { change: { state: 'received' }, againMs: 0 };

async function act(needs: ActNeeds, document: InboundDocument): Promise<Turned> {
  const { tenant, partner: id, key } = document;
  const partner = await needs.registry.partner(tenant, id);
  if (partner === undefined || (await needs.may(tenant, id)) !== undefined) return readAnew;
  const body = await needs.evidence.get(key);
  if (body === undefined) throw new Error(`the bytes of document ${document.documentId} are missing from the bucket`);
  const found = await needs.read(tenant, partner.mapping?.in, { ...document, body });
  if ('refusals' in found || found.family === 'epcis') return readAnew;
  try {
    return await actOn(needs, { document, partner, message: found });
  } catch (error) {
    // Others were faster, or the table was busy: the next turn does it.
    if (!(error instanceof Refused) || error.refusal.refused === 'busy') throw error;
    return refusedFor(error.refusal);
  }
}

interface Asked {
  readonly document: InboundDocument;
  readonly partner: Partner;
  readonly message: OtherMessage;
}

async function actOn(needs: ActNeeds, { document, partner, message }: Asked): Promise<Turned> {
  switch (message.family) {
    case 'serial-request':
      return takeSerialRequest(needs, { document, partner }, message.content);
    case 'end-of-batch':
      return takeEndOfBatch(needs, { document, partner }, message.content);
    case 'processing-response':
      return takeProcessingResponse(needs, { document, partner }, message.content);
    case 'serial-response':
    case 'production-order':
      return refusedFor(notTaken(message.family));
  }
}

const notTaken = (family: string) =>
  refuse('unsupported', `messages of the family ${family} are not acted on here`, {
    at: '/',
    rule: 'Seriate: numbers are given and orders are made here, by us',
    remedy: 'ask for numbers by a SerialRequest, and tell what was packed',
  });
