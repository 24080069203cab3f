import type { Outbound } from '#common/freeze-message.ts';
import type { Frozen } from '#common/store/delivery-row.ts';
import type { PartnerMessage } from './partner-channel.ts';

const extensions: readonly (readonly [RegExp, string])[] = [
  [/json/i, 'json'],
  [/xml/i, 'xml'],
  [/csv/i, 'csv'],
  [/^text\//i, 'txt'],
];

/** What a partner knows a written message by. */
export function namesOf({
  requestId,
  headers,
  fileName,
}: Pick<Frozen, 'requestId' | 'headers' | 'fileName'>): Pick<PartnerMessage, 'id' | 'fileName'> {
  const [, extension = 'bin'] = extensions.find(([type]) => type.test(headers['content-type'] ?? '')) ?? [];
  return { id: requestId, fileName: fileName ?? `${requestId.replace(/[^\w.-]/g, '_')}.${extension}` };
}

/** A written message as channels carry it. */
export function messageOf({ evidenceKey: key, ...message }: Outbound & Pick<Frozen, 'evidenceKey'>): PartnerMessage {
  const { 'content-type': contentType = 'application/octet-stream', ...headers } = message.headers;
  return { ...namesOf(message), contentType, headers, body: message.body, key };
}
