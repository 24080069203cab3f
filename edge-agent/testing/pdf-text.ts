import { inflateSync } from 'node:zlib';

/** The text of a PDF, page by page, as a person would copy it: glyphs by their fonts' ToUnicode, outlines by their ActualText. */
export function pdfText(bytes: Uint8Array): string[] {
  const objects = objectsOf(Buffer.from(bytes).toString('latin1'));
  const maps = new Map(
    [...objects].map(([id, { stream }]) => [id, stream?.includes('beginbfrange') ? unicodesOf(stream) : undefined]),
  );
  return [...objects.values()]
    .filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head))
    .map(({ head }) => {
      const fonts = fontsOf(objects, refs(head, 'Resources'), maps);
      return refs(head, 'Contents')
        .map((id) => pageText(objects.get(id)?.stream ?? '', fonts))
        .join('\n');
    });
}

interface PdfObject {
  readonly head: string;
  readonly stream: string | undefined;
}
type Unicodes = readonly string[];

function objectsOf(file: string): Map<number, PdfObject> {
  const objects = new Map<number, PdfObject>();
  for (const [, id = '', body = ''] of file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const at = body.indexOf('\nstream\n');
    const head = at === -1 ? body : body.slice(0, at);
    const raw = at === -1 ? undefined : Buffer.from(body.slice(at + 8, body.lastIndexOf('\nendstream')), 'latin1');
    const plain = raw && (head.includes('/FlateDecode') ? inflateSync(raw) : raw);
    objects.set(Number(id), { head, stream: plain?.toString('latin1') });
  }
  return objects;
}

const refs = (head: string, name: string): number[] =>
  [...head.matchAll(new RegExp(`/${name} (?:\\[ ?)?(\\d+) 0 R`, 'g'))].map(([, id]) => Number(id));

function fontsOf(objects: Map<number, PdfObject>, resources: number[], maps: Map<number, Unicodes | undefined>) {
  const head = resources.map((id) => objects.get(id)?.head ?? '').join('\n');
  return new Map(
    [...head.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id]) => {
      const [map] = refs(objects.get(Number(id))?.head ?? '', 'ToUnicode');
      return [name, map === undefined ? [] : (maps.get(map) ?? [])];
    }),
  );
}

/** Ranges whose targets are listed one by one, which is what pdfkit writes. */
function unicodesOf(cmap: string): Unicodes {
  const unicodes: string[] = [];
  for (const [, first = '', list = ''] of cmap.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
    for (const [i, [, hex = '']] of [...list.matchAll(/<([0-9a-f ]+)>/gi)].entries()) {
      unicodes[Number.parseInt(first, 16) + i] = utf16(hex.replaceAll(' ', ''));
    }
  }
  return unicodes;
}

const utf16 = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

function pageText(content: string, fonts: ReadonlyMap<string, Unicodes>): string {
  let font: Unicodes = [];
  let text = '';
  const wanted =
    /\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[-\d. ])*)\] TJ|\/ActualText \(([\s\S]*?)\)\s*>>|1 0 0 1 [\d.]+ ([\d.]+) Tm/gi;
  let line: string | undefined;
  for (const [, name, shown, actual, y] of content.matchAll(wanted)) {
    if (name !== undefined) font = fonts.get(name) ?? [];
    if (y !== undefined && y !== line) {
      line = y;
      text += '\n';
    } else if (y !== undefined) text += ' ';
    if (actual !== undefined) text += utf16(Buffer.from(unescaped(actual), 'latin1').subarray(2).toString('hex'));
    for (const [, hex = ''] of (shown ?? '').matchAll(/<([0-9a-f]+)>/gi)) {
      for (const [glyph] of hex.matchAll(/.{4}/g)) text += font[Number.parseInt(glyph, 16)] ?? '?';
    }
  }
  return text;
}

const unescaped = (literal: string): string => literal.replaceAll(/\\([\\()])/g, '$1');
