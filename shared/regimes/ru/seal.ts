import * as v from 'valibot';
import { jsonOf } from '../answers.ts';
import type { Message, Sign } from '../regime.ts';
import { readSent } from './sent.ts';

const unsigned = v.looseObject({ sign: v.string() });

/** Puts in the detached signature over the bytes of the document, whether it stands in the message or is attached. */
export async function seal(message: Message, sign: Sign): Promise<Message> {
  const { body = '', attached } = message;
  const document = readSent(body, attached)?.document;
  if (document === undefined) throw new Error('a message without a document cannot be sealed');
  const signature = await sign(new TextEncoder().encode(document));
  return { ...message, body: JSON.stringify({ ...v.parse(unsigned, jsonOf(body)), sign: signature }) };
}
