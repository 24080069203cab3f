import type { EpcisHead } from '#shared/epcis/document.ts';
import type { Message } from '#shared/epcis/message.ts';
import { readMessage } from '#shared/epcis/read-message.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { textDecoder } from '#shared/wire/decode-text.ts';
import type { Input } from './input.ts';

/** More than any message has, in characters. */
const LONGEST = 32 * 1024 * 1024;

/**
 * The query or capture job that an input is, which has just been read as a document with events, and refused. Undefined
 * for anything else, for a message that is wrong, which its refusal has told, and for what cannot be read again.
 */
export async function messageIn(input: Input, head: EpcisHead | Refusal | undefined): Promise<Message | undefined> {
  if (!isRefusal(head) || head.refused !== 'unsupported' || !input.again) return undefined;
  const decoder = textDecoder();
  let text = '';
  const add = (piece: string | Refusal): boolean => {
    if (isRefusal(piece)) return false;
    text += piece;
    return text.length <= LONGEST;
  };
  for await (const piece of input.pieces()) if (!add(decoder.write(piece))) return undefined;
  const message = add(decoder.end()) ? readMessage(text) : undefined;
  return message === undefined || isRefusal(message) ? undefined : message;
}
