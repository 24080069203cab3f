import { inboundTurn, type TurnNeeds } from '#common/inbound/inbound-turn.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import type { InboundDocument } from '#common/store/inbound-row.ts';
import type { InboundMessage } from '#shared/messages/queue-messages.ts';
import type { ReturnNeeds } from './ask-about-returns.ts';
import { followCapture } from './follow-capture.ts';
import { type ReadNeeds, readInbound } from './read-inbound.ts';

export interface ReceiveNeeds extends ReadNeeds, TurnNeeds, Omit<ReturnNeeds, 'registry'> {
  readonly inbound: TurnNeeds['inbound'] & Pick<InboundDocuments, 'get' | 'list'>;
  /** Queue `exchange`, of who acts on messages that are no events. */
  readonly act: SendToQueue;
}

/**
 * One turn of a document that a partner sent: it is read and given to capture, or it is looked what came of that. A message that is no events is another's to act on: who
 * is woken for one passes it on without taking it up.
 */
export const receiveDocument = (needs: ReceiveNeeds) => {
  const turn = inboundTurn(needs, (document, note) => {
    const { state, captureId } = document;
    return state === 'reading' && captureId !== undefined
      ? followCapture(needs, document, captureId)
      : readInbound(needs, document, note);
  });
  return async (message: InboundMessage): Promise<void> => {
    const row = await needs.inbound.get(message.tenant, message.inbound);
    await (row !== undefined && isToAct(row) ? needs.act(message) : turn(message));
  };
};

/** It was read and is no events. */
const isToAct = ({ state, captureId }: InboundDocument): boolean => state === 'reading' && captureId === undefined;
