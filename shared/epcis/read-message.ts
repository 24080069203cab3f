import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { readJsonText } from '../wire/read-json-text.ts';
import type { Message } from './message.ts';
import { messageOf } from './read-json-message.ts';
import { epcisLimits } from './reader.ts';
import { readXmlMessage } from './xml/read-xml-message.ts';

/** More than a hundred thousand identifiers take. UTF-16 code units. */
const LONGEST = 32 * 1024 * 1024;

export interface MessageOptions {
  /** `published`: XML has to keep the order of the published schema. Without it any order is read. */
  readonly order?: 'any' | 'published';
}

/**
 * Reads an EPCIS document that holds no events: a query (a Poll, or a JSON object of parameters) or a capture job, XML or
 * JSON. Refuses what is neither, and documents with events, for which `readDocument` is there.
 */
export function readMessage(text: string, { order = 'any' }: MessageOptions = {}): Message | Refusal {
  if (text.length > LONGEST) return refuse('too-large', `a message has more than ${LONGEST} characters`);
  if (/^[\ufeff\s]*</.test(text)) return readXmlMessage(withoutSpaceBefore(text), order === 'published');
  const parsed = readJsonText(text, { depth: epcisLimits.depth, length: LONGEST });
  return isRefusal(parsed) ? parsed : messageOf(parsed.value);
}

/** XML allows no white space before its declaration, but senders do. What is left keeps its line and column. */
const withoutSpaceBefore = (text: string): string =>
  text.replace(/^\ufeff?\s+(?:<\?xml\s[^>]*\?>)?/, (before) => before.replace(/[^\r\n]/g, ' '));
