import type { IncomingMessage } from 'node:http';
import { refuse } from '#shared/refusal.ts';
import { Refused } from '../../refused.ts';

/** More than any recipe takes. */
const MOST_BYTES = 256 * 1024;

/** So much more than it may have is read and dropped of a body, so that the answer arrives; whoever sends on is cut off. */
const MOST_DROPPED = 16 * 1024 * 1024;

/** The bytes of a request's body. Throws `Refused` for too many. */
export async function bytesIn(request: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= most) chunks.push(bytes);
    else if (size > most + MOST_DROPPED) break;
  }
  if (size > most) throw new Refused(refuse('too-large', `more than ${most} bytes`, { remedy: 'Send it in parts.' }));
  return Buffer.concat(chunks);
}

/** A request's body as JSON; an empty one is undefined. Throws `Refused` for another media type, too much of it, or what is no JSON in UTF-8. */
export async function jsonIn(request: IncomingMessage, most = MOST_BYTES): Promise<unknown> {
  const bytes = await bytesIn(request, most);
  if (bytes.length === 0) return undefined;
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new Refused(refuse('unsupported-media', 'the body is not application/json'));
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refused(refuse('malformed', `not JSON in UTF-8: ${why}`, { at: '/', rule: 'RFC 8259 §8.1' }));
  }
}
