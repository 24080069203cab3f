import type { IncomingMessage } from 'node:http';
import { refuse } from '#shared/refusal.ts';
import { Refused } from '../../refused.ts';

/** More than any recipe takes. */
const MOST_BYTES = 256 * 1024;

/** A request's body as JSON; an empty one is undefined. Throws `Refused` for another media type, too much of it, or what is no JSON. */
export async function jsonIn(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MOST_BYTES) throw new Refused(refuse('too-large', `more than ${MOST_BYTES} bytes`));
    chunks.push(bytes);
  }
  if (size === 0) return undefined;
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new Refused(refuse('unsupported-media', 'the body is not application/json'));
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refused(refuse('malformed', `not JSON: ${why}`, { at: '/' }));
  }
}
