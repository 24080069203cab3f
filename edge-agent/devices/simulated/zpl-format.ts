import { FNC1, type SymbolData } from './symbol.ts';
import { barData } from './zpl-bars.ts';

/** A format to print: the field data of its DataMatrix, if it has one, and of its Code 128 symbols, and how many labels of it. */
export interface LabelFormat {
  readonly symbol: SymbolData | undefined;
  readonly bars: readonly SymbolData[];
  /** What people read on it, line by line. */
  readonly text: readonly string[];
  readonly copies: number;
}

/** What a ZPL printer understood: a format ended by `^XZ`, or a `~` command, which acts at once. */
export type ZplPiece = { kind: 'format'; format: LabelFormat } | { kind: 'immediate'; command: string };

/** The escape character this firmware takes when `^BX` names none. */
const DEFAULT_ESCAPE = '~';

/** Characters kept of a format that never ends. */
const LONGEST_FORMAT = 65_536;

/**
 * Decodes `^BX` field data: escape and `1` is FNC1, twice the escape is itself, escape and `d` with three digits is that
 * byte. Any other escape stands for itself.
 */
export function fieldData(text: string, escapeCharacter: string): SymbolData {
  const data: (string | typeof FNC1)[] = [];
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const byte = /^.d(\d{3})/s.exec(rest);
    if (rest[0] !== escapeCharacter) {
      data.push(rest[0] ?? '');
      at += 1;
    } else if (byte !== null) {
      data.push(String.fromCharCode(Number(byte[1])));
      at += 5;
    } else if (rest[1] === '1') {
      data.push(FNC1);
      at += 2;
    } else {
      data.push(escapeCharacter);
      at += rest[1] === escapeCharacter ? 2 : 1;
    }
  }
  return data;
}

/** What reads the field data of a symbol, by the parameters of its command; undefined for commands that draw no symbol. */
function fieldReader(command: string, parameters: string): ((text: string) => SymbolData) | undefined {
  if (command === 'BC') return barData;
  const escapeCharacter = parameters.split(',')[6]?.trim() || DEFAULT_ESCAPE;
  return command === 'BX' ? (text) => fieldData(text, escapeCharacter) : undefined;
}

/** Reads what stands between `^XA` and `^XZ`. Commands it does not know are ignored, as firmware does. */
export function readFormat(body: string): LabelFormat {
  let symbol: SymbolData | undefined;
  let field: { isBars: boolean; read: (text: string) => SymbolData } | undefined;
  let copies = 1;
  const bars: SymbolData[] = [];
  const text: string[] = [];
  for (const piece of body.split('^').slice(1)) {
    const [command, parameters] = [piece.slice(0, 2), piece.slice(2)];
    const read = fieldReader(command, parameters);
    if (read !== undefined) field = { isBars: command === 'BC', read };
    else if (command === 'FD' && field?.isBars) bars.push(field.read(parameters));
    else if (command === 'FD' && field !== undefined) symbol = field.read(parameters);
    else if (command === 'FD') text.push(parameters);
    else if (command === 'FS') field = undefined;
    else if (command === 'PQ') copies = Number.parseInt(parameters, 10) || 1;
  }
  return { symbol, bars, text, copies };
}

/** Reads ZPL that arrives in any pieces. Gives what the piece completed. */
export function zplReader(): (chunk: string) => ZplPiece[] {
  let kept = '';
  return (chunk) => {
    kept += chunk;
    const pieces: ZplPiece[] = [];
    let end = 0;
    for (const match of kept.matchAll(/~([A-Z]{2})|\^XA([\s\S]*?)\^XZ/g)) {
      const [whole, command, body] = match;
      if (command !== undefined) pieces.push({ kind: 'immediate', command });
      if (body !== undefined) pieces.push({ kind: 'format', format: readFormat(body) });
      end = match.index + whole.length;
    }
    kept = kept.slice(end).slice(-LONGEST_FORMAT);
    return pieces;
  };
}
