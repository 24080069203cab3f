import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { xmlLimits, xmlReader } from '../../wire/read-xml.ts';
import type { EpcisDocument, EpcisHead } from '../document.ts';
import type { EpcisEvent } from '../event.ts';
import { type EpcisLimits, type EpcisReader, type EpcisSink, epcisLimits } from '../reader.ts';
import { DocumentHandler } from './read-handler.ts';

export interface XmlReadOptions {
  /** `published`: elements that stand in another order than the XSD of the document's version wants are a fault, and so are those that it does not find. */
  readonly order?: 'any' | 'published';
  readonly limits?: Partial<EpcisLimits>;
}

/**
 * Reads EPCIS XML 1.0, 1.1, 1.2 and 2.0 in pieces: EPCISDocument, EPCISQueryDocument, EPCISMasterDataDocument, a bare
 * event, VocabularyList or QueryResults, also inside a SOAP envelope or another's elements, and there also as text. What
 * 1.x puts into `extension` and `baseExtension` may stand there or not, in any version. A fault inside an event refuses
 * that event with all its faults, each by line, column and path of the element; any other refuses the document.
 */
export function xmlDocumentReader(sink: EpcisSink, options: XmlReadOptions = {}): EpcisReader {
  const limits = { ...epcisLimits, ...options.limits };
  const handler = new DocumentHandler(sink, limits, options.order === 'published');
  const reader = xmlReader(handler, { ...xmlLimits, depth: limits.depth });
  let length = 0;
  let refused: Refusal | undefined;
  let ended: EpcisHead | Refusal | undefined;
  return {
    write: (text) => {
      length += text.length;
      if (length > limits.length) refused ??= refuse('too-large', `more than ${limits.length} characters`);
      refused ??= reader.write(text);
      return refused;
    },
    end: () => {
      ended ??= refused ?? reader.end() ?? handler.head();
      return ended;
    },
  };
}

/** A document whose events are all sound, or the first of what is wrong with it. */
export function readXmlDocument(text: string, options: XmlReadOptions = {}): EpcisDocument | Refusal {
  const events: EpcisEvent[] = [];
  let first: Refusal | undefined;
  const sink: EpcisSink = {
    event: (event) => events.push(event),
    refused: ([refusal]) => {
      first ??= refusal;
    },
  };
  const reader = xmlDocumentReader(sink, options);
  const head: EpcisHead | Refusal = reader.write(text) ?? reader.end();
  return first ?? (isRefusal(head) ? head : { ...head, events });
}
