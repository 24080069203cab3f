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
      return fromQuotedPrintable(body);
    default:
      return body;
  }
}

/** Byte by byte into one buffer: a body of nothing but line ends costs no more than any other (RFC 2045 §6.7). */
function fromQuotedPrintable(body: Buffer): Buffer {
  const into = Buffer.allocUnsafe(body.length + loneFeeds(body));
  // Behind the last byte of a line that is no blank: what follows has no meaning where the line ends.
  let [length, solid] = [0, 0];
  let isSoft = false;
  for (let place = 0; place < body.length; place++) {
    const byte = body[place] ?? 0;
    if (byte === FEED) {
      length = isSoft ? solid - 1 : into.writeUInt16BE(CRLF, solid);
      solid = length;
      isSoft = false;
      continue;
    }
    const code = byte === EQUALS ? codeAt(body, place + 1) : -1;
    if (code >= 0) place += 2;
    into[length++] = code >= 0 ? code : byte;
    if (code < 0 && isBlank(byte)) continue;
    solid = length;
    isSoft = byte === EQUALS && code < 0;
  }
  return into.subarray(0, solid);
}

/** The byte that two hexadecimal digits stand for, or less than none. */
function codeAt(body: Buffer, at: number): number {
  const [high, low] = [digitOf(body[at]), digitOf(body[at + 1])];
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

function digitOf(byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

const FEED = 0x0a;
const RETURN = 0x0d;
const EQUALS = 0x3d;
const CRLF = 0x0d0a;
const isBlank = (byte: number) => byte === RETURN || byte === 0x20 || byte === 0x09;

/** With lines ended as canonical text has them: many sign that form and send another. The same bytes where they are so already. */
export function canonical(bytes: Buffer): Buffer {
  const more = loneFeeds(bytes);
  if (more === 0) return bytes;
  const into = Buffer.allocUnsafe(bytes.length + more);
  let length = 0;
  for (let place = 0; place < bytes.length; place++) {
    const byte = bytes[place] ?? 0;
    if (byte === FEED && bytes[place - 1] !== RETURN) into[length++] = RETURN;
    into[length++] = byte;
  }
  return into;
}

/** Line feeds that no carriage return stands before. */
function loneFeeds(bytes: Buffer): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === FEED && bytes[at - 1] !== RETURN) count++;
  return count;
}
