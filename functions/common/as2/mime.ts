import { headerValue } from './header-value.ts';

/** A MIME entity (RFC 2045) as it stands in a message: what is hashed and signed are its exact bytes. */
export interface Entity {
  /** Names in lower case, folded lines joined; of one that comes twice the first. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
  /** Header, empty line and body, as they came. */
  readonly whole: Buffer;
}

/** Bytes and lines of a header. */
const LONGEST_HEAD = 16_384;
const MOST_LINES = 200;
/** Parts of a multipart: signed has two, a receipt two or three. */
const MOST_PARTS = 10;

/** @returns undefined when bytes are no entity */
export function readEntity(whole: Buffer): Entity | undefined {
  const end = headEnd(whole);
  if (end === undefined) return undefined;
  const lines = whole
    .subarray(0, end.head)
    .toString('latin1')
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/);
  const headers = new Map<string, string>();
  for (const line of lines.filter((one) => one !== '')) {
    const colon = line.indexOf(':');
    if (colon < 1 || lines.length > MOST_LINES) return undefined;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (!headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return { headers, body: whole.subarray(end.body), whole };
}

function headEnd(whole: Buffer): { head: number; body: number } | undefined {
  if (whole[0] === 0x0a) return { head: 0, body: 1 };
  if (whole[0] === 0x0d && whole[1] === 0x0a) return { head: 0, body: 2 };
  const head = whole.subarray(0, LONGEST_HEAD);
  const [strict, loose] = [head.indexOf('\r\n\r\n'), head.indexOf('\n\n')];
  if (strict >= 0 && (loose < 0 || strict < loose)) return { head: strict, body: strict + 4 };
  return loose < 0 ? undefined : { head: loose, body: loose + 2 };
}

/** An entity of our own: lines end as they must (RFC 2045 §2.1). */
export function writeEntity(headers: Readonly<Record<string, string>>, body: Uint8Array): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${lines.join('')}\r\n`, 'latin1'), body]);
}

/** Parts as a multipart has them. @param parts whole entities */
export function writeMultipart(boundary: string, parts: readonly Uint8Array[]): Buffer {
  const pieces = parts.flatMap((part) => [Buffer.from(`--${boundary}\r\n`), part, Buffer.from('\r\n')]);
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
}

/** The parts of a multipart, each with its exact bytes: the line end before a boundary belongs to the boundary (RFC 2046 §5.1.1). Empty when it is none. */
export function partsOf({ headers, body }: Pick<Entity, 'headers' | 'body'>): Buffer[] {
  const { value, parameters } = headerValue(headers.get('content-type'));
  const boundary = parameters.get('boundary') ?? '';
  if (!value.startsWith('multipart/') || boundary === '' || boundary.length > 200) return [];
  const parts: Buffer[] = [];
  let from: number | undefined;
  for (const { begin, end, isLast } of delimiters(body, Buffer.from(`--${boundary}`, 'latin1'))) {
    if (from !== undefined) parts.push(body.subarray(from, Math.max(from, begin)));
    if (parts.length > MOST_PARTS) return [];
    if (isLast) return parts;
    from = end;
  }
  // A multipart that was cut off has no parts that could be relied on.
  return [];
}

/** Lines that begin with a delimiter and have nothing else but blanks. */
function* delimiters(body: Buffer, mark: Buffer) {
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== 0x0a) continue;
    const line = endOfLine(body, at + mark.length);
    const rest = body.subarray(at + mark.length, line.text).toString('latin1');
    if (!/^(--)?[ \t]*$/.test(rest)) continue;
    const begin = at === 0 ? 0 : at - (body[at - 2] === 0x0d ? 2 : 1);
    yield { begin, end: line.next, isLast: rest.startsWith('--') };
  }
}

function endOfLine(body: Buffer, from: number): { text: number; next: number } {
  const feed = body.indexOf(0x0a, from);
  if (feed < 0) return { text: body.length, next: body.length };
  return { text: body[feed - 1] === 0x0d && feed > from ? feed - 1 : feed, next: feed + 1 };
}

/** The body as it was before it was encoded for its way (RFC 2045 §6). */
export function decoded({ headers, body }: Pick<Entity, 'headers' | 'body'>): Buffer {
  switch (headers.get('content-transfer-encoding')?.toLowerCase()) {
    case 'base64':
      return Buffer.from(body.toString('latin1'), 'base64');
    case 'quoted-printable':
      return fromQuotedPrintable(body.toString('latin1'));
    default:
      return body;
  }
}

function fromQuotedPrintable(text: string): Buffer {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const joined = lines.join('\r\n').replaceAll('=\r\n', '');
  return Buffer.from(
    joined.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

/** With lines ended as canonical text has them, where any is not: many sign that form and send another. */
export function canonical(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
}
