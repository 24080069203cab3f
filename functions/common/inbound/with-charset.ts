import type { ReadIncoming } from '#common/mapping/read-by-mapping.ts';
import { charsetOf } from '#shared/wire/charset-of.ts';
import type { Content } from './judge-content.ts';

/** A document that was read: what came untouched keeps the charset that its sender named. */
export function withCharset(
  found: Extract<ReadIncoming, { family: 'epcis' }>,
  sent: { readonly contentType: string; readonly body: Uint8Array },
): Content {
  const charset = found.document === sent.body ? charsetOf(sent.contentType) : undefined;
  const isXml = found.contentType.endsWith('xml');
  return {
    document: found.document,
    contentType: isXml && charset ? `${found.contentType}; charset=${charset}` : found.contentType,
  };
}
