import { jsonDocument } from '#shared/epcis/write-json.ts';
import type { ControlHeader, OtherMessage } from '#shared/mapping/exchange/families.ts';
import { readMapped } from '#shared/mapping/read-mapped.ts';
import { isUnchanged } from '#shared/mapping/unchanged.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { charsetOf } from '#shared/wire/charset-of.ts';
import { textDecoder } from '#shared/wire/decode-text.ts';
import { mappingInForce } from './mapping-in-force.ts';
import type { MappingNeeds } from './write-by-mapping.ts';

/** A document as it came. */
export interface Incoming {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly fileName: string;
}

/** What came in, understood. `document`: EPCIS that can be captured. */
export type ReadIncoming =
  | {
      readonly family: 'epcis';
      readonly document: Uint8Array;
      readonly contentType: string;
      readonly mapping?: string;
      /** Of messages: by which their sender knows the document. */
      readonly controlNumber?: string | undefined;
      /** Events that the mapping does not take; absent: none. */
      readonly leftOut?: number;
    }
  | (OtherMessage & { readonly header: ControlHeader; readonly mapping: string })
  | { readonly refusals: readonly Refusal[] };

/** Bytes of a document that is mapped: it is held in memory as a whole. EPCIS that no mapping changes may have any length. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Reads what a partner sent by the mapping of that name. Without one, or with one that changes nothing, EPCIS stays as it came, to the byte. Refusals say line
 * and column, or row and column of a sheet.
 */
export const readByMapping =
  (needs: MappingNeeds) =>
  async (tenant: string, name: string | undefined, sent: Incoming): Promise<ReadIncoming> => {
    if (isEmpty(sent.body)) return { refusals: [empty(sent.body.length)] };
    if (name === undefined) return asItCame(sent);
    const found = await mappingInForce(needs, tenant, name, 'in');
    if (isRefusal(found)) return { refusals: [found] };
    if (isUnchanged(found.mapping)) {
      const read = asItCame(sent, found.mapping.format === 'epcis-2.0-json' ? 'json' : 'xml');
      return 'refusals' in read ? read : { ...read, mapping: found.label };
    }
    if (sent.body.length > MOST_BYTES)
      return {
        refusals: [
          refuse('too-large', `${sent.body.length} bytes, of which ${MOST_BYTES} can be mapped`, {
            remedy: 'send it in parts',
          }),
        ],
      };
    const text = textOf(sent);
    if (isRefusal(text)) return { refusals: [text] };
    const prefixes = (await needs.registry.tenant(tenant))?.companyPrefixes ?? [];
    const read = readMapped(found.mapping, text, prefixes);
    if (Array.isArray(read)) return { refusals: read };
    if (read.family !== 'epcis') return { ...read, mapping: found.label };
    const { family, events, leftOut, ...head } = read;
    const document = jsonDocument({
      form: 'EPCISDocument',
      context: {},
      creationDate: needs.now().toISOString(),
      ...headOf(head),
      events,
    });
    return {
      family,
      document: new TextEncoder().encode(JSON.stringify(document)),
      contentType: 'application/json',
      mapping: found.label,
      ...(found.mapping.format === 'serial-exchange' && { controlNumber: head.id }),
      ...(leftOut !== undefined && { leftOut }),
    };
  };

const headOf = ({ id, ...head }: { readonly id?: string }) => ({
  ...head,
  ...(id !== undefined && { instanceIdentifier: id }),
});

/** EPCIS as it came; the first character tells its form, whatever it was called. */
function asItCame({ body }: Incoming, wanted?: 'json' | 'xml'): ReadIncoming {
  const form = formOf(body);
  if (form !== undefined && (wanted ?? form) === form)
    return { family: 'epcis', document: body, contentType: form === 'xml' ? 'application/xml' : 'application/json' };
  const detail =
    form === undefined
      ? 'the document is neither XML nor JSON'
      : `the document is ${form.toUpperCase()}, ${wanted?.toUpperCase()} is agreed`;
  return {
    refusals: [
      refuse('unsupported-media', detail, {
        at: '1:1',
        line: 1,
        column: 1,
        rule: 'EPCIS 2.0 §9 and §10',
        remedy: 'send EPCIS, or agree on a mapping for this partner: PUT /api/mappings/{name}',
      }),
    ],
  };
}

/** Marks of byte order, white space and the zero bytes of UTF-16 lead to the first character. */
const passed = new Set([0xef, 0xbb, 0xbf, 0xfe, 0xff, 0, 0x20, 0x09, 0x0a, 0x0d]);

/** What is long says something. */
const isEmpty = (body: Uint8Array): boolean => body.length <= 4096 && body.every((byte) => passed.has(byte));

const empty = (bytes: number) =>
  refuse('malformed', bytes === 0 ? 'the document is empty' : 'the document is empty but for white space', {
    line: 1,
    column: 1,
    rule: 'docs/partners-inbound.md',
    remedy: 'see whether it was written whole before it was sent, and send it again',
  });

function formOf(body: Uint8Array): 'json' | 'xml' | undefined {
  const first = body.subarray(0, 4096).find((byte) => !passed.has(byte));
  if (first === 0x3c) return 'xml';
  return first === 0x7b || first === 0x5b ? 'json' : undefined;
}

function textOf({ body, contentType }: Incoming): string | Refusal {
  const decoder = textDecoder(charsetOf(contentType));
  const start = decoder.write(body);
  if (isRefusal(start)) return start;
  const rest = decoder.end();
  return isRefusal(rest) ? rest : start + rest;
}
