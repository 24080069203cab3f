import { gunzipSync } from 'node:zlib';
import { MOST_MESSAGE_BYTES } from '#shared/messages/agent-to-cloud.ts';
import type { WrappedLineMessage } from '#shared/messages/queue-messages.ts';
import type { LineAddress } from '#shared/messages/topics.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

export type LineSaid = LineAddress & { readonly message?: unknown };

/**
 * What a line said, out of what the topic rule made of it: inflated where it is compressed (RFC 1952, told by its first two bytes), and read as
 * JSON. Nothing beyond `MOST_MESSAGE_BYTES` is ever inflated, however small the compressed bytes are.
 */
export function openLineMessage(wrapped: WrappedLineMessage): LineSaid | Refusal {
  const { tenant, site, line } = wrapped;
  if (!('body' in wrapped)) return { tenant, site, line, message: wrapped.message };
  const bytes = Buffer.from(wrapped.body, 'base64');
  const text = isGzip(bytes) ? inflated(bytes) : bytes.toString();
  if (typeof text !== 'string') return text;
  try {
    return { tenant, site, line, message: JSON.parse(text) };
  } catch {
    return unreadable('a message is not JSON');
  }
}

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function inflated(bytes: Buffer): string | Refusal {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_MESSAGE_BYTES }).toString();
  } catch (error) {
    const isLarge = error instanceof RangeError;
    return unreadable(
      isLarge ? `a message has more than ${MOST_MESSAGE_BYTES} bytes when inflated` : 'a message is damaged gzip',
    );
  }
}

const unreadable = (detail: string): Refusal =>
  refuse('malformed', detail, {
    at: '/body',
    rule: `a line's message is JSON of at most ${MOST_MESSAGE_BYTES} bytes, as it is or compressed (RFC 1952)`,
    remedy: 'the line keeps it and sends it again; mend what changes bytes between the line and here',
  });
