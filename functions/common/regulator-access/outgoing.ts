import type { Outgoing } from '#common/send/https.ts';
import type { Message } from '#shared/regimes/regime.ts';
import { urlAt } from './door.ts';
import type { Reach } from './reach.ts';

/** A message as it goes out, but for the proof of who sends it. */
export function outgoingOf(
  { baseUrl, tls }: Pick<Reach, 'baseUrl' | 'tls'>,
  { method, path, headers, contentType }: Pick<Message, 'method' | 'path' | 'headers' | 'contentType'>,
  body?: Uint8Array,
): Outgoing {
  return {
    method,
    url: urlAt(baseUrl, path),
    headers: { ...headers, ...(contentType && { 'content-type': contentType }) },
    ...(body && { body }),
    ...(tls && { tls }),
  };
}
