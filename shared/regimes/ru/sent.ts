import * as v from 'valibot';
import { jsonOf } from '../answers.ts';
import { textOfBase64 } from './base64.ts';

const named = v.pipe(v.string(), v.minLength(1));
const request = v.object({
  request_id: named,
  sign: v.string(),
  document: v.optional(named),
  hash_sum: v.optional(named),
});

/** What was sent, as an answer is held against it. */
export interface Sent {
  readonly requestId: string;
  /** It was announced, and is uploaded. */
  readonly isLarge: boolean;
  /** The document, as far as it is known. */
  readonly document?: string | undefined;
}

/** Reads the body of a message of ours. */
export function readSent(sent: string, attached?: string): Sent | undefined {
  const read = v.safeParse(request, jsonOf(sent));
  if (!read.success) return undefined;
  const { request_id, document } = read.output;
  const text = document === undefined ? attached : textOfBase64(document);
  return { requestId: request_id, isLarge: document === undefined, document: text };
}
