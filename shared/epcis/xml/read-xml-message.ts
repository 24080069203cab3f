import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { xmlLimits, xmlReader } from '../../wire/read-xml.ts';
import { refuseXml } from '../../wire/refuse-xml.ts';
import type { Message } from '../message.ts';
import { epcisLimits } from '../reader.ts';
import { DocumentHandler } from './read-handler.ts';
import { messageIn } from './read-message.ts';
import { XML_BINDING } from './read-tree.ts';

/** The message in an XML text: a Poll or an EPCISCaptureJob, in a document, an envelope or by itself. */
export function readXmlMessage(text: string, isPublishedOrder: boolean): Message | Refusal {
  let found: Message | undefined;
  let hasEvents = false;
  const count = () => {
    hasEvents = true;
  };
  const handler = new DocumentHandler(
    { event: count, refused: count },
    epcisLimits,
    isPublishedOrder,
    (built, definitions) => {
      if (found !== undefined)
        return refuseXml('malformed', 'a second message stands beside the first', built.spot.at, {
          path: built.spot.path,
          rule: XML_BINDING,
        });
      const message = messageIn(built, definitions);
      if (isRefusal(message)) return message;
      found = message;
      return undefined;
    },
  );
  const reader = xmlReader(handler, { ...xmlLimits, depth: epcisLimits.depth });
  const refused = reader.write(text) ?? reader.end();
  if (refused !== undefined) return refused;
  if (found !== undefined && !hasEvents) return found;
  const head = handler.head();
  return isRefusal(head) ? head : noMessage;
}

const noMessage = refuse('unsupported', 'a document with events or master data is no message', {
  rule: XML_BINDING,
  remedy: 'read it as a document',
});
