import { type Refusal, refuse } from '../../refusal.ts';
import { quote } from '../quote.ts';

/** A data field of format 06: ASC data identifier, such as `1T`, and its value. */
export interface DataField {
  readonly di: string;
  readonly value: string;
}

const HEADER = '[)>\x1e06\x1d';
const TRAILER = '\x1e\x04';
const SEPARATOR = '\x1d';

/** AIM symbology identifiers of symbols that carry it: Data Matrix and QR Code without FNC1. */
const symbols = [']d1', ']Q1'];

/** A Data Matrix symbol holds 2,335 letters and digits, a QR Code 4,296. */
const MOST = 8192;

const rule = 'ISO/IEC 15434 format 06';

/**
 * Reads the data of a format 06 envelope (`[)>␞06␝ … ␞␄`), with or without AIM symbology identifier. A Data Matrix symbol stores the envelope
 * as Macro 06; readers send it in full. Which fields make sense is for the user of the fields to say.
 */
export function readAsc06(text: string): DataField[] | Refusal {
  if (text.length > MOST)
    return refuse('too-large', `no symbol carries ${text.length} characters`, { at: String(MOST), rule });
  const prefix = symbols.find((symbol) => text.startsWith(symbol)) ?? '';
  const from = prefix.length + HEADER.length;
  if (!text.startsWith(HEADER, prefix.length))
    return refuse('malformed', `${quote(text)} does not begin with [)>␞06␝`, {
      at: String(prefix.length),
      rule,
      remedy: 'let the reader send control characters',
    });
  if (!text.endsWith(TRAILER) || text.length < from + TRAILER.length)
    return refuse('malformed', `${quote(text)} does not end with ␞␄`, {
      at: String(text.length),
      rule,
      remedy: 'let the reader send the data to its end',
    });
  const fields: DataField[] = [];
  const known = new Set<string>();
  let at = from;
  for (const field of text.slice(from, -TRAILER.length).split(SEPARATOR)) {
    const [, di, value] = /^(\d{0,3}[A-Z])([ -~]+)$/.exec(field) ?? [];
    if (di === undefined || value === undefined)
      return refuse('malformed', `${quote(field)} is not a data identifier with a value`, { at: String(at), rule });
    if (known.has(di)) return refuse('malformed', `${di} stands twice`, { at: String(at), rule });
    known.add(di);
    fields.push({ di, value });
    at += field.length + 1;
  }
  return fields;
}

/** Writes a format 06 envelope. */
export function writeAsc06(fields: readonly DataField[]): string | Refusal {
  const text = HEADER + fields.map(({ di, value }) => di + value).join(SEPARATOR) + TRAILER;
  const read = readAsc06(text);
  if (!Array.isArray(read)) return read;
  // A value with a separator, or an identifier in two pieces, would read back as something else.
  const wrong = fields.findIndex(({ di, value }, at) => read[at]?.di !== di || read[at]?.value !== value);
  return wrong < 0 && read.length === fields.length
    ? text
    : refuse('malformed', `field ${quote(fields[wrong]?.di ?? '')} would be read back as another`, {
        at: `/${wrong}`,
        rule,
      });
}
