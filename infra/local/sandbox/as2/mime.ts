/** Headers by their names in lower case, and what stands behind the empty line. */
export interface Part {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly whole: Buffer;
}

/** @throws when there is no empty line */
export function partOf(whole: Buffer): Part {
  const end = whole.indexOf('\r\n\r\n');
  if (end < 0) throw new Error('no header');
  const lines = whole
    .subarray(0, end)
    .toString('latin1')
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((line) => [
    line.split(':', 1)[0]?.trim().toLowerCase() ?? '',
    line.replace(/^[^:]*:\s*/, ''),
  ]);
  return { headers: Object.fromEntries(headers), body: whole.subarray(end + 4), whole };
}

export const typeOf = ({ headers }: Pick<Part, 'headers'>): string =>
  (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** The parts of a multipart. */
export function partsOf({ headers, body }: Pick<Part, 'headers' | 'body'>): Part[] {
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(headers['content-type'] ?? '') ?? [];
  const mark = `--${quoted ?? bare ?? ''}`;
  const pieces = `\r\n${body.toString('latin1')}`.split(`\r\n${mark}`).slice(1, -1);
  return pieces.map((piece) => partOf(Buffer.from(piece.replace(/^[ \t]*\r\n/, ''), 'latin1')));
}

export const decoded = ({ headers, body }: Pick<Part, 'headers' | 'body'>): Buffer =>
  headers['content-transfer-encoding']?.toLowerCase() === 'base64'
    ? Buffer.from(body.toString('latin1'), 'base64')
    : body;

/** A part of our own. */
export const written = (headers: Readonly<Record<string, string>>, body: Uint8Array): Buffer =>
  Buffer.concat([
    Buffer.from(
      `${Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('')}\r\n`,
    ),
    body,
  ]);

export const multipart = (boundary: string, parts: readonly Uint8Array[]): Buffer =>
  Buffer.concat([
    ...parts.flatMap((part) => [Buffer.from(`--${boundary}\r\n`), part, Buffer.from('\r\n')]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
