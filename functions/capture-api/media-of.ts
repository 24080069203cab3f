import type { Request } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import { refuse } from '#shared/refusal.ts';

type Syntax = 'json' | 'xml';

const syntaxes: Readonly<Record<string, Syntax>> = {
  'application/json': 'json',
  'application/ld+json': 'json',
  'application/xml': 'xml',
  'text/xml': 'xml',
};

const rule = 'EPCIS 2.0, REST binding, media types';
const remedy = `send EPCIS JSON-LD or XML as ${Object.keys(syntaxes).join(', ')}`;

/**
 * The syntax that a content type stands for.
 *
 * @throws Refused `unsupported-media`
 */
export function syntaxOf(contentType: string): Syntax {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const syntax = syntaxes[type];
  if (syntax !== undefined) return syntax;
  const detail = type === '' ? 'no content type' : `content type ${type} is not supported`;
  throw new Refused(refuse('unsupported-media', detail, { at: 'Content-Type', rule, remedy }));
}

/**
 * The content type of a request whose body begins as that says.
 *
 * @throws Refused `unsupported-media` for any other
 */
export function contentTypeOf({ headers, bytes }: Pick<Request, 'headers' | 'bytes'>): string {
  const contentType = headers['content-type'] ?? '';
  const said = syntaxOf(contentType);
  const found = begunAs(bytes);
  if (found === undefined || found === said) return contentType;
  throw new Refused(
    refuse('unsupported-media', `the content type is ${contentType}, the document is ${found.toUpperCase()}`, {
      at: 'Content-Type',
      rule,
      remedy: 'say what the document is',
    }),
  );
}

/** White space, byte order marks, and the other half of a UTF-16 character. */
const before = new Set([0x00, 0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf, 0xfe, 0xff]);
const firsts: ReadonlyMap<number, Syntax> = new Map([
  [0x3c, 'xml'],
  [0x7b, 'json'],
  [0x5b, 'json'],
]);

function begunAs(bytes: Uint8Array): Syntax | undefined {
  const first = bytes.find((byte) => !before.has(byte));
  return first === undefined ? undefined : firsts.get(first);
}
